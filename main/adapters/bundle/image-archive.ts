import { createReadStream } from "node:fs";
import { posix } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip, createZstdDecompress } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { z } from "zod";

/** One image in the manifest.json of an archive that `docker save` wrote. */
const SavedImage = z.object({
  Config: z.string(),
  RepoTags: z.array(z.string()).nullable(),
  Layers: z.array(z.string()),
});
export type SavedImage = z.infer<typeof SavedImage>;

export interface ArchiveEntry {
  readonly name: string;
  readonly header: Header;
  /** The entry's bytes; unread ones are passed over. Throws over `limit` bytes. */
  readonly bytes: (limit: number) => Promise<Buffer>;
}

function opened(path: string): Readable[] {
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
  if (path.endsWith(".zst")) {
    // K3s packs with a long window (facts A.1); 31 is the most that the format allows.
    const params = { [constants.ZSTD_d_windowLogMax]: 31 };
    return [file, createZstdDecompress({ params })];
  }
  return path.endsWith("gz") ? [file, createGunzip()] : [file];
}

/** Goes through a tar archive (plain, .gz or .zst) once, entry by entry. */
export async function eachEntry(
  path: string,
  onEntry: (entry: ArchiveEntry) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const tar = extract();
  const read = pipeline([...opened(path), tar] as [Readable, typeof tar], {
    ...(signal && { signal }),
  });
  // Its failure ends the loop below too; it must not go unheard in the meantime.
  read.catch(() => undefined);
  for await (const entry of tar) {
    await onEntry({
      name: posix.normalize(entry.header.name),
      header: entry.header,
      async bytes(limit) {
        if ((entry.header.size ?? 0) > limit) {
          throw new Error(`${entry.header.name} is too large`);
        }
        const pieces: Buffer[] = [];
        for await (const piece of entry) pieces.push(piece as Buffer);
        return Buffer.concat(pieces);
      },
    });
    entry.resume();
  }
  await read;
}

/** What `docker save` says is in an archive, and its links by name (older versions link equal layers). */
export async function readImageArchive(
  path: string,
  signal?: AbortSignal,
): Promise<{ images: SavedImage[]; links: Map<string, string> }> {
  let images: SavedImage[] | undefined;
  const links = new Map<string, string>();
  await eachEntry(
    path,
    async ({ name, header, bytes }) => {
      if (name === "manifest.json") {
        const text = (await bytes(16 * 1024 * 1024)).toString("utf8");
        images = z.array(SavedImage).parse(JSON.parse(text));
      } else if (typeof header.linkname === "string") {
        const target =
          header.type === "symlink"
            ? posix.join(posix.dirname(name), header.linkname)
            : posix.normalize(header.linkname);
        links.set(name, target);
      }
    },
    signal,
  );
  if (images === undefined) throw new Error("no manifest.json in the archive");
  return { images, links };
}
