import {
  isActive,
  stationOf,
  type RancherCluster,
} from "../../common/model/rancher.ts";
import type { RancherApi } from "../ports/rancher-api.ts";

/** One station as Rancher knows it. */
export interface FleetStation {
  /** Its id; "" for a cluster that is no station of ours. */
  readonly station: string;
  readonly cluster: string;
  readonly name: string;
  /** As Rancher says it. */
  readonly state: string;
  /** Active, connected and ready. */
  readonly active: boolean;
  readonly message: string;
  /** Of Kubernetes; "" before the agent connected. */
  readonly version: string;
  readonly nodes: number;
  /** ISO time at which the connection last changed; "" before the agent connected. */
  readonly lastSeen: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** `key=value`, `key!=value`, `key` (is there) or `!key`. */
export interface LabelTest {
  readonly key: string;
  readonly value: string | undefined;
  readonly not: boolean;
}

/** Undefined for what is no test. */
export function parseLabelTest(text: string): LabelTest | undefined {
  const found = /^(!?)([A-Za-z0-9][\w./-]*?)(?:(!?=)([A-Za-z0-9._-]*))?$/.exec(
    text,
  );
  if (found === null) return undefined;
  const [, bang, key = "", operator, value] = found;
  if (bang === "!" && operator !== undefined) return undefined;
  return { key, value, not: bang === "!" || operator === "!=" };
}

export interface FleetQuery {
  readonly labels?: readonly LabelTest[];
  readonly state?: string | undefined;
  /** Also clusters that are no stations of ours. */
  readonly all?: boolean | undefined;
  readonly pageSize?: number | undefined;
  readonly signal?: AbortSignal;
}

function fits({ key, value, not }: LabelTest, cluster: RancherCluster) {
  const there = cluster.labels[key];
  return (value === undefined ? there !== undefined : there === value) !== not;
}

function shown(cluster: RancherCluster): FleetStation {
  return {
    station: stationOf(cluster) ?? "",
    cluster: cluster.id,
    name: cluster.name,
    state: cluster.state,
    active: isActive(cluster),
    message: cluster.message,
    version: cluster.version,
    nodes: cluster.nodeCount,
    lastSeen: cluster.lastSeen,
    labels: cluster.labels,
  };
}

/** The stations that fit, page by page as Rancher gives them; only one page is held at a time. */
export async function* fleetPages(
  api: RancherApi,
  { labels = [], state, all = false, pageSize, signal }: FleetQuery = {},
): AsyncGenerator<FleetStation[]> {
  const pages = api.clusters({
    ...(pageSize !== undefined && { pageSize }),
    ...(signal && { signal }),
  });
  for await (const page of pages)
    yield page
      .filter(
        (cluster) =>
          (all || stationOf(cluster) !== undefined) &&
          (state === undefined || cluster.state === state) &&
          labels.every((test) => fits(test, cluster)),
      )
      .map(shown);
}
