import { architectureOf } from "../../common/model/architecture.ts";
import type { FactPlace } from "../../common/model/facts.ts";
import type { CheckInput } from "./check.ts";

const MiB = 1024 * 1024;

/** Where the bundle's files, their unpacked form and the images go. */
export const diskPaths = [
  "/usr/local/bin",
  "/var/lib/forecourt",
  "/var/lib/docker",
  "/var/lib/rancher",
] as const;

/**
 * What is brought, unpacked and imported, by mount: programs unpack to about three times their archive,
 * images to about four, beside the archive itself (facts B.1). What shares a file system shares its room.
 */
export function needs(
  input: CheckInput,
): Map<string, { need: number; place: FactPlace }> {
  const { facts, manifest } = input;
  const arch = architectureOf(facts.machine);
  const result = new Map<string, { need: number; place: FactPlace }>();
  if (manifest === undefined || arch === undefined) return result;
  const sizeOf = (...kinds: string[]) =>
    manifest.files
      .filter(
        (file) =>
          kinds.includes(file.kind) &&
          (file.arch === arch || file.arch === "any"),
      )
      .reduce((sum, file) => sum + file.size, 0);
  const need: Record<(typeof diskPaths)[number], number> = {
    "/usr/local/bin": sizeOf("k3s-binary") + 3 * sizeOf("docker-archive"),
    "/var/lib/forecourt":
      4 * sizeOf("docker-archive") +
      sizeOf("docker-proof-image", "docker-extra-images"),
    "/var/lib/docker": 4 * sizeOf("docker-extra-images"),
    "/var/lib/rancher":
      4 * sizeOf("k3s-binary") + 5 * sizeOf("k3s-images", "k3s-extra-images"),
  };
  for (const path of diskPaths) {
    const place = facts.places?.find((each) => each.path === path);
    if (place === undefined) continue;
    const before = result.get(place.mount)?.need ?? 200 * MiB;
    result.set(place.mount, { need: before + need[path], place });
  }
  return result;
}
