import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { pack, type Pack } from "tar-stream";
import { writeFailure } from "../bundle/reason.ts";
import type { PulledImage } from "./pull-image.ts";

/*
 * The archive is both at once, as `docker save` writes it since version 25: an OCI layout, which
 * containerd imports, and a manifest.json over the same blobs for `docker load` and older tools.
 * Each blob is in it once, however many images share it.
 */

const digestOf = (content: Buffer) =>
  `sha256:${createHash("sha256").update(content).digest("hex")}`;
const blobName = (digest: string) => `blobs/${digest.replace(":", "/")}`;

interface Blob {
  readonly size: number;
  /** Its bytes, or the path of a file that has them. */
  readonly from: Buffer | string;
}

function entry(tar: Pack, name: string, { size, from }: Blob): Promise<void> {
  // No times or owners of this computer: the same images make the same archive.
  const header = { name, size, mtime: new Date(0) };
  return new Promise((resolve, reject) => {
    const sink = tar.entry(header, (error) => {
      if (error) reject(error);
      else resolve();
    });
    if (typeof from === "string")
      pipeline(createReadStream(from), sink).catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    else sink.end(from);
  });
}

/** Further names for each image: what hosts ask for that pull through a registry of their own. */
export interface ArchiveOptions {
  /** `registry.example`, where Rancher's setting `system-default-registry` is that. */
  readonly registry?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The names that an image has in the archive. */
export function namesIn(
  { name }: Pick<PulledImage, "name">,
  registry: string | undefined,
): string[] {
  return registry === undefined
    ? [name.full]
    : [name.full, `${registry}/${name.repository}:${name.tag}`];
}

/** Rejects with `laptop-disk-full`, `file-unreadable`. */
export async function writeImageArchive(
  images: readonly PulledImage[],
  path: string,
  { registry, signal }: ArchiveOptions = {},
): Promise<void> {
  const blobs = new Map<string, Blob>();
  const manifests: object[] = [];
  const saved: object[] = [];
  for (const image of images) {
    const { manifest, mediaType, config, layers } = image;
    const digest = digestOf(manifest);
    blobs.set(digest, { size: manifest.length, from: manifest });
    for (const blob of [config, ...layers])
      blobs.set(blob.digest, { size: blob.size, from: blob.path });
    const names = namesIn(image, registry);
    for (const full of names)
      manifests.push({
        mediaType,
        digest,
        size: manifest.length,
        annotations: {
          "io.containerd.image.name": full,
          "org.opencontainers.image.ref.name": image.name.tag,
        },
      });
    saved.push({
      Config: blobName(config.digest),
      RepoTags: names.map((full) => full.replace(/^docker\.io\//, "")),
      Layers: layers.map((layer) => blobName(layer.digest)),
    });
  }
  const index = {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests,
  };
  const tar = pack();
  const written = pipeline(tar, createWriteStream(path), {
    ...(signal && { signal }),
  });
  written.catch(() => undefined);
  const text = (name: string, value: unknown) => {
    const from = Buffer.from(JSON.stringify(value), "utf8");
    return entry(tar, name, { size: from.length, from });
  };
  try {
    const filled = async () => {
      await text("oci-layout", { imageLayoutVersion: "1.0.0" });
      for (const [digest, blob] of blobs)
        await entry(tar, blobName(digest), blob);
      await text("index.json", index);
      await text("manifest.json", saved);
      tar.finalize();
      await written;
    };
    // Where writing fails, nobody takes the entries any more.
    await Promise.race([filled(), written]);
  } catch (error) {
    tar.destroy();
    throw writeFailure(error, path);
  }
}
