// Kubernetes' JSON for nodes, pods, lists and refusals.
import type { KnownNode } from "./cluster-state.ts";

export type Json = Record<string, unknown>;

const condition = (
  type: string,
  status: string,
  reason: string,
  message: string,
  node: KnownNode,
): Json => ({
  type,
  status,
  reason,
  message,
  lastHeartbeatTime: new Date(node.seen).toISOString(),
  lastTransitionTime: node.changed,
});

const conditions = (node: KnownNode): Json[] => {
  if (!node.ready)
    return ["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"].map(
      (type) =>
        condition(
          type,
          "Unknown",
          "NodeStatusUnknown",
          "Kubelet stopped posting node status.",
          node,
        ),
    );
  return [
    condition(
      "MemoryPressure",
      "False",
      "KubeletHasSufficientMemory",
      "kubelet has sufficient memory available",
      node,
    ),
    condition(
      "DiskPressure",
      "False",
      "KubeletHasNoDiskPressure",
      "kubelet has no disk pressure",
      node,
    ),
    condition(
      "PIDPressure",
      "False",
      "KubeletHasSufficientPID",
      "kubelet has sufficient PID available",
      node,
    ),
    condition(
      "Ready",
      "True",
      "KubeletReady",
      "kubelet is posting ready status",
      node,
    ),
  ];
};

/** K3s sets them itself, at every start. */
const roles = ({ control, etcd }: KnownNode["report"]): Json => ({
  ...(control ? { "node-role.kubernetes.io/control-plane": "true" } : {}),
  ...(etcd ? { "node-role.kubernetes.io/etcd": "true" } : {}),
});

export const nodeObject = (node: KnownNode): Json => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: {
    name: node.report.name,
    uid: node.uid,
    resourceVersion: String(Math.floor(node.seen / 1000)),
    creationTimestamp: node.created,
    labels: { ...node.report.labels, ...roles(node.report) },
    annotations: { "k3s.io/internal-ip": node.report.address },
  },
  spec: { podCIDR: "10.42.0.0/24", providerID: `k3s://${node.report.name}` },
  status: {
    capacity: node.report.capacity,
    allocatable: node.report.capacity,
    conditions: conditions(node),
    addresses: [
      { type: "InternalIP", address: node.report.address },
      { type: "Hostname", address: node.report.name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: node.report.info,
    images: node.report.images.map((name) => ({
      names: [name],
      sizeBytes: 1024,
    })),
  },
});

export interface PodFacts {
  name: string;
  /** Default: kube-system. */
  namespace?: string;
  /** Hex digits that its name's random parts come from. */
  seed: string;
  image: string;
  node: string | undefined;
  address: string | undefined;
  created: string;
  job: boolean;
  ready: boolean;
  /** Why its container does not run, such as ImagePullBackOff; "Pending" where no node has it. */
  waiting: string | undefined;
}

const phaseOf = (pod: PodFacts): string => {
  if (pod.waiting !== undefined) return "Pending";
  return pod.job ? "Succeeded" : "Running";
};

const containerState = (pod: PodFacts): Json => {
  if (pod.waiting !== undefined)
    return {
      waiting: {
        reason: pod.waiting,
        ...(pod.waiting === "ImagePullBackOff"
          ? { message: `Back-off pulling image "${pod.image}"` }
          : {}),
      },
    };
  return pod.job
    ? {
        terminated: {
          exitCode: 0,
          reason: "Completed",
          startedAt: pod.created,
          finishedAt: pod.created,
        },
      }
    : { running: { startedAt: pod.created } };
};

export const podObject = (pod: PodFacts): Json => {
  const running = pod.waiting === undefined && !pod.job;
  const ready = running && pod.ready;
  const state = (type: string, is: boolean): Json => ({
    type,
    status: is ? "True" : "False",
    lastTransitionTime: pod.created,
  });
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: pod.job
        ? `${pod.name}-${pod.seed.slice(0, 5)}`
        : `${pod.name}-${pod.seed.slice(0, 10)}-${pod.seed.slice(10, 15)}`,
      namespace: pod.namespace ?? "kube-system",
      uid: `${pod.seed.slice(0, 8)}-${pod.seed.slice(8, 12)}-4${pod.seed.slice(13, 16)}-a${pod.seed.slice(17, 20)}-${pod.seed.slice(20, 32)}`,
      resourceVersion: "1",
      creationTimestamp: pod.created,
      labels: { "k8s-app": pod.name, app: pod.name },
    },
    spec: {
      ...(pod.node === undefined ? {} : { nodeName: pod.node }),
      containers: [
        { name: pod.name, image: pod.image, imagePullPolicy: "IfNotPresent" },
      ],
    },
    status: {
      phase: phaseOf(pod),
      ...(pod.address === undefined ? {} : { hostIP: pod.address }),
      conditions: [
        state("PodScheduled", pod.node !== undefined),
        state("Ready", ready),
        state("ContainersReady", ready),
      ],
      ...(pod.node === undefined
        ? {}
        : {
            startTime: pod.created,
            containerStatuses: [
              {
                name: pod.name,
                image: pod.image,
                imageID: running ? `sha256:${pod.seed}` : "",
                ready,
                started: running,
                restartCount: 0,
                state: containerState(pod),
                lastState: {},
              },
            ],
          }),
    },
  };
};

export const namespaceObject = (name: string, created: string): Json => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: {
    name,
    uid: `00000000-0000-4000-a000-${Buffer.from(name).toString("hex").padEnd(12, "0").slice(0, 12)}`,
    creationTimestamp: created,
    labels: { "kubernetes.io/metadata.name": name },
  },
  spec: { finalizers: ["kubernetes"] },
  status: { phase: "Active" },
});

export const listObject = (kind: string, items: readonly Json[]): Json => ({
  apiVersion: "v1",
  kind: `${kind}List`,
  metadata: { resourceVersion: String(Math.floor(Date.now() / 1000)) },
  items: items.map(({ apiVersion: _a, kind: _k, ...item }) => item),
});

export const statusObject = (
  code: number,
  reason: string,
  message: string,
): Json => ({
  apiVersion: "v1",
  kind: "Status",
  metadata: {},
  status: code < 400 ? "Success" : "Failure",
  message,
  reason,
  code,
});
