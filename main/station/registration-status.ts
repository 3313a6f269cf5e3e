import { z } from "zod";
import type { FailureCode } from "../../common/model/failure.ts";
import { isOver, Validity } from "../../common/model/pack.ts";
import { troubleOf } from "../steps/rancher/agent-words.ts";
import { laterFile } from "../steps/rancher/later-steps.ts";
import { serverWork } from "../steps/remote-work.ts";
import { stepScript } from "../steps/step-script.ts";
import type { OpenStation } from "./open-station.ts";

/** How the station stands with Rancher, as far as its own server can tell. */
export interface Registration {
  /**
   * - `none`: no agent.
   * - `connected`: its agent runs and complains of nothing.
   * - `waiting`: its agent tries, and will get there by itself once it can.
   * - `over`: it tries with what is no longer valid.
   */
  readonly state: "none" | "connected" | "waiting" | "over";
  /** Where the agent connects; "" for none. */
  readonly rancher: string;
  /** Of what it was given; missing where it was registered over an uplink. */
  readonly validity?: Validity;
  /** What keeps it from connecting. */
  readonly trouble?: FailureCode;
}

const Note = z.object({ rancher: z.string(), ...Validity.shape });

/** Asks the server; changes nothing. */
export async function registrationOf(
  { work }: Pick<OpenStation, "work">,
  now: number,
): Promise<Registration> {
  const { remote } = serverWork(work);
  const answer = await remote.ask({
    label: "rancher-agent report",
    script: stepScript(
      work.scripts,
      "rancher-agent",
      "rancher-agent",
      "report",
      { PROXIED: "no" },
    ),
  });
  const [rancher = "", waiting = "", ...log] = answer.stdout.split("\n");
  if (answer.code !== 0 || rancher === "")
    return { state: "none", rancher: "" };
  const lines = log.filter((line) => line.trim() !== "");
  const trouble = troubleOf({ waiting, lines }, { url: rancher, image: "–" });
  const speaks = lines.some((line) => line.includes("level=info"));
  if (trouble === undefined && waiting === "" && speaks)
    return { state: "connected", rancher };
  const validity = await noted(remote);
  return {
    state: validity !== undefined && isOver(validity, now) ? "over" : "waiting",
    rancher,
    ...(validity && { validity }),
    ...(trouble && { trouble: trouble.code }),
  };
}

async function noted(
  remote: ReturnType<typeof serverWork>["remote"],
): Promise<Validity | undefined> {
  const { code, stdout } = await remote.ask({
    label: "rancher-later note",
    script: `cat ${laterFile}`,
  });
  if (code !== 0) return undefined;
  try {
    const { until, reason } = Note.parse(JSON.parse(stdout));
    return { reason, ...(until !== undefined && { until }) };
  } catch {
    // Whatever it is, it is not ours; the agent's own words are what counts.
    return undefined;
  }
}
