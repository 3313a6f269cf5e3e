import { failed } from "../../../common/model/failure.ts";
import { isActive, stationOf } from "../../../common/model/rancher.ts";
import { clusterNameOf } from "../../fleet/claim-cluster.ts";
import { agentReport } from "./agent-report.ts";
import type { StationWork } from "../remote-work.ts";
import type { RancherWork } from "./rancher-work.ts";

/**
 * Whether Rancher has the station's own cluster and sees it active, and its agent runs here as well: of a
 * server that died, or was restored, Rancher believes for a while that nothing has changed.
 */
export async function isConnected(
  work: StationWork,
  { api }: RancherWork,
  signal: AbortSignal,
): Promise<boolean> {
  const cluster = await api.findCluster(clusterNameOf(work.station), signal);
  return (
    cluster !== undefined &&
    stationOf(cluster) === work.station.id &&
    isActive(cluster) &&
    (await agentReport(work)).connected
  );
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
