import { isOver, type Validity } from "../../common/model/pack.ts";
import { agentReport } from "../steps/rancher/agent-report.ts";
import type { Trouble } from "../steps/rancher/agent-words.ts";
import { laterNote } from "../steps/rancher/later-note.ts";
import type { StationWork } from "../steps/remote-work.ts";
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
  readonly trouble?: Trouble;
}

/** Asks the server; changes nothing. */
export async function registrationOf(
  { work }: Pick<OpenStation, "work">,
  now: number,
): Promise<Registration> {
  const { rancher, connected, trouble } = await agentReport(work);
  if (rancher === "") return { state: "none", rancher };
  if (connected) return { state: "connected", rancher };
  const validity = await notedValidity(work);
  return {
    state: validity !== undefined && isOver(validity, now) ? "over" : "waiting",
    rancher,
    ...(validity && { validity }),
    ...(trouble && { trouble }),
  };
}

async function notedValidity(work: StationWork): Promise<Validity | undefined> {
  const note = await laterNote(work);
  if (note === undefined) return undefined;
  const { until, reason } = note;
  return { reason, ...(until !== undefined && { until }) };
}
