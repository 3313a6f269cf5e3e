// kubectl's columns.
import type { Json } from "./objects.ts";

const age = (since: string): string => {
  const seconds = Math.max(
    0,
    Math.floor((Date.now() - Date.parse(since)) / 1000),
  );
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
};

interface Meta {
  name: string;
  namespace?: string;
  creationTimestamp: string;
  labels?: Record<string, string>;
}

export const nodeRow = (node: Json, wide: boolean): Record<string, string> => {
  const meta = node["metadata"] as Meta;
  const status = node["status"] as {
    conditions: { type: string; status: string }[];
    nodeInfo: Record<string, string>;
    addresses: { type: string; address: string }[];
  };
  const prefix = "node-role.kubernetes.io/";
  const roles = Object.keys(meta.labels ?? {})
    .filter((label) => label.startsWith(prefix))
    .map((label) => label.slice(prefix.length));
  const ready = status.conditions.some(
    (condition) => condition.type === "Ready" && condition.status === "True",
  );
  const info = (key: string): string => status.nodeInfo[key] ?? "<unknown>";
  return {
    NAME: meta.name,
    STATUS: ready ? "Ready" : "NotReady",
    ROLES: roles.join(",") || "<none>",
    AGE: age(meta.creationTimestamp),
    VERSION: info("kubeletVersion"),
    ...(wide
      ? {
          "INTERNAL-IP":
            status.addresses.find(({ type }) => type === "InternalIP")
              ?.address ?? "<none>",
          "EXTERNAL-IP": "<none>",
          "OS-IMAGE": info("osImage"),
          "KERNEL-VERSION": info("kernelVersion"),
          "CONTAINER-RUNTIME": info("containerRuntimeVersion"),
        }
      : {}),
  };
};

export const podRow = (
  pod: Json,
  namespaces: boolean,
  wide: boolean,
): Record<string, string> => {
  const meta = pod["metadata"] as Meta;
  const spec = pod["spec"] as { nodeName?: string };
  const status = pod["status"] as {
    phase: string;
    hostIP?: string;
    containerStatuses?: {
      ready: boolean;
      state: { waiting?: { reason: string } };
    }[];
  };
  const container = status.containerStatuses?.[0];
  const phase = status.phase === "Succeeded" ? "Completed" : status.phase;
  return {
    ...(namespaces ? { NAMESPACE: meta.namespace ?? "" } : {}),
    NAME: meta.name,
    READY: container?.ready === true ? "1/1" : "0/1",
    STATUS: container?.state.waiting?.reason ?? phase,
    RESTARTS: "0",
    AGE: age(meta.creationTimestamp),
    ...(wide
      ? { IP: status.hostIP ?? "<none>", NODE: spec.nodeName ?? "<none>" }
      : {}),
  };
};

/** Columns as wide as their widest cell, three blanks between. */
export const table = (
  rows: readonly Record<string, string>[],
  headers: boolean,
): string => {
  const names = Object.keys(rows[0] ?? {});
  const lines = [
    ...(headers ? [names] : []),
    ...rows.map((row) => names.map((name) => row[name] ?? "")),
  ];
  const widths = names.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  return `${lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("   ")
        .trimEnd(),
    )
    .join("\n")}\n`;
};
