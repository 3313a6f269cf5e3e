// The import manifest: the objects, names and variables of facts D.7, in words of our own.
import { createHash } from "node:crypto";
import { stringify } from "yaml";
import type { Cluster, Patch } from "./state.ts";

export interface ManifestParts {
  readonly cluster: Cluster;
  readonly token: string;
  readonly server: string;
  readonly caChecksum: string;
  readonly image: string;
  readonly strict: boolean;
  readonly version: Patch;
}

export const importManifest = (parts: ManifestParts): string => {
  const { cluster, token, server, caChecksum, image, strict } = parts;
  const suffix = createHash("sha256")
    .update(`${server}.${token}.`)
    .digest("hex")
    .slice(0, 10);
  const credentials = `cattle-credentials-${suffix}`;
  const namespace = "cattle-system";
  const env = [
    ["CATTLE_SERVER", server],
    ["CATTLE_CA_CHECKSUM", caChecksum],
    ["CATTLE_CLUSTER", "true"],
    ["CATTLE_K8S_MANAGED", "true"],
    [
      parts.version.minor >= 15
        ? "CATTLE_SYSTEM_DEFAULT_REGISTRY"
        : "CATTLE_CLUSTER_REGISTRY",
      "",
    ],
    ["CATTLE_CREDENTIAL_NAME", credentials],
    ["CATTLE_SUC_APP_NAME_OVERRIDE", ""],
    ["CATTLE_SERVER_VERSION", parts.version.text],
    ["CATTLE_INSTALL_UUID", "00000000-0000-4000-8000-000000000000"],
    ["CATTLE_INGRESS_IP_DOMAIN", "sslip.io"],
    ...cluster.agentEnv.map(({ name, value }) => [name, value] as const),
    // A cluster's own wish counts.
    ...(cluster.agentEnv.some(({ name }) => name === "STRICT_VERIFY")
      ? []
      : [["STRICT_VERIFY", String(strict)] as const]),
  ].map(([name, value]) => ({ name, value }));
  const byNorman = { labels: { "cattle.io/creator": "norman" } };
  const role = (name: string, rules: unknown, more: object = {}) => ({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name, ...more },
    rules,
  });
  const binding = (
    name: string,
    roleName: string,
    subject: object,
    more: object = {},
  ) => ({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name, ...more },
    subjects: [subject],
    roleRef: {
      apiGroup: "rbac.authorization.k8s.io",
      kind: "ClusterRole",
      name: roleName,
    },
  });
  const objects = [
    role("proxy-clusterrole-kubeapiserver", [
      {
        apiGroups: [""],
        resources: ["metrics", "proxy", "stats", "log", "spec"].map(
          (part) => `nodes/${part}`,
        ),
        verbs: ["get", "list", "watch", "create"],
      },
    ]),
    binding(
      "proxy-role-binding-kubernetes-master",
      "proxy-clusterrole-kubeapiserver",
      {
        apiGroup: "rbac.authorization.k8s.io",
        kind: "User",
        name: "kube-apiserver",
      },
    ),
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "cattle", namespace },
    },
    binding(
      "cattle-admin-binding",
      "cattle-admin",
      { kind: "ServiceAccount", name: "cattle", namespace },
      { namespace, ...byNorman },
    ),
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: credentials, namespace },
      type: "Opaque",
      data: {
        url: Buffer.from(server).toString("base64"),
        token: Buffer.from(token).toString("base64"),
        namespace: "",
      },
    },
    role(
      "cattle-admin",
      [
        { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
        { nonResourceURLs: ["*"], verbs: ["*"] },
      ],
      byNorman,
    ),
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: {
        name: "cattle-cluster-agent",
        namespace,
        annotations: { "management.cattle.io/scale-available": "2" },
      },
      spec: {
        strategy: {
          type: "RollingUpdate",
          rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
        },
        selector: { matchLabels: { app: "cattle-cluster-agent" } },
        template: {
          metadata: { labels: { app: "cattle-cluster-agent" } },
          spec: {
            serviceAccountName: "cattle",
            tolerations: [
              {
                effect: "NoSchedule",
                key: "node-role.kubernetes.io/control-plane",
                operator: "Exists",
              },
            ],
            containers: [
              {
                name: "cluster-register",
                image,
                imagePullPolicy: "IfNotPresent",
                env,
                volumeMounts: [
                  {
                    name: "cattle-credentials",
                    mountPath: "/cattle-credentials",
                    readOnly: true,
                  },
                ],
              },
            ],
            volumes: [
              {
                name: "cattle-credentials",
                secret: { secretName: credentials, defaultMode: 0o500 },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "cattle-cluster-agent", namespace },
      spec: {
        ports: [
          { name: "http", port: 80, targetPort: 80 },
          { name: "https-internal", port: 443, targetPort: 444 },
        ],
        selector: { app: "cattle-cluster-agent" },
      },
    },
  ];
  return objects.map((object) => stringify(object)).join("---\n");
};
