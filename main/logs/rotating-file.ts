import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readdirSync,
  renameSync,
  writeSync,
} from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

const usualLimit = 16 * 1024 * 1024;

/**
 * Appends to `<folder>/<name>.log`. Where that becomes too large it is put aside as `<name>.<n>.log`
 * and compressed to `.log.gz`; killed in between, it stays uncompressed and counts all the same.
 */
export class RotatingFile {
  readonly #folder: string;
  readonly #name: string;
  readonly #limit: number;
  #file: number | undefined;
  #size = 0;
  #compressing: Promise<unknown> = Promise.resolve();
  #error: Error | undefined;

  constructor(folder: string, name: string, limit = usualLimit) {
    this.#folder = folder;
    this.#name = name;
    this.#limit = limit;
  }

  /**
   * Written when it returns: whoever prints faster than the disk takes it waits, and no queue grows.
   * The first error is told by `close`.
   */
  append(bytes: Buffer): void {
    try {
      this.#write(bytes);
    } catch (error) {
      this.#error ??= error as Error;
    }
  }

  async close(): Promise<void> {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    await this.#compressing;
    if (this.#error !== undefined) throw this.#error;
  }

  #write(bytes: Buffer): void {
    if (this.#file !== undefined && this.#size >= this.#limit)
      this.#putAside(this.#file);
    if (this.#file === undefined) {
      this.#file = openSync(this.#path(".log"), "a", 0o600);
      this.#size = fstatSync(this.#file).size;
    }
    for (let at = 0; at < bytes.length;) {
      const written = writeSync(this.#file, bytes, at);
      at += written;
      this.#size += written;
    }
  }

  #putAside(file: number): void {
    this.#file = undefined;
    closeSync(file);
    const taken = rotated(this.#folder, this.#name);
    const number = (taken.at(-1)?.number ?? 0) + 1;
    const aside = this.#path(`.${number}.log`);
    renameSync(this.#path(".log"), aside);
    this.#compressing = this.#compressing
      .then(() => compress(aside))
      .catch((error: unknown) => {
        this.#error ??= error as Error;
      });
  }

  #path(end: string): string {
    return join(this.#folder, this.#name + end);
  }
}

/** Aside first, so that a kill leaves the one or the other, never half of it. */
async function compress(path: string): Promise<void> {
  const part = `${path}.gz.part`;
  await pipeline(
    createReadStream(path),
    createGzip({ level: 6 }),
    createWriteStream(part, { mode: 0o600, flush: true }),
  );
  await rename(part, `${path}.gz`);
  await rm(path);
}

interface Rotated {
  readonly number: number;
  readonly path: string;
  readonly compressed: boolean;
}

/** What was put aside of `<folder>/<name>.log`, oldest first. */
function rotated(folder: string, name: string): Rotated[] {
  const found = new Map<number, Rotated>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.startsWith(`${name}.`)) continue;
    const match = /^\.(\d+)\.log(\.gz)?$/.exec(file.slice(name.length));
    if (match === null) continue;
    const number = Number(match[1]);
    const compressed = match[2] !== undefined;
    // Killed between the two, both are there: the compressed one is whole.
    if (compressed || !found.has(number))
      found.set(number, { number, path: join(folder, file), compressed });
  }
  return [...found.values()].sort((a, b) => a.number - b.number);
}

export interface LogPiece {
  readonly path: string;
  readonly compressed: boolean;
  /** Bytes on this disk. */
  readonly size: number;
}

/** All pieces of a rotated log, oldest first. */
export async function piecesOf(
  folder: string,
  name: string,
): Promise<LogPiece[]> {
  const current = {
    path: join(folder, `${name}.log`),
    compressed: false,
  };
  const pieces: LogPiece[] = [];
  for (const { path, compressed } of [...rotated(folder, name), current]) {
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined)
      pieces.push({ path, compressed, size: found.size });
  }
  return pieces;
}
