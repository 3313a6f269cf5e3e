import { basename } from "node:path";
import type { Architecture } from "../../../common/model/architecture.ts";
import { failed } from "../../../common/model/failure.ts";
import { bundleFolder, imagesFolder, type Item } from "./collect.ts";
import { obtain, type DownloadSettings } from "./download.ts";
import type { Recipe } from "./recipe.ts";
import { isUrl } from "./sources.ts";

interface Extra {
  /** In the recipe, for failures. */
  readonly place: string;
  readonly from: string;
  readonly arch?: Architecture | undefined;
  readonly kind: Item["file"]["kind"];
  /** From the file's name to its place on the host. */
  readonly target: (name: string) => string;
  readonly mode?: string;
}

function wrong(place: string, reason: string) {
  return failed("recipe-invalid", {
    data: { path: "bundle.yaml", place, reason },
  });
}

function nameOf({ from, place }: Extra): string {
  const name = isUrl(from)
    ? decodeURIComponent(new URL(from).pathname.split("/").at(-1) ?? "")
    : basename(from);
  if (!/^[A-Za-z0-9][\w.+-]*$/.test(name)) {
    throw wrong(
      place,
      `the file name ${JSON.stringify(name)} needs letters, digits and . _ + - only`,
    );
  }
  return name;
}

/** Endings that K3s imports from its images directory (facts A.3). */
const importable = /\.(tar(\.(lz4|bz2|gz|zst))?|tbz|tgz|tzst)$/;

function extrasOf({ selinux, extra }: Recipe): Extra[] {
  const inBundleFolder = (name: string) => `${bundleFolder}/${name}`;
  const images = (
    key: "k3sImages" | "dockerImages",
    kind: Extra["kind"],
    target: Extra["target"],
  ): Extra[] =>
    extra[key].map((each, index) => ({
      ...(typeof each === "string" ? { from: each } : each),
      place: `extra.${key}[${index}]`,
      kind,
      target,
    }));
  return [
    ...(selinux?.rpms ?? []).map((from, index) => ({
      from,
      place: `selinux.rpms[${index}]`,
      kind: "k3s-selinux-rpm" as const,
      target: inBundleFolder,
    })),
    ...images(
      "k3sImages",
      "k3s-extra-images",
      (name) => `${imagesFolder}/${name}`,
    ),
    ...images("dockerImages", "docker-extra-images", inBundleFolder),
    ...extra.files.map(({ from, to, mode, arch }, index) => ({
      from,
      arch,
      mode,
      place: `extra.files[${index}]`,
      kind: "file" as const,
      target: () => to,
    })),
  ];
}

/** The recipe's own files. Throws `recipe-invalid`, also where two would take one place on a host. */
export function checkedExtras(
  recipe: Recipe,
): { from: string; file: Item["file"] }[] {
  const paths = new Set<string>();
  const targets = new Set<string>();
  return extrasOf(recipe).map((extra) => {
    const name = nameOf(extra);
    if (extra.kind === "k3s-extra-images" && !importable.test(name)) {
      throw wrong(extra.place, `K3s imports no ${name}: .tar, .tar.zst, …`);
    }
    const { arch, kind } = extra;
    if (arch !== undefined && !recipe.architectures.includes(arch)) {
      throw wrong(extra.place, `the bundle is not for ${arch}`);
    }
    const folder = kind === "k3s-selinux-rpm" ? "selinux" : "extra";
    const path = `${arch === undefined ? "" : `${arch}/`}${folder}/${kind}/${name}`;
    const target = extra.target(name);
    const taken = (each: string) => targets.has(`${each} ${target}`);
    const clash =
      arch === undefined
        ? ["any", "amd64", "arm64", "arm"].some(taken)
        : taken("any") || taken(arch);
    if (paths.has(path.toLowerCase()) || clash) {
      throw wrong(extra.place, `${name} or its target ${target} twice`);
    }
    paths.add(path.toLowerCase());
    targets.add(`${arch ?? "any"} ${target}`);
    return {
      from: extra.from,
      file: {
        path,
        name,
        arch: arch ?? "any",
        kind,
        target,
        mode: extra.mode ?? "0644",
      },
    };
  });
}

export async function collectExtras(
  recipe: Recipe,
  settings: DownloadSettings,
): Promise<Item[]> {
  const items: Item[] = [];
  for (const { from, file } of checkedExtras(recipe)) {
    const wanted = { places: [from], mayChange: true };
    items.push({ from: (await obtain(wanted, settings)).path, file });
  }
  return items;
}
