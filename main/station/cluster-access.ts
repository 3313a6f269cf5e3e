import type { ClusterNode } from "../ports/cluster-api.ts";
import { readKubeconfig } from "../steps/cluster-step.ts";
import { inUrl, serverWork, type StationWork } from "../steps/remote-work.ts";
import type { OpenStation } from "./open-station.ts";

/** The standard path of the token (facts A.12). */
export const tokenPath = "/var/lib/rancher/k3s/server/node-token";

/** The cluster's nodes, asked now. */
export async function nodesOf({
  work,
}: Pick<OpenStation, "work">): Promise<ClusterNode[]> {
  const server = serverWork(work);
  const api = work.openClusterApi(
    await readKubeconfig(work, server),
    server.remote,
  );
  try {
    return await api.nodes();
  } finally {
    await api.close();
  }
}

/** The kubeconfig for use elsewhere: the server's address, the station's name. A secret (facts A.13). */
export async function usableKubeconfig(work: StationWork): Promise<string> {
  const server = serverWork(work);
  const { id } = work.station;
  return (await readKubeconfig(work, server))
    .replace(
      /server:\s*\S+/,
      `server: https://${inUrl(server.spec.address)}:6443`,
    )
    .replaceAll(
      /\b(name|cluster|user|current-context): default\b/g,
      `$1: ${id}`,
    );
}
