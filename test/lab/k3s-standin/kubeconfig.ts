// The administrator's kubeconfig as K3s writes it: everything named "default".
import type { Pair } from "./certificates.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");

export const kubeconfigText = (
  url: string,
  serverCa: string,
  client: Pair,
): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${base64(serverCa)}
    server: ${url}
  name: default
contexts:
- context:
    cluster: default
    user: default
  name: default
current-context: default
kind: Config
preferences: {}
users:
- name: default
  user:
    client-certificate-data: ${base64(client.cert)}
    client-key-data: ${base64(client.key)}
`;

export interface Access {
  url: string;
  ca: string;
  cert: string;
  key: string;
}

/** Undefined where it is not of the form above. */
export const readKubeconfig = (text: string): Access | undefined => {
  const field = (name: string): string | undefined =>
    new RegExp(`^ *${name}: *(\\S+)`, "m").exec(text)?.[1];
  const plain = (name: string): string =>
    Buffer.from(field(name) ?? "", "base64").toString();
  const url = field("server");
  if (url === undefined) return undefined;
  return {
    url,
    ca: plain("certificate-authority-data"),
    cert: plain("client-certificate-data"),
    key: plain("client-key-data"),
  };
};
