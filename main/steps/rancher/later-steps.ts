import { failed } from "../../../common/model/failure.ts";
import type { Step } from "../../engine/step.ts";
import type { PreparedRegistration } from "../../ports/prepared-registration.ts";
import { sha256 } from "../k3s-config.ts";
import { serverWork, type StationWork } from "../remote-work.ts";
import { scriptedStep, stepId } from "../scripted-step.ts";
import { agentReport } from "./agent-report.ts";
import { agentScript } from "./agent-step.ts";
import {
  laterFile,
  laterNote,
  noteText,
  type LaterNote,
} from "./later-note.ts";

/**
 * Registers without an uplink: applies what was prepared, whose agent tries by itself until there is one.
 * `prepared` may be missing where it is only taken back.
 */
export function laterSteps(
  work: StationWork,
  prepared: PreparedRegistration | undefined,
  after: readonly string[],
): Step[] {
  const agent = agentScript(work, {
    after,
    applied: () =>
      prepared === undefined
        ? Promise.reject(new Error("nothing was prepared"))
        : Promise.resolve(prepared),
  });
  return [
    {
      ...agent,
      check: async (stepWork) =>
        (prepared !== undefined && (await needsNoPack(work, prepared))) ||
        agent.check(stepWork),
      apply: async (stepWork) => {
        if (prepared !== undefined) {
          await requireNewest(work, prepared);
          await requireOwnCluster(work, prepared, stepWork.signal);
        }
        await agent.apply(stepWork);
      },
    },
    laterNoteStep(work, prepared),
  ];
}

/**
 * Connected already: Rancher has replaced agent and token by itself since, and the pack would put back the
 * old ones. One that was made after what is in use is wanted for what comes.
 */
async function needsNoPack(
  work: StationWork,
  prepared: PreparedRegistration,
): Promise<boolean> {
  const { rancher, connected } = await agentReport(work);
  return (
    connected &&
    rancher === prepared.manifest.server &&
    !isNewer(prepared, await laterNote(work))
  );
}

function isNewer(
  { created }: PreparedRegistration,
  note: LaterNote | undefined,
): boolean {
  const used = note?.created;
  return used !== undefined && Date.parse(created) > Date.parse(used);
}

/** Throws `pack-older`: its token was replaced by the one that the newer pack brought. */
async function requireNewest(
  work: StationWork,
  { path, created, cluster }: PreparedRegistration,
): Promise<void> {
  const note = await laterNote(work);
  const used = note?.created;
  if (
    used !== undefined &&
    note?.cluster === cluster &&
    Date.parse(used) > Date.parse(created)
  )
    throw failed("pack-older", {
      host: serverWork(work).spec.name,
      data: { path, created, used },
    });
}

/** The note alone, after the agent. */
export function laterNoteStep(
  work: StationWork,
  prepared: PreparedRegistration | undefined,
): Step {
  const server = serverWork(work);
  const note = noteText(prepared);
  const step = scriptedStep(work, server, {
    name: "rancher-later",
    after: [stepId(server, "rancher-agent")],
    seconds: 1,
    changes: [laterFile],
    parameters: { FILE: laterFile, DIGEST: sha256(note) },
    input: () => Promise.resolve(note),
  });
  return {
    ...step,
    check: async (stepWork) => {
      const there = await laterNote(work);
      // An agent that needs no pack keeps the note of the newer one.
      const used = there?.created;
      return (
        (prepared !== undefined &&
          used !== undefined &&
          Date.parse(used) > Date.parse(prepared.created)) ||
        step.check(stepWork)
      );
    },
  };
}

/** A pack says who a cluster is: at another station it would make two with one name. */
async function requireOwnCluster(
  work: StationWork,
  { path }: PreparedRegistration,
  signal: AbortSignal,
): Promise<void> {
  const { remote, spec } = serverWork(work);
  const { code, stdout } = await remote.ask({
    label: "rancher-later nodes",
    script: "/usr/local/bin/k3s kubectl get nodes -o name",
    signal,
  });
  const nodes = stdout.split("\n").filter((line) => line !== "");
  if (code === 0 && nodes.length > 0 && !nodes.includes(`node/${spec.name}`))
    throw failed("pack-other-station", {
      host: spec.name,
      data: {
        path,
        station: work.station.id,
        wanted: nodes.map((name) => name.replace("node/", "")).join(", "),
      },
    });
}
