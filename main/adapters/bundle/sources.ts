import { join } from "node:path";
import type { Architecture } from "../../../common/model/architecture.ts";
import type { Recipe } from "./recipe.ts";

/** How K3s (facts A.1) and Docker (facts C.1) name one architecture. */
interface Names {
  readonly k3s: string;
  readonly images: string;
  readonly sums: string;
  readonly docker: string;
}

export const namesOf: Record<Architecture, Names> = {
  amd64: {
    k3s: "k3s",
    images: "k3s-airgap-images-amd64",
    sums: "sha256sum-amd64.txt",
    docker: "x86_64",
  },
  arm64: {
    k3s: "k3s-arm64",
    images: "k3s-airgap-images-arm64",
    sums: "sha256sum-arm64.txt",
    docker: "aarch64",
  },
  arm: {
    k3s: "k3s-armhf",
    images: "k3s-airgap-images-arm",
    sums: "sha256sum-arm.txt",
    docker: "armhf",
  },
};

const officialK3s = "https://github.com/k3s-io/k3s/releases/download";
const officialScript = "https://raw.githubusercontent.com/k3s-io/k3s";
const officialRancher = "https://github.com/rancher/rancher/releases/download";
const officialDocker = "https://download.docker.com/linux/static/stable";

export function isUrl(place: string): boolean {
  return /^https?:/i.test(place);
}

function under(base: string, ...names: readonly string[]): string {
  return isUrl(base)
    ? [base.replace(/\/+$/, ""), ...names.map(encodeURIComponent)].join("/")
    : join(base, ...names);
}

/**
 * Where an asset of a K3s release may lie, the likeliest first: GitHub's layout (`%2B` for `+`), that of
 * the mirror at rancher.cn (`-` for `+`), and in a folder also flat.
 */
export function k3sAsset(recipe: Recipe, asset: string): string[] {
  const base = recipe.sources.k3s;
  if (base === undefined) return [under(officialK3s, recipe.k3s, asset)];
  return [
    under(base, recipe.k3s, asset),
    under(base, recipe.k3s.replace("+", "-"), asset),
    ...(isUrl(base) ? [] : [under(base, asset)]),
  ];
}

/** Where install.sh may lie: by default the one of the release's tag, not today's. */
export function k3sScript(recipe: Recipe): string[] {
  const base = recipe.sources.k3sScript;
  if (base === undefined) {
    return [under(officialScript, recipe.k3s, "install.sh")];
  }
  if (base.endsWith(".sh")) return [base];
  return [
    under(base, recipe.k3s, "install.sh"),
    under(base, recipe.k3s.replace("+", "-"), "install.sh"),
    under(base, "install.sh"),
  ];
}

export function dockerArchive(recipe: Recipe, arch: Architecture): string[] {
  return [
    under(
      recipe.sources.docker ?? officialDocker,
      namesOf[arch].docker,
      `docker-${recipe.docker}.tgz`,
    ),
  ];
}

/** The release asset that names every image of this Rancher (facts D.10). */
export function rancherImageList(recipe: Recipe, version: string): string[] {
  const base = recipe.sources.rancher;
  const name = "rancher-images.txt";
  if (base === undefined) return [under(officialRancher, version, name)];
  if (base.endsWith(".txt")) return [base];
  return [
    under(base, version, name),
    ...(isUrl(base) ? [] : [under(base, name)]),
  ];
}

/** The hashes of a `sha256sum` file, by the last part of each name. */
export function parseSums(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split("\n")) {
    const found = /^([0-9a-f]{64}) [ *](\S+)\s*$/.exec(line);
    const [, hash, name] = found ?? [];
    if (hash !== undefined && name !== undefined) {
      sums.set(name.split("/").at(-1) ?? name, hash);
    }
  }
  return sums;
}
