import { failed, failureOf } from "../../../common/model/failure.ts";
import { isActive, stationOf } from "../../../common/model/rancher.ts";
import { clusterNameOf } from "../../fleet/claim-cluster.ts";
import type { StationWork } from "../remote-work.ts";
import type { RancherWork } from "./rancher-work.ts";

/** The station's own cluster, where Rancher has one and sees it active. */
export async function activeCluster(
  work: StationWork,
  { api }: RancherWork,
  signal: AbortSignal,
) {
  const cluster = await api.findCluster(clusterNameOf(work.station), signal);
  return cluster !== undefined &&
    stationOf(cluster) === work.station.id &&
    isActive(cluster)
    ? cluster
    : undefined;
}

/** The station's cluster; another's is as good as none. Throws `rancher-cluster-missing`. */
export async function ownCluster(
  work: StationWork,
  { api }: RancherWork,
  signal: AbortSignal,
) {
  const name = clusterNameOf(work.station);
  const cluster = await api.findCluster(name, signal);
  if (cluster === undefined || stationOf(cluster) !== work.station.id)
    throw failed("rancher-cluster-missing", { data: { cluster: name } });
  return cluster;
}

/** Before the cluster is made in Rancher there is nothing that could be so already. */
export async function falseWithoutCluster(
  answer: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await answer();
  } catch (error) {
    if (failureOf(error)?.code === "rancher-cluster-missing") return false;
    throw error;
  }
}
