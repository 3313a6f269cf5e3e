import type {
  CoreV1Api,
  CoreV1Event,
  V1Node,
  V1Pod,
} from "@kubernetes/client-node";
import { failed } from "../../../common/model/failure.ts";
import type {
  ClusterApi,
  ClusterEvent,
  ClusterNode,
  ClusterPod,
  OpenClusterApi,
} from "../../ports/cluster-api.ts";
import type { RemoteHost } from "../../ports/remote-host.ts";
import { tunnelServer } from "./tunnel-server.ts";

/** K3s' API on the server, through its SSH connection; the kubeconfig's CA and client key as they are. */
export const openClusterApi: OpenClusterApi = (kubeconfig, host) => {
  let opening: Promise<Opened> | undefined;
  const opened = () => (opening ??= open(kubeconfig, host));
  const call = async <T>(ask: (core: CoreV1Api) => Promise<T>): Promise<T> => {
    try {
      return await ask((await opened()).core);
    } catch (error) {
      throw failed(
        "cluster-api-failed",
        { host: host.name, data: { reason: reasonOf(error) }, retry: true },
        { cause: error },
      );
    }
  };
  return {
    ready: () => call(async () => (await opened()).ready()),
    nodes: () =>
      call(async (core) => (await core.listNode()).items.map(nodeOf)),
    pods: (namespace) =>
      call(async (core) =>
        (await core.listNamespacedPod({ namespace })).items
          .filter((pod) => !isTriedAgain(pod))
          .map(podOf),
      ),
    allPods: () =>
      call(async (core) =>
        (await core.listPodForAllNamespaces()).items.map(podOf),
      ),
    events: () =>
      call(async (core) =>
        (await core.listEventForAllNamespaces({ limit: mostEvents })).items
          .map(eventOf)
          .sort((a, b) => a.time.localeCompare(b.time)),
      ),
    close: async () => {
      const api = await opening?.catch(() => undefined);
      await api?.close();
    },
  } satisfies ClusterApi;
};

const mostEvents = 2000;

interface Opened {
  readonly core: CoreV1Api;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

async function open(kubeconfig: string, host: RemoteHost): Promise<Opened> {
  // Loaded only here: it is large, and most commands never need it.
  const { KubeConfig, CoreV1Api, Health } =
    await import("@kubernetes/client-node");
  const tunnel = await tunnelServer(host, 6443);
  const config = new KubeConfig();
  config.loadFromString(
    kubeconfig.replace(
      /server:\s*https:\/\/[^\s]+/,
      `server: https://127.0.0.1:${tunnel.port}`,
    ),
  );
  const health = new Health(config);
  return {
    core: config.makeApiClient(CoreV1Api),
    ready: () => health.readyz({}),
    close: () => tunnel.close(),
  };
}

function nodeOf(node: V1Node): ClusterNode {
  const labels = Object.keys(node.metadata?.labels ?? {});
  const prefix = "node-role.kubernetes.io/";
  return {
    name: node.metadata?.name ?? "",
    ready:
      node.status?.conditions?.some(
        ({ type, status }) => type === "Ready" && status === "True",
      ) ?? false,
    roles: labels
      .filter((label) => label.startsWith(prefix))
      .map((label) => label.slice(prefix.length)),
    version: node.status?.nodeInfo?.kubeletVersion ?? "",
    address:
      node.status?.addresses?.find(({ type }) => type === "InternalIP")
        ?.address ?? "",
  };
}

/** A failed try of a job's stays listed; its job makes another pod, and that one counts. */
function isTriedAgain(pod: V1Pod): boolean {
  return (
    pod.status?.phase === "Failed" &&
    (pod.metadata?.ownerReferences?.some(({ kind }) => kind === "Job") ?? false)
  );
}

function podOf(pod: V1Pod): ClusterPod {
  const phase = pod.status?.phase ?? "Unknown";
  const containers = pod.status?.containerStatuses ?? [];
  const waiting = containers.find((container) => container.state?.waiting)
    ?.state?.waiting?.reason;
  const ready =
    phase === "Succeeded" ||
    (phase === "Running" &&
      containers.length > 0 &&
      containers.every((container) => container.ready));
  return {
    namespace: pod.metadata?.namespace ?? "",
    name: pod.metadata?.name ?? "",
    ready,
    state: waiting ?? phase,
  };
}

function eventOf(event: CoreV1Event): ClusterEvent {
  const { involvedObject: about, lastTimestamp, eventTime } = event;
  const time =
    lastTimestamp ?? eventTime ?? event.metadata.creationTimestamp ?? "";
  return {
    time: time instanceof Date ? time.toISOString() : String(time),
    namespace: event.metadata.namespace ?? "",
    type: event.type ?? "",
    reason: event.reason ?? "",
    about: `${about.kind ?? ""}/${about.name ?? ""}`,
    message: event.message ?? "",
    count: event.count ?? 1,
  };
}

function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return message.split("\n")[0]?.slice(0, 300) ?? String(error);
}
