import { failed } from "../../../common/model/failure.ts";
import { filesFor } from "../../../common/model/manifest.ts";
import { stationOf } from "../../../common/model/rancher.ts";
import { claimCluster, clusterNameOf } from "../../fleet/claim-cluster.ts";
import type { Step } from "../../engine/step.ts";
import { serverWork, type StationWork } from "../remote-work.ts";
import { stepId } from "../scripted-step.ts";
import { uploadStep } from "../upload-step.ts";
import { activeStep } from "./active-step.ts";
import { agentStep } from "./agent-step.ts";
import type { RancherWork } from "./rancher-work.ts";
import { uplinkStep } from "./uplink-step.ts";

/** The agent's images on every host: its pods may run on any. They follow K3s' own over the same line. */
export function rancherImageSteps(
  work: StationWork,
  after: "k3s-upload" | undefined,
): Step[] {
  return work.hosts.flatMap((host) => {
    const files = filesFor(work.bundle.manifest, host.arch, "rancher-images");
    return files.length === 0
      ? []
      : [
          uploadStep(work, host, {
            name: "rancher-images",
            files,
            after: after === undefined ? [] : [stepId(host, after)],
          }),
        ];
  });
}

/**
 * Registers the station: its cluster in Rancher, the uplink looked at from the host, Rancher's agent, and
 * then followed until it is active. Each finds out what is so already, so all may be done again at any time:
 * for a new server under the same station, for one that was restored, after an uplink that broke.
 */
export function rancherSteps(
  work: StationWork,
  rancher: RancherWork,
  {
    cluster,
    images,
  }: {
    /** Ids of the steps after which the cluster stands, and its images are there. */
    readonly cluster: readonly string[];
    readonly images: readonly string[];
  },
): Step[] {
  return [
    clusterRecordStep(work, rancher),
    uplinkStep(work, rancher, cluster),
    agentStep(work, rancher, images),
    activeStep(work, rancher),
  ];
}

/** The station's cluster in Rancher; asks and changes nothing on the host. */
function clusterRecordStep(work: StationWork, rancher: RancherWork): Step {
  const server = serverWork(work);
  const { station } = work;
  const name = clusterNameOf(station);
  const claim = async (signal: AbortSignal) =>
    claimCluster(rancher.api, station, await rancher.server(), {
      takeOver: rancher.takeOver,
      signal,
    });
  return {
    planned: {
      id: stepId(server, "rancher-cluster"),
      name: "rancher-cluster",
      host: server.spec.name,
      after: [],
      bytes: 0,
      seconds: 3,
      changes: [`${rancher.api.url} ${name}`],
    },
    // Its labels may differ from the station file's by now; applying is one question where they do not.
    check: () => Promise.resolve(false),
    apply: async (stepWork) => {
      const { id, state } = await claim(stepWork.signal);
      stepWork.line(`${name} (${id}): ${state}`);
    },
    verify: async ({ signal }) => {
      const there = await rancher.api.findCluster(name, signal);
      if (there === undefined)
        throw failed("rancher-cluster-missing", { data: { cluster: name } });
    },
    undo: async (stepWork) => {
      const { signal } = stepWork;
      const there = await rancher.api.findCluster(name, signal);
      if (there === undefined || stationOf(there) !== station.id) return;
      await rancher.api.deleteCluster(there.id, signal);
      stepWork.line(`${name} (${there.id})`);
    },
  };
}
