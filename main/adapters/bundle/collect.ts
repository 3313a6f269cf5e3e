import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Architecture } from "../../../common/model/architecture.ts";
import { failed } from "../../../common/model/failure.ts";
import type { BundleFile } from "../../../common/model/manifest.ts";
import type { RegistryCredentials } from "../images/registry-sign-in.ts";
import { forget, obtain, type DownloadSettings } from "./download.ts";
import { collectExtras } from "./extras.ts";
import { collectRancher } from "./collect-rancher.ts";
import { takeProofImage } from "./proof-image.ts";
import { reasonOf, throwIfAborted } from "./reason.ts";
import type { Recipe } from "./recipe.ts";
import {
  dockerArchive,
  k3sAsset,
  k3sScript,
  namesOf,
  parseSums,
} from "./sources.ts";

/** A file on this computer that goes into the bundle. */
export interface Item {
  readonly from: string;
  /** `version` undefined: the beginning of its hash. */
  readonly file: Pick<
    BundleFile,
    "path" | "name" | "arch" | "kind" | "target" | "mode"
  > & { readonly version?: string };
}

export interface Collected {
  readonly items: Item[];
  /** What the person should know; sentences. */
  readonly warnings: string[];
}

export interface CollectSettings extends DownloadSettings {
  readonly registry?: RegistryCredentials;
}

export const imagesFolder = "/var/lib/rancher/k3s/agent/images";
export const bundleFolder = "/var/lib/forecourt/bundle";

/** K3s' binary and images for one architecture, checked against the release's own hashes. */
async function collectK3s(
  recipe: Recipe,
  arch: Architecture,
  settings: DownloadSettings,
): Promise<{ binary: string; images: string; imagesName: string }> {
  const names = namesOf[arch];
  const sumsFile = await obtain(
    { places: k3sAsset(recipe, names.sums) },
    settings,
  );
  const sums = parseSums(await readFile(sumsFile.path, "utf8"));
  const checked = async (asset: string) => {
    const sha256 = sums.get(asset);
    if (sha256 === undefined) {
      await forget(settings.cache, sumsFile.place);
      throw failed("download-failed", {
        data: { url: sumsFile.place, reason: `no hash of ${asset} in it` },
      });
    }
    try {
      const wanted = { places: k3sAsset(recipe, asset), sha256 };
      return (await obtain(wanted, settings)).path;
    } catch (error) {
      // The hash may be what is wrong; do not keep it for the next build.
      await forget(settings.cache, sumsFile.place);
      throw error;
    }
  };
  const binary = await checked(names.k3s);
  const zst = `${names.images}.tar.zst`;
  const gz = `${names.images}.tar.gz`;
  // Smallest first; the oldest releases have no .zst.
  if (sums.has(zst)) {
    try {
      return { binary, images: await checked(zst), imagesName: zst };
    } catch (error) {
      if (!sums.has(gz) || !isNotFound(error)) throw error;
    }
  }
  return { binary, images: await checked(gz), imagesName: gz };
}

function isNotFound(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof Error &&
    (("status" in cause && cause.status === 404) ||
      ("code" in cause && cause.code === "ENOENT"))
  );
}

async function collectArchitecture(
  recipe: Recipe,
  arch: Architecture,
  imageList: readonly string[],
  scratch: string,
  settings: DownloadSettings,
): Promise<Collected> {
  const k3s = await collectK3s(recipe, arch, settings);
  const docker = await obtain(
    {
      places: dockerArchive(recipe, arch),
      sha256: recipe.dockerSha256[arch],
    },
    settings,
  );
  const items: Item[] = [
    {
      from: k3s.binary,
      file: {
        path: `${arch}/k3s`,
        name: "k3s",
        version: recipe.k3s,
        arch,
        kind: "k3s-binary",
        target: "/usr/local/bin/k3s",
        mode: "0755",
      },
    },
    {
      from: k3s.images,
      file: {
        path: `${arch}/${k3s.imagesName}`,
        name: "k3s-airgap-images",
        version: recipe.k3s,
        arch,
        kind: "k3s-images",
        target: `${imagesFolder}/${k3s.imagesName}`,
        mode: "0644",
      },
    },
    {
      from: docker.path,
      file: {
        path: `${arch}/docker-${recipe.docker}.tgz`,
        name: "docker",
        version: recipe.docker,
        arch,
        kind: "docker-archive",
        target: `${bundleFolder}/docker-${recipe.docker}.tgz`,
        mode: "0644",
      },
    },
  ];
  const warnings: string[] = [];
  const proof = join(scratch, `docker-proof-image-${arch}.tar`);
  try {
    const { tag, missing } = await takeProofImage(
      k3s.images,
      proof,
      imageList,
      settings.signal,
    );
    if (missing.length > 0) {
      warnings.push(
        `${k3s.imagesName} lacks images of k3s-images.txt: ${missing.join(", ")}`,
      );
    }
    if (tag === undefined) {
      warnings.push(
        `${k3s.imagesName} holds no busybox: Docker will be proved without a container`,
      );
    } else {
      items.push({
        from: proof,
        file: {
          path: `${arch}/docker-proof-image.tar`,
          name: tag,
          version: recipe.k3s,
          arch,
          kind: "docker-proof-image",
          target: `${bundleFolder}/docker-proof-image.tar`,
          mode: "0644",
        },
      });
    }
  } catch (error) {
    throwIfAborted(settings.signal);
    warnings.push(
      `${k3s.imagesName} could not be looked into: ${reasonOf(error)}`,
    );
  }
  return { items, warnings };
}

/**
 * Brings everything that the recipe names onto this computer. `scratch`: a folder for what is made
 * here, until the bundle is written. Throws what `obtain` throws, and `recipe-invalid`.
 */
export async function collect(
  recipe: Recipe,
  scratch: string,
  settings: CollectSettings,
): Promise<Collected> {
  const listFile = await obtain(
    { places: k3sAsset(recipe, "k3s-images.txt") },
    settings,
  );
  const list = (await readFile(listFile.path, "utf8"))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const script = await obtain(
    {
      places: k3sScript(recipe),
      sha256: recipe.installScriptSha256,
      mayChange: true,
    },
    settings,
  );
  const shared = { version: recipe.k3s, arch: "any" } as const;
  const items: Item[] = [
    {
      from: listFile.path,
      file: {
        ...shared,
        path: "k3s-images.txt",
        name: "k3s-images.txt",
        kind: "k3s-image-list",
        target: `${bundleFolder}/k3s-images.txt`,
        mode: "0644",
      },
    },
    {
      from: script.path,
      file: {
        ...shared,
        path: "install.sh",
        name: "install.sh",
        kind: "k3s-install-script",
        target: `${bundleFolder}/install.sh`,
        mode: "0755",
      },
    },
  ];
  const warnings: string[] = [];
  for (const arch of recipe.architectures) {
    const one = await collectArchitecture(
      recipe,
      arch,
      list,
      scratch,
      settings,
    );
    items.push(...one.items);
    warnings.push(...one.warnings);
  }
  const rancher = await collectRancher(recipe, scratch, settings);
  items.push(...rancher.items);
  warnings.push(...rancher.warnings);
  items.push(...(await collectExtras(recipe, settings)));
  return { items, warnings };
}
