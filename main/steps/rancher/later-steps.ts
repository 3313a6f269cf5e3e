import { failed } from "../../../common/model/failure.ts";
import type { Step } from "../../engine/step.ts";
import type { PreparedRegistration } from "../../ports/prepared-registration.ts";
import { sha256 } from "../k3s-config.ts";
import { serverWork, type StationWork } from "../remote-work.ts";
import { scriptedStep, stepId } from "../scripted-step.ts";
import { agentScript } from "./agent-step.ts";

/** On the server: until when it may register by itself, for whoever looks at it next. No secret is in it. */
export const laterFile = "/var/lib/forecourt/registration.json";

/**
 * Registers without an uplink: applies what was prepared, whose agent tries by itself until there is one.
 * `prepared` may be missing where it is only taken back.
 */
export function laterSteps(
  work: StationWork,
  prepared: PreparedRegistration | undefined,
  after: readonly string[],
): Step[] {
  const server = serverWork(work);
  const agent = agentScript(work, {
    after,
    applied: () =>
      prepared === undefined
        ? Promise.reject(new Error("nothing was prepared"))
        : Promise.resolve(prepared),
  });
  const note = `${JSON.stringify(
    prepared && {
      rancher: prepared.rancher,
      cluster: prepared.cluster,
      ...prepared.validity,
    },
  )}\n`;
  return [
    {
      ...agent,
      apply: async (stepWork) => {
        if (prepared !== undefined)
          await requireOwnCluster(work, prepared, stepWork.signal);
        await agent.apply(stepWork);
      },
    },
    scriptedStep(work, server, {
      name: "rancher-later",
      after: [stepId(server, "rancher-agent")],
      seconds: 1,
      changes: [laterFile],
      parameters: { FILE: laterFile, DIGEST: sha256(note) },
      input: () => Promise.resolve(note),
    }),
  ];
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
