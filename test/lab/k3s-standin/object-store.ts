// Objects that somebody applied: kept as they came, by their path in the API. Nothing acts on them but the agent of rancher-agent.ts.
import { randomUUID } from "node:crypto";
import type { ClusterState } from "./cluster-state.ts";
import type { Json } from "./objects.ts";

export interface ObjectKind {
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const kinds: readonly ObjectKind[] = [
  ["Namespace", "namespaces", false],
  ["Secret", "secrets", true],
  ["ConfigMap", "configmaps", true],
  ["Service", "services", true],
  ["ServiceAccount", "serviceaccounts", true],
  ["Deployment", "deployments", true],
  ["DaemonSet", "daemonsets", true],
  ["Job", "jobs", true],
  ["Role", "roles", true],
  ["RoleBinding", "rolebindings", true],
  ["ClusterRole", "clusterroles", false],
  ["ClusterRoleBinding", "clusterrolebindings", false],
  ["ValidatingWebhookConfiguration", "validatingwebhookconfigurations", false],
  ["MutatingWebhookConfiguration", "mutatingwebhookconfigurations", false],
].map(([kind, plural, namespaced]) => ({
  kind: kind as string,
  plural: plural as string,
  namespaced: namespaced as boolean,
}));

const groups: Record<string, string> = {
  deployments: "apps/v1",
  daemonsets: "apps/v1",
  jobs: "batch/v1",
  roles: "rbac.authorization.k8s.io/v1",
  rolebindings: "rbac.authorization.k8s.io/v1",
  clusterroles: "rbac.authorization.k8s.io/v1",
  clusterrolebindings: "rbac.authorization.k8s.io/v1",
  validatingwebhookconfigurations: "admissionregistration.k8s.io/v1",
  mutatingwebhookconfigurations: "admissionregistration.k8s.io/v1",
};

/** By kind or by any name that kubectl takes: Deployment, deployments, deployment, deploy. */
export const kindNamed = (word: string): ObjectKind | undefined => {
  const lower = word.toLowerCase().split(".")[0] ?? "";
  const short: Record<string, string> = {
    deploy: "deployments",
    cm: "configmaps",
    ns: "namespaces",
    svc: "services",
    sa: "serviceaccounts",
  };
  return kinds.find(
    ({ kind, plural }) =>
      kind.toLowerCase() === lower ||
      plural === lower ||
      plural === short[lower],
  );
};

/** Where objects of this kind are, and one of them. */
export const objectPath = (
  { plural, namespaced }: ObjectKind,
  namespace: string,
  name?: string,
): string => {
  const group = groups[plural];
  return [
    group === undefined ? "/api/v1" : `/apis/${group}`,
    ...(namespaced ? [`/namespaces/${namespace}`] : []),
    `/${plural}`,
    ...(name === undefined ? [] : [`/${name}`]),
  ].join("");
};

export interface ObjectStore {
  get(path: string): Json | undefined;
  list(path: string): Json[];
  put(path: string, object: Json): void;
  /** A namespace takes all with it that is in it. */
  remove(path: string): boolean;
}

/** By a finalizer: what it is waits for, somebody else has to do. */
const isHeld = ({ metadata }: Json): boolean =>
  ((metadata as Json)["finalizers"] as readonly string[] | undefined)?.[0] !==
  undefined;

export const openObjects = (state: ClusterState): ObjectStore => {
  const objects = (state.content.objects ??= {});
  return {
    get: (path) => objects[path],
    list: (path) =>
      Object.entries(objects)
        .filter(
          ([key]) =>
            key.startsWith(`${path}/`) &&
            !key.slice(path.length + 1).includes("/"),
        )
        .map(([, object]) => object),
    put: (path, object) => {
      const old = objects[path]?.["metadata"] as Json | undefined;
      if (old?.["deletionTimestamp"] !== undefined && !isHeld(object)) {
        delete objects[path];
        return state.save();
      }
      objects[path] = {
        ...object,
        metadata: {
          uid: old?.["uid"] ?? randomUUID(),
          creationTimestamp:
            old?.["creationTimestamp"] ?? new Date().toISOString(),
          ...(object["metadata"] as Json),
          resourceVersion: String(Date.now()),
        },
      };
      state.save();
    },
    remove: (path) => {
      const object = objects[path];
      if (object === undefined) return false;
      if (isHeld(object))
        objects[path] = {
          ...object,
          metadata: {
            ...(object["metadata"] as Json),
            deletionTimestamp: new Date().toISOString(),
          },
          status: { phase: "Terminating" },
        };
      else delete objects[path];
      const namespace = /^\/api\/v1\/namespaces\/([^/]+)$/.exec(path)?.[1];
      if (namespace !== undefined)
        for (const key of Object.keys(objects))
          if (key.includes(`/namespaces/${namespace}/`)) delete objects[key];
      state.save();
      return true;
    },
  };
};
