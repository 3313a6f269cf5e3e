import {
  failed,
  failureOf,
  type Failed,
} from "../../../common/model/failure.ts";
import {
  isActive,
  type RancherCluster,
} from "../../../common/model/rancher.ts";
import type { Step, StepWork } from "../../engine/step.ts";
import { serverWork, type HostWork, type StationWork } from "../remote-work.ts";
import { stepId } from "../scripted-step.ts";
import { stepScript } from "../step-script.ts";
import { troubleOf } from "./agent-words.ts";
import { isConnected, ownCluster } from "./own-cluster.ts";
import { agentUrl, type RancherWork } from "./rancher-work.ts";

/** Facts D.8: a first connection with images at hand takes minutes on a small machine. */
const patience = 15 * 60 * 1000;
/** The same trouble for so long will not pass by itself. */
const troublePatience = 60 * 1000;
const everyMs = 2000;
/** Polls in a row that must agree: a connection may come and go. */
const agreeing = 3;

/** Follows the cluster until it is active, connected and ready, and says which link is broken where it is not. */
export function activeStep(work: StationWork, rancher: RancherWork): Step {
  const host = serverWork(work);
  return {
    planned: {
      id: stepId(host, "rancher-active"),
      name: "rancher-active",
      host: host.spec.name,
      after: [stepId(host, "rancher-agent")],
      bytes: 0,
      seconds: 60,
      changes: [],
    },
    check: ({ signal }) => isConnected(work, rancher, signal),
    apply: (stepWork) => follow(work, rancher, host, stepWork),
    verify: () => Promise.resolve(),
    undo: () => Promise.resolve(),
  };
}

async function follow(
  work: StationWork,
  rancher: RancherWork,
  host: HostWork,
  stepWork: StepWork,
): Promise<void> {
  const { clock } = work;
  const server = await rancher.server();
  const about = {
    url: agentUrl(rancher.api, server),
    image: `rancher/rancher-agent:${server.version}`,
  };
  const end = clock.now() + patience;
  let good = 0;
  let trouble: { failure: Failed; since: number } | undefined;
  for (;;) {
    stepWork.progress({ phase: "wait" });
    const cluster = await seen(work, rancher, stepWork);
    const agent = await agentOf(work, host, stepWork);
    if (!("failure" in cluster)) {
      good = isActive(cluster) ? good + 1 : 0;
      if (good === agreeing) return;
    }
    const last = agent.lines.at(-1) ?? "";
    stepWork.line(
      "failure" in cluster
        ? cluster.failure.code
        : [stageOf(cluster), last].filter((part) => part !== "").join(" | "),
    );
    const now = clock.now();
    const found =
      "failure" in cluster ? cluster : asFailure(host, agent, about);
    trouble =
      found === undefined
        ? undefined
        : trouble?.failure.failure.code === found.failure.code
          ? { failure: found, since: trouble.since }
          : { failure: found, since: now };
    if (trouble !== undefined && now - trouble.since > troublePatience)
      throw trouble.failure;
    if (now > end && !("failure" in cluster))
      throw failed("rancher-not-active", {
        host: host.spec.name,
        data: { state: cluster.state || "-", reason: cluster.message },
        lastLines: [...agent.lines],
        retry: true,
      });
    await clock.sleep(everyMs, stepWork.signal).catch(() => {
      throw failed("aborted");
    });
  }
}

/** The laptop's own way to Rancher may break for a while as well. */
async function seen(
  work: StationWork,
  rancher: RancherWork,
  { signal }: StepWork,
): Promise<RancherCluster | Failed> {
  try {
    return await ownCluster(work, rancher, signal);
  } catch (error) {
    const failure = failureOf(error);
    const passing =
      /^rancher-(unreachable|timed-out|gateway|name-unknown|proxy-failed)$/;
    if (failure !== undefined && passing.test(failure.code))
      return error as Failed;
    throw error;
  }
}

/** `waiting: Waiting for API to be available`, or what it is connected by now. */
function stageOf({ state, message, conditions }: RancherCluster): string {
  const holds = conditions
    .filter(({ status }) => status === "True")
    .map(({ type }) => type)
    .filter((type) => type === "Connected" || type === "Ready");
  return [`${state}${message === "" ? "" : `: ${message}`}`, ...holds].join(
    ", ",
  );
}

export interface AgentSeen {
  readonly waiting: string;
  readonly lines: readonly string[];
}

async function agentOf(
  work: StationWork,
  host: HostWork,
  { signal }: StepWork,
): Promise<AgentSeen> {
  const answer = await host.remote.ask({
    label: "rancher-active follow",
    script: stepScript(
      work.scripts,
      "rancher-agent",
      "rancher-active",
      "follow",
      {
        PROXIED: "no",
      },
    ),
    signal,
  });
  const [waiting = "", ...lines] = answer.stdout.trimEnd().split("\n");
  return { waiting, lines: lines.filter((line) => line.trim() !== "") };
}

function asFailure(
  host: HostWork,
  agent: AgentSeen,
  about: { readonly url: string; readonly image: string },
): Failed | undefined {
  const trouble = troubleOf(agent, about);
  return trouble === undefined
    ? undefined
    : failed(trouble.code, {
        host: host.spec.name,
        data: trouble.data,
        lastLines: [...agent.lines],
        retry: true,
      });
}
