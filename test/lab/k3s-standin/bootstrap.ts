// What a server gives to one that joins it, and the values that both must have alike.
import type { Pair } from "./certificates.ts";
import type { Options } from "./options.ts";

export interface Bootstrap {
  serverCa: Pair;
  clientCa: Pair;
  /** Whether its store can have further members. */
  etcd: boolean;
  critical: Record<string, string>;
}

const critical = [
  "cluster-cidr",
  "service-cidr",
  "cluster-dns",
  "cluster-domain",
  "flannel-backend",
  "secrets-encryption",
  "disable-helm-controller",
  "disable-kube-proxy",
  "disable-network-policy",
  "agent-token",
];

export const criticalValues = (options: Options): Record<string, string> =>
  Object.fromEntries(
    critical.map((name) => [name, options.list(name).join(",")]),
  );
