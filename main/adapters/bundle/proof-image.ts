import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { pack } from "tar-stream";
import {
  eachEntry,
  readImageArchive,
  type SavedImage,
} from "./image-archive.ts";

/** busybox has about 5 MB; what is far larger is not it. */
const largestImage = 64 * 1024 * 1024;

/** The image's name as Docker shortens it. */
export function shortReference(reference: string): string {
  return reference
    .trim()
    .replace(/^docker\.io\//, "")
    .replace(/^library\//, "");
}

function busyboxIn(images: readonly SavedImage[]) {
  for (const image of images) {
    const tag = image.RepoTags?.find((each) =>
      /busybox[^/]*$/.test(each.toLowerCase()),
    );
    if (tag !== undefined) return { image, tag };
  }
  return undefined;
}

/**
 * Writes the busybox image out of K3s' image archive into `to`, as an archive for `docker load`; and
 * compares the archive with `k3s-images.txt`. `tag`: the image's name, undefined where there is none;
 * `missing`: images of the list that the archive lacks. Rejects where the archive cannot be read.
 */
export async function takeProofImage(
  archive: string,
  to: string,
  list: readonly string[],
  signal?: AbortSignal,
): Promise<{ tag?: string; missing: string[] }> {
  const { images, links } = await readImageArchive(archive, signal);
  const present = new Set(
    images.flatMap((image) => (image.RepoTags ?? []).map(shortReference)),
  );
  const missing = list.filter((name) => !present.has(shortReference(name)));
  const found = busyboxIn(images);
  if (found === undefined) return { missing };

  const { image, tag } = found;
  const names = [image.Config, ...image.Layers];
  const sourceOf = (name: string) => links.get(name) ?? name;
  const wanted = new Set(names.map(sourceOf));
  const contents = new Map<string, Buffer>();
  let left = largestImage;
  await eachEntry(
    archive,
    async ({ name, header, bytes }) => {
      if (!wanted.has(name) || header.type !== "file") return;
      const content = await bytes(left);
      left -= content.length;
      contents.set(name, content);
    },
    signal,
  );

  const tar = pack();
  const date = new Date(0);
  for (const name of new Set(names)) {
    const content = contents.get(sourceOf(name));
    if (content === undefined) throw new Error(`${name} is not in the archive`);
    tar.entry({ name, mtime: date }, content);
  }
  const manifest = [
    { Config: image.Config, RepoTags: [tag], Layers: image.Layers },
  ];
  tar.entry({ name: "manifest.json", mtime: date }, JSON.stringify(manifest));
  tar.finalize();
  await pipeline(tar, createWriteStream(to));
  return { tag, missing };
}
