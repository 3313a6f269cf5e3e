import { join } from "node:path";
import type { Handlers } from "../../common/ipc/faces.ts";
import {
  nodesOf,
  tokenPath,
  usableKubeconfig,
} from "../station/cluster-access.ts";
import { tokenReader } from "../steps/k3s-steps.ts";
import { serverWork } from "../steps/remote-work.ts";
import { saveSecretFile } from "./save-secret-file.ts";
import type { SignedInStation } from "./signed-in-station.ts";

/** Questions about the cluster, over the hosts that are signed in to. */
export function clusterHandlers(
  signedIn: SignedInStation,
): Handlers["cluster"] {
  return {
    nodes: async () =>
      (await nodesOf(signedIn.opened())).map((node) => ({
        ...node,
        roles: [...node.roles],
      })),
    token: async () => {
      const { work } = signedIn.opened();
      return {
        token: await tokenReader(work)(),
        host: serverWork(work).spec.name,
        path: tokenPath,
      };
    },
    kubeconfig: async (where) => {
      const { work } = signedIn.opened();
      const path =
        "file" in where
          ? where.file
          : join(where.folder, `${work.station.id}.kubeconfig`);
      await saveSecretFile(path, await usableKubeconfig(work), {
        // Who chose a file in a dialog was asked there.
        replace: "file" in where,
      });
      return { path };
    },
  };
}
