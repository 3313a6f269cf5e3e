import type { RemoteHost } from "./remote-host.ts";

/** A Kubernetes node, as far as we look. */
export interface ClusterNode {
  readonly name: string;
  readonly ready: boolean;
  /** "control-plane" for the server. */
  readonly roles: readonly string[];
  readonly version: string;
  readonly address: string;
}

export interface ClusterPod {
  readonly namespace: string;
  readonly name: string;
  /** Running with all containers ready, or completed. */
  readonly ready: boolean;
  /** Phase, or the reason a container waits for, such as ImagePullBackOff. */
  readonly state: string;
}

export interface ClusterEvent {
  /** ISO time it was last seen. */
  readonly time: string;
  readonly namespace: string;
  /** `Warning` or `Normal`. */
  readonly type: string;
  readonly reason: string;
  /** Such as `Pod/coredns-abc`. */
  readonly about: string;
  readonly message: string;
  readonly count: number;
}

/** The cluster's API, reached through the server's SSH connection. Throws `cluster-api-failed`. */
export interface ClusterApi {
  ready(): Promise<boolean>;
  nodes(): Promise<ClusterNode[]>;
  pods(namespace: string): Promise<ClusterPod[]>;
  /** Of all namespaces. */
  allPods(): Promise<ClusterPod[]>;
  /** Of all namespaces, oldest first. */
  events(): Promise<ClusterEvent[]>;
  close(): Promise<void>;
}

/** Opens it with a kubeconfig's text (a secret). */
export type OpenClusterApi = (
  kubeconfig: string,
  host: RemoteHost,
) => ClusterApi;
