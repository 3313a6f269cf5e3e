import type { PackContent } from "../../common/model/pack.ts";
import { Station } from "../../common/model/station.ts";

/** A pack's content as headquarters would make it; the manifest is none, and says that it is a secret. */
export function packContent({
  id = "s-0042",
  until = "2026-12-24T03:00:00.000Z",
}: { id?: string; until?: string } = {}): PackContent {
  return {
    station: Station.parse({
      id,
      labels: { region: "north" },
      hosts: [
        { name: `${id}-server`, role: "server", address: "192.168.10.11" },
      ],
      rancher: { url: "https://rancher.example" },
    }),
    hostKeys: { [`${id}-server`]: `SHA256:${"A".repeat(43)}` },
    rancher: {
      url: "https://rancher.example",
      version: "v2.15.0",
      caCerts: "",
      caChecksum: "",
      agentTls: "strict",
      cluster: "c-m-abcdefgh",
      clusterName: id,
    },
    manifest: "apiVersion: v1 # manifest-secret\n",
    created: "2026-11-24T00:00:00.000Z",
    validity: { until, reason: "token" },
  };
}

const encoded = (text: string) => Buffer.from(text).toString("base64");

/** What Rancher hands out, as far as we read it. */
export const importManifest = (checksum = "", token = "the-token") => `---
apiVersion: v1
kind: Secret
metadata: { name: cattle-credentials-0123456789, namespace: cattle-system }
data: { url: ${encoded("https://rancher.example")}, token: ${encoded(token)} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cattle-cluster-agent, namespace: cattle-system }
spec:
  template:
    spec:
      containers:
        - image: rancher/rancher-agent:v2.15.0
          env:
            - { name: CATTLE_SERVER, value: "https://rancher.example" }
            - { name: CATTLE_CA_CHECKSUM, value: "${checksum}" }
`;
