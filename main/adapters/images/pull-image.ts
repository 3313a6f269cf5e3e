import { readFile, stat } from "node:fs/promises";
import type { Architecture } from "../../../common/model/architecture.ts";
import { failed, failureOf } from "../../../common/model/failure.ts";
import { reasonOf } from "../bundle/reason.ts";
import {
  checked,
  chooseManifest,
  ImageConfig,
  parseManifestOrIndex,
  type Descriptor,
} from "./image-manifest.ts";
import { parseImageName, type ImageName } from "./image-name.ts";
import type { ImageSource } from "./image-source.ts";

/** One image for one architecture, all of it on this computer, every digest checked. */
export interface PulledImage {
  readonly name: ImageName;
  readonly mediaType: string;
  /** The manifest's bytes as they came: its digest is the image's. */
  readonly manifest: Buffer;
  readonly config: Descriptor & { readonly path: string };
  readonly layers: readonly (Descriptor & { readonly path: string })[];
}

/**
 * Rejects with `image-missing`, `image-wrong-arch`, `registry-refused`, `registry-throttles`,
 * `registry-answer-invalid`, and what downloads reject with.
 */
export async function pullImage(
  text: string,
  arch: Architecture,
  source: ImageSource,
): Promise<PulledImage> {
  const name = parseImageName(text);
  if (name === undefined)
    throw failed("registry-answer-invalid", {
      data: { image: text, reason: "no image name with a tag" },
    });
  const understood = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (failureOf(error) !== undefined) throw error;
      throw failed(
        "registry-answer-invalid",
        { data: { image: name.short, reason: reasonOf(error) } },
        { cause: error },
      );
    }
  };
  const wrongArch = () =>
    failed("image-wrong-arch", { data: { image: name.short, arch } });

  let content = await source.resolve(name);
  let found = understood(() => parseManifestOrIndex(content));
  if ("index" in found) {
    const chosen = chooseManifest(found.index, arch);
    if (chosen === undefined) throw wrongArch();
    content = await source.manifest(name, chosen);
    found = understood(() => parseManifestOrIndex(content));
  }
  if ("index" in found)
    throw failed("registry-answer-invalid", {
      data: { image: name.short, reason: "a list within a list" },
    });
  const { manifest, mediaType } = found;

  const fetched = async (blob: Descriptor) => {
    const path = await source.blob(name, blob);
    if ((await stat(path)).size !== blob.size)
      throw failed("registry-answer-invalid", {
        data: { image: name.short, reason: `${blob.digest} has another size` },
      });
    return { ...blob, path };
  };

  const config = await fetched(manifest.config);
  const configText = await readFile(config.path, "utf8");
  // A list may say one thing and hold another: `exec format error` on the host (facts G 8).
  const { os, architecture } = understood(() =>
    checked(ImageConfig, JSON.parse(configText) as unknown),
  );
  if (os !== "linux" || architecture !== arch) throw wrongArch();
  const layers = [];
  for (const layer of manifest.layers) layers.push(await fetched(layer));
  return { name, mediaType, manifest: content, config, layers };
}
