import { failed } from "../../../common/model/failure.ts";
import { chunkSize, type BundleFile } from "../../../common/model/manifest.ts";
import { hashAll } from "./hash-pool.ts";
import type { HashTask } from "./hash-worker.ts";
import { openInside, partsOf, readFailure } from "./parts.ts";

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  /** Bytes hashed since the last call. */
  readonly onBytes?: (bytes: number) => void;
}

/** Files that were found right in this process, by place, inode, size, time of change and hash. */
const verified = new Set<string>();

interface Waiting {
  readonly file: BundleFile;
  readonly mark: string;
  open: number;
}

/**
 * Hashes files of the bundle in `dir` against their signed chunk hashes, which together cover every
 * byte of the file: so one large file keeps all cores busy, and each byte is hashed once.
 * Throws `bundle-file-missing`, `bundle-file-altered`, `file-unreadable`, `aborted`.
 */
export async function verifyFiles(
  dir: string,
  files: readonly BundleFile[],
  { signal, onBytes }: VerifyOptions = {},
): Promise<void> {
  const tasks: (HashTask & { of: Waiting; bytes: number })[] = [];
  for (const file of files) {
    const parts = [];
    const identities = [file.sha256];
    for (const part of partsOf(dir, file)) {
      const opened = await openInside(dir, part.inside, part.size);
      await opened.handle.close();
      identities.push(opened.identity);
      parts.push({ ...part, path: opened.path });
    }
    const of = { file, mark: identities.join("\n"), open: file.chunks.length };
    if (verified.has(of.mark)) {
      onBytes?.(file.size);
      continue;
    }
    for (const [index, sha256] of file.chunks.entries()) {
      const start = index * chunkSize;
      const end = Math.min(start + chunkSize, file.size);
      const pieces = parts
        .filter((part) => part.start < end && part.start + part.size > start)
        .map((part) => {
          const from = Math.max(start, part.start);
          const to = Math.min(end, part.start + part.size);
          return {
            path: part.path,
            inside: part.inside,
            position: from - part.start,
            length: to - from,
          };
        });
      const id = tasks.length;
      tasks.push({ id, pieces, sha256, of, bytes: end - start });
    }
  }
  await hashAll(
    tasks.map(({ id, pieces, sha256 }) => ({ id, pieces, sha256 })),
    ({ id, same, error }) => {
      const task = tasks[id];
      if (task === undefined) return;
      const { of, bytes } = task;
      const inside = of.file.path;
      if (error !== undefined) {
        throw readFailure(Object.assign(new Error(error.code), error), inside);
      }
      if (!same)
        throw failed("bundle-file-altered", { data: { path: inside } });
      onBytes?.(bytes);
      if (--of.open === 0) verified.add(of.mark);
    },
    signal,
  );
}
