import { failureOf } from "../../common/model/failure.ts";
import type { PackContent } from "../../common/model/pack.ts";
import type { RancherTrust } from "../ports/rancher-api.ts";
import { preparePack, type Headquarters } from "./prepare-pack.ts";

/** Whom a pack says to believe: the CA that headquarters saw, or the system's. */
export function packTrust({ rancher }: PackContent): RancherTrust {
  return rancher.caCerts === ""
    ? { kind: "system" }
    : { kind: "pem", pem: rancher.caCerts };
}

/**
 * The same pack with a registration of now: of the cluster that it has, or, where that was deleted, of a new
 * one. Throws what `preparePack` throws.
 */
export async function renewPack(
  headquarters: Headquarters,
  content: PackContent,
  { now, signal }: { readonly now: number; readonly signal?: AbortSignal },
): Promise<PackContent> {
  const { station, hostKeys, rancher } = content;
  const cluster = await headquarters.api
    .cluster(rancher.cluster, signal)
    .catch((error: unknown) => {
      if (failureOf(error)?.code !== "rancher-cluster-missing") throw error;
      return undefined;
    });
  return preparePack(headquarters, station, {
    hostKeys,
    now,
    ...(cluster && { cluster }),
    ...(signal && { signal }),
  });
}
