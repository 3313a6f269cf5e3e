import { architectureOf } from "../../common/model/architecture.ts";
import { finding, type Check } from "./check.ts";

const MiB = 1024 * 1024;

/** A server wants 2 GB, an agent 512 MB (facts B.1); machines report a little less than they have. */
export const memory: Check = (input) => {
  const need = (input.host.role === "server" ? 1700 : 450) * MiB;
  return input.facts.memory >= need
    ? undefined
    : finding(input, "memory.size", "fail", "memory-too-small", {
        need,
        found: input.facts.memory,
      });
};

/** Where the bundle's files, their unpacked form and the images go. */
export const diskPaths = [
  "/usr/local/bin",
  "/var/lib/forecourt",
  "/var/lib/docker",
  "/var/lib/rancher",
] as const;

/**
 * What is brought, unpacked and imported: programs unpack to about three times their archive, images
 * to about four, beside the archive itself (facts B.1). Nothing is asked of a host that has it all.
 */
export const disk: Check = (input) => {
  const arch = architectureOf(input.facts.machine);
  if (arch === undefined || input.facts.lastRun !== "") return undefined;
  const sizeOf = (...kinds: string[]) =>
    input.manifest.files
      .filter(
        (file) =>
          kinds.includes(file.kind) &&
          (file.arch === arch || file.arch === "any"),
      )
      .reduce((sum, file) => sum + file.size, 0);
  const reserve = 200 * MiB;
  const need: Record<(typeof diskPaths)[number], number> = {
    "/usr/local/bin": sizeOf("k3s-binary") + 3 * sizeOf("docker-archive"),
    "/var/lib/forecourt":
      4 * sizeOf("docker-archive") +
      sizeOf("docker-proof-image", "docker-extra-images"),
    "/var/lib/docker": 4 * sizeOf("docker-extra-images"),
    "/var/lib/rancher":
      4 * sizeOf("k3s-binary") + 5 * sizeOf("k3s-images", "k3s-extra-images"),
  };
  // What shares a file system shares its room.
  const needAt = new Map<string, number>();
  for (const path of diskPaths) {
    const mount = input.facts.free[path]?.mount;
    if (mount !== undefined)
      needAt.set(mount, (needAt.get(mount) ?? reserve) + need[path]);
  }
  for (const path of diskPaths) {
    const place = input.facts.free[path];
    if (place === undefined) continue;
    const wanted = needAt.get(place.mount) ?? 0;
    if (place.bytes < wanted)
      return finding(input, "disk.free", "fail", "disk-too-small", {
        path: place.mount,
        need: wanted,
        free: place.bytes,
      });
  }
  return undefined;
};
