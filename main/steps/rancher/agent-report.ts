import { serverWork, type StationWork } from "../remote-work.ts";
import { stepScript } from "../step-script.ts";
import { gotThrough, troubleOf, type Trouble } from "./agent-words.ts";

/** Rancher's agent, as far as the station's own server can tell. */
export interface AgentReport {
  /** Where it connects; "" for no agent. */
  readonly rancher: string;
  /** It runs and complains of nothing. */
  readonly connected: boolean;
  readonly trouble?: Trouble;
}

/** Asks the server; changes nothing. */
export async function agentReport(work: StationWork): Promise<AgentReport> {
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
    return { rancher: "", connected: false };
  const lines = log.filter((line) => line.trim() !== "");
  const trouble = troubleOf({ waiting, lines }, { url: rancher, image: "–" });
  return {
    rancher,
    connected: trouble === undefined && waiting === "" && gotThrough(lines),
    ...(trouble && { trouble }),
  };
}
