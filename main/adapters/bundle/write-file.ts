import { createHash } from "node:crypto";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { failed } from "../../../common/model/failure.ts";
import { chunkSize, type BundleFile } from "../../../common/model/manifest.ts";
import { reasonOf, throwIfAborted, writeFailure } from "./reason.ts";
import { writeAll } from "./write-all.ts";

export interface WriteOptions {
  /** Bytes that one file may have at most (FAT32). */
  readonly largestPart: number;
  readonly signal?: AbortSignal;
  /** Bytes written so far of this file. */
  readonly onBytes?: (bytes: number, totalBytes: number) => void;
}

export type Written = Pick<BundleFile, "size" | "sha256" | "chunks" | "parts">;

/** Cuts the stream of bytes into files of at most `largest` bytes; each is on the disk before the next begins. */
class PartWriter {
  readonly parts: { path: string; size: number }[] = [];
  readonly #nameOf: (index: number) => string;
  readonly #dir: string;
  readonly #largest: number;
  #handle: FileHandle | undefined;

  constructor(dir: string, nameOf: (index: number) => string, largest: number) {
    this.#dir = dir;
    this.#nameOf = nameOf;
    this.#largest = largest;
  }

  async #next(): Promise<void> {
    await this.close();
    const path = this.#nameOf(this.parts.length);
    const place = join(this.#dir, ...path.split("/"));
    await mkdir(dirname(place), { recursive: true });
    this.#handle = await open(place, "wx");
    this.parts.push({ path, size: 0 });
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      let part = this.parts.at(-1);
      if (part === undefined || part.size >= this.#largest) {
        await this.#next();
        part = this.parts.at(-1);
      }
      if (part === undefined || this.#handle === undefined) return;
      const piece = bytes.subarray(done, done + this.#largest - part.size);
      await writeAll(this.#handle, piece, part.size);
      part.size += piece.length;
      done += piece.length;
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    if (handle === undefined) return;
    try {
      // A stick is pulled soon after.
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  /** An empty file is a file too. */
  async begin(): Promise<void> {
    await this.#next();
  }
}

/**
 * Copies a file into the bundle being built in `dir`, as `inside`, split where it is too large, and hashes
 * the whole and its chunks in the same pass. Throws `file-unreadable`, `laptop-disk-full`, `aborted`.
 */
export async function writeIntoBundle(
  from: string,
  dir: string,
  inside: string,
  { largestPart, signal, onBytes }: WriteOptions,
): Promise<Written> {
  const unreadable = (error: unknown) =>
    failed(
      "file-unreadable",
      { data: { path: from, reason: reasonOf(error) } },
      { cause: error },
    );
  const source = await open(from, "r").catch((error: unknown) => {
    throw unreadable(error);
  });
  try {
    const { size: expected } = await source.stat();
    const split = expected > largestPart;
    const nameOf = (index: number) =>
      split ? `${inside}.${String(index + 1).padStart(3, "0")}` : inside;
    const writer = new PartWriter(dir, nameOf, largestPart);
    const whole = createHash("sha256");
    let chunk = createHash("sha256");
    const chunks: string[] = [];
    const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
    let size = 0;
    try {
      await writer.begin();
      while (size < expected) {
        throwIfAborted(signal);
        const want = Math.min(buffer.length, chunkSize - (size % chunkSize));
        const { bytesRead } = await source
          .read(buffer, 0, Math.min(want, expected - size), size)
          .catch((error: unknown) => {
            throw unreadable(error);
          });
        if (bytesRead === 0) throw unreadable("it became shorter");
        const piece = buffer.subarray(0, bytesRead);
        whole.update(piece);
        chunk.update(piece);
        await writer.write(piece);
        size += bytesRead;
        if (size % chunkSize === 0 || size === expected) {
          chunks.push(chunk.digest("hex"));
          chunk = createHash("sha256");
        }
        onBytes?.(size, expected);
      }
    } catch (error) {
      throw writeFailure(error, join(dir, inside));
    } finally {
      await writer.close();
    }
    const sha256 = whole.digest("hex");
    return { size, sha256, chunks, ...(split && { parts: writer.parts }) };
  } finally {
    await source.close();
  }
}
