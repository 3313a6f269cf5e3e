// The cluster as its server sees it: who is a node, who is ready, and K3s' own pods.
import { randomUUID } from "node:crypto";
import { digest, openState, type ClusterState } from "./cluster-state.ts";
import type { KnownNode } from "./cluster-state.ts";
import { log } from "./log.ts";
import type { NodeReport } from "./node-report.ts";
import { nodeObject, podObject, type Json } from "./objects.ts";
import { systemImages, type SystemImage } from "./system-images.ts";
import { version } from "./version.ts";

/** Silence after which a node counts as gone; kube-controller-manager's own figure. */
const graceMs = Number(process.env["STANDIN_GRACE_SECONDS"] ?? 40) * 1000;

interface Workload {
  name: string;
  image: SystemImage;
  /** The part of K3s that `--disable` names. */
  part?: string;
  job?: boolean;
  everyNode?: boolean;
  /** Comes into being only when this one has ended. */
  after?: string;
}

const workloads: readonly Workload[] = [
  { name: "coredns", image: "coredns" },
  {
    name: "local-path-provisioner",
    image: "local-path-provisioner",
    part: "local-storage",
  },
  { name: "metrics-server", image: "metrics-server", part: "metrics-server" },
  {
    name: "helm-install-traefik-crd",
    image: "klipper-helm",
    part: "traefik",
    job: true,
  },
  {
    name: "helm-install-traefik",
    image: "klipper-helm",
    part: "traefik",
    job: true,
  },
  {
    name: "traefik",
    image: "traefik",
    part: "traefik",
    after: "helm-install-traefik",
  },
  {
    name: "svclb-traefik",
    image: "klipper-lb",
    part: "traefik",
    everyNode: true,
    after: "helm-install-traefik",
  },
];

export interface Cluster {
  readonly state: ClusterState;
  nodes(): Json[];
  node(name: string): Json | undefined;
  /** K3s' own pods, all in kube-system. */
  pods(): Json[];
  register(report: NodeReport): void;
  /** False where the node was deleted meanwhile. */
  heartbeat(report: NodeReport): boolean;
  remove(name: string): boolean;
  /** Remembers the first password of a node, and refuses another one later. */
  admits(name: string, password: string): boolean;
}

export const openCluster = (
  file: string,
  disabled: readonly string[],
): Cluster => {
  const state = openState(file);
  const { content } = state;
  const images = systemImages(version);
  const complained = new Set<string>();

  const refreshed = (node: KnownNode): KnownNode => {
    const ready = Date.now() - node.seen < graceMs;
    if (ready !== node.ready) {
      node.ready = ready;
      node.changed = new Date().toISOString();
      state.save();
    }
    return node;
  };
  const all = (): KnownNode[] => Object.values(content.nodes).map(refreshed);

  const lacks = (node: KnownNode, image: string): boolean =>
    !node.report.images.includes(image);

  const podOn = (workload: Workload, node: KnownNode | undefined): Json => {
    const image = images[workload.image];
    const seed = digest(
      `${content.uid} ${workload.name} ${workload.everyNode === true ? (node?.report.name ?? "") : ""}`,
    );
    let waiting: string | undefined;
    if (node === undefined) waiting = "Pending";
    else if (lacks(node, images.pause)) {
      waiting = "ContainerCreating";
      if (!complained.has(node.report.name))
        log(
          "error",
          `failed to get sandbox image "${images.pause.replace("docker.io/", "")}": failed to pull image`,
        );
      complained.add(node.report.name);
    } else if (lacks(node, image)) waiting = "ImagePullBackOff";
    return podObject({
      name: workload.name,
      seed,
      image,
      node: node?.report.name,
      address: node?.report.address,
      created: content.created,
      job: workload.job === true,
      ready: node?.ready ?? false,
      waiting,
    });
  };

  const pods = (): Json[] => {
    const nodes = all();
    const server = nodes.find(({ report }) => report.control);
    const present = workloads.filter(
      ({ part }) => part === undefined || !disabled.includes(part),
    );
    const ended = (name: string): boolean =>
      server !== undefined &&
      !lacks(server, images.pause) &&
      present.some(
        (job) => job.name === name && !lacks(server, images[job.image]),
      );
    return present
      .filter(({ after }) => after === undefined || ended(after))
      .flatMap((workload) =>
        workload.everyNode === true
          ? nodes.map((node) => podOn(workload, node))
          : [podOn(workload, server)],
      );
  };

  return {
    state,
    nodes: () => all().map(nodeObject),
    node: (name) => {
      const node = content.nodes[name];
      return node === undefined ? undefined : nodeObject(refreshed(node));
    },
    pods,
    register: (report) => {
      const now = new Date().toISOString();
      const old = content.nodes[report.name];
      content.nodes[report.name] = {
        // Labels of the command line count only at the first registration.
        report:
          old === undefined ? report : { ...report, labels: old.report.labels },
        uid: old?.uid ?? randomUUID(),
        created: old?.created ?? now,
        changed: old?.ready === true ? old.changed : now,
        ready: true,
        seen: Date.now(),
      };
      state.save();
    },
    heartbeat: (report) => {
      const node = content.nodes[report.name];
      if (node === undefined) return false;
      refreshed(node);
      node.report = { ...report, labels: node.report.labels };
      node.seen = Date.now();
      refreshed(node);
      state.save();
      return true;
    },
    remove: (name) => {
      if (content.nodes[name] === undefined) return false;
      delete content.nodes[name];
      delete content.passwords[name];
      state.save();
      return true;
    },
    admits: (name, password) => {
      const hash = digest(password);
      const known = content.passwords[name];
      if (known !== undefined) return known === hash;
      content.passwords[name] = hash;
      state.save();
      return true;
    },
  };
};
