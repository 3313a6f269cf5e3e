import { failed, failureOf } from "../../common/model/failure.ts";
import { clusterFaults } from "../../common/model/cluster-rules.ts";
import {
  stationAnnotation,
  stationOf,
  type RancherCluster,
  type RancherServer,
} from "../../common/model/rancher.ts";
import type { Station } from "../../common/model/station.ts";
import type { NewCluster, RancherApi } from "../ports/rancher-api.ts";

/** The name that a station has in Rancher. */
export function clusterNameOf(station: Station): string {
  return station.rancher?.name ?? station.id;
}

/** What the station's cluster is to be in Rancher. */
export function clusterOf(
  station: Station,
  server: Pick<RancherServer, "operations">,
): NewCluster {
  const { rancher } = station;
  const proxy = rancher?.stationProxy;
  return {
    name: clusterNameOf(station),
    ...(rancher?.description !== undefined && {
      description: rancher.description,
    }),
    labels: { ...station.labels, ...rancher?.labels },
    annotations: {
      ...(station.name !== undefined && {
        "forecourt.org/name": station.name,
      }),
      ...rancher?.annotations,
      // Nothing that comes over the uplink without being asked for (facts D.4).
      ...(rancher?.onlyAgent !== false && {
        "rancher.io/imported-cluster-version-management": "false",
        ...(server.operations && { "rancher.io/operations-enabled": "false" }),
      }),
      [stationAnnotation]: station.id,
    },
    ...(proxy !== undefined && {
      agentEnv: {
        HTTP_PROXY: proxy,
        HTTPS_PROXY: proxy,
        // What is inside the cluster is not asked for outside.
        NO_PROXY: [
          "127.0.0.0/8",
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          ".svc",
          ".cluster.local",
          station.k3s.clusterCidr,
          station.k3s.serviceCidr,
        ].join(","),
      },
    }),
  };
}

/**
 * The station's cluster in Rancher: the one that is there, or a new one; never a second. Asked again after
 * a crash or a lost answer it finds what was made. `takeOver`: also a cluster that says it is nobody's or
 * another station's. Throws `station-invalid` for what Rancher would refuse, `rancher-cluster-foreign`, `rancher-name-taken`, and what the API throws.
 */
export async function claimCluster(
  api: RancherApi,
  station: Station,
  server: Pick<RancherServer, "operations">,
  {
    takeOver = false,
    signal,
  }: { readonly takeOver?: boolean; readonly signal?: AbortSignal } = {},
): Promise<RancherCluster> {
  const [fault] = clusterFaults(station);
  // Also of one whose file names no Rancher: before anything is made there.
  if (fault !== undefined)
    throw failed("station-invalid", {
      data: {
        path: station.id,
        place: fault.path.join("."),
        reason: fault.reason,
      },
    });
  const wanted = clusterOf(station, server);
  const found = await api.findCluster(wanted.name, signal);
  if (found !== undefined) return taken(found);
  try {
    return await api.createCluster(wanted, signal);
  } catch (error) {
    // Made by us a moment ago and the answer was lost, or by another laptop.
    if (failureOf(error)?.code !== "rancher-name-taken") throw error;
    const made = await api.findCluster(wanted.name, signal);
    if (made === undefined) throw error;
    return taken(made);
  }

  async function taken(cluster: RancherCluster): Promise<RancherCluster> {
    const owner = stationOf(cluster);
    if (owner !== station.id && !takeOver)
      throw failed("rancher-cluster-foreign", {
        data: { name: cluster.name, owner: owner ?? "–", station: station.id },
      });
    const { labels, annotations } = wanted;
    const same = (
      there: Readonly<Record<string, string>>,
      here: Readonly<Record<string, string>>,
    ) => Object.entries(here).every(([key, value]) => there[key] === value);
    return same(cluster.labels, labels) &&
      same(cluster.annotations, annotations)
      ? cluster
      : api.updateCluster(cluster.id, { labels, annotations }, signal);
  }
}
