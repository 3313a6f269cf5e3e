import { failed } from "../../../common/model/failure.ts";
import { parseImageName } from "./image-name.ts";

/** What the central Rancher may do on its stations beyond managing them (facts D.10). */
export const rancherFeatures = [
  /** It installs the system-upgrade-controller, to upgrade K3s. */
  "version-management",
  /** 2.15 and newer: it installs its system-agent. */
  "day-2-operations",
  /** Users reach the station's API without going through Rancher. */
  "authorised-endpoint",
] as const;
export type RancherFeature = (typeof rancherFeatures)[number];

/** Repositories of the images, and which of several tags are meant. */
const always = [
  "rancher/rancher-agent",
  "rancher/shell",
  "rancher/rancher-webhook",
  "rancher/fleet-agent",
];
const ofFeature: Record<RancherFeature, readonly string[]> = {
  "version-management": [
    "rancher/system-upgrade-controller",
    "rancher/kuberlr-kubectl",
  ],
  "day-2-operations": ["rancher/system-agent"],
  "authorised-endpoint": ["rancher/kube-api-auth"],
};

/** As releases name it: `v2.14.4`. */
export function rancherTag(version: string): string {
  return version.startsWith("v") ? version : `v${version}`;
}

/** Numbers of a tag such as `v0.15.0-suc` or `v0.10.9`, to compare; undefined for other tags. */
function versionOf(tag: string, suffix: string): number[] | undefined {
  const found = /^v?(\d+)\.(\d+)\.(\d+)(-[a-z]+)?$/.exec(tag);
  if (found === null || (found[4] ?? "") !== suffix) return undefined;
  return [found[1], found[2], found[3]].map(Number);
}

function isNewer(a: readonly number[], b: readonly number[]): boolean {
  for (const [index, number] of a.entries()) {
    const other = b[index] ?? 0;
    if (number !== other) return number > other;
  }
  return false;
}

/**
 * The images of `rancher-images.txt` that a station needs. The list holds over 600, some in several
 * versions of older charts: the newest counts, of the agent the release's own. Throws
 * `image-list-incomplete` where it lacks one.
 */
export function imagesForStation(
  list: string,
  version: string,
  features: readonly RancherFeature[],
): string[] {
  const newest = new Map<string, { name: string; version: number[] }>();
  const agent = `rancher/rancher-agent:${rancherTag(version)}`;
  for (const line of list.split("\n")) {
    const name = parseImageName(line.trim());
    if (name === undefined) continue;
    const { repository, tag } = name;
    if (repository === "rancher/rancher-agent" && name.short !== agent)
      continue;
    const suffix = repository === "rancher/system-agent" ? "-suc" : "";
    const found = versionOf(tag, suffix);
    const known = newest.get(repository);
    if (
      found !== undefined &&
      (known === undefined || isNewer(found, known.version))
    )
      newest.set(repository, { name: name.short, version: found });
  }
  const wanted = [
    ...always,
    ...[...new Set(features)].flatMap((feature) => ofFeature[feature]),
  ];
  return wanted.map((repository) => {
    const found = newest.get(repository);
    if (found === undefined)
      throw failed("image-list-incomplete", {
        data: { version: rancherTag(version), image: repository },
      });
    return found.name;
  });
}
