import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { failed } from "../../../common/model/failure.ts";
import {
  outputFailure,
  outputTooSmall,
  roomAt,
} from "../../adapters/files/output-failure.ts";

/** A file that is to be in the zip. */
export interface Part {
  /** With forward slashes. */
  readonly path: string;
  /** Bytes that it will about have: for progress and room, not relied on. */
  readonly size: number;
  /** Its bytes, from the beginning each time. */
  open(): AsyncIterable<Uint8Array>;
}

export interface Written {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export interface ZipOptions {
  readonly signal: AbortSignal;
  /** Bytes that went in since the last call. */
  readonly onBytes?: (bytes: number) => void;
}

/** Logs become about so many times smaller. */
const packed = 4;

/**
 * Writes the parts one after the other, then what `last` makes of their digests, and only then gives the
 * file its name: whatever happens on the way, no half file is left under it. Throws `output-exists`,
 * `output-too-small`, `output-lost`, `aborted`, and what reading a part throws.
 */
export async function writeZip(
  out: string,
  parts: readonly Part[],
  last: (
    written: readonly Written[],
  ) => readonly { path: string; text: string }[],
  { signal, onBytes }: ZipOptions,
): Promise<void> {
  const aside = `${out}.part-${randomBytes(4).toString("hex")}`;
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  await refuseTaken(out);
  // A stick that surely has too little room is refused before a minute was spent on it.
  if ((await roomAt(out)) < size / packed)
    throw await outputTooSmall(out, size);
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const file = createWriteStream(aside, {
    flags: "wx",
    mode: 0o600,
    flush: true,
  });
  const going = pipeline(output, file, { signal });
  // Heard below, once the parts have come to rest.
  going.catch(() => undefined);
  zip.on("error", (error: Error) => output.destroy(error));
  try {
    const written: Written[] = [];
    for (const part of parts)
      written.push(await add(zip, part, going, onBytes));
    for (const { path, text } of last(written))
      zip.addBuffer(Buffer.from(text), path, { mode: 0o100600 });
    zip.end();
    await going;
    await rename(aside, out);
    await flushName(out);
  } catch (error) {
    output.destroy();
    await closed(file);
    await rm(aside, { force: true }).catch(() => undefined);
    throw signal.aborted
      ? failed("aborted")
      : await outputFailure(out, size, error);
  }
}

/** Resolves once all its bytes are on their way; rejects as soon as the file can take no more. */
async function add(
  zip: ZipFile,
  part: Part,
  going: Promise<void>,
  onBytes: ZipOptions["onBytes"],
): Promise<Written> {
  const hash = createHash("sha256");
  let size = 0;
  const counting = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      hash.update(bytes);
      size += bytes.length;
      onBytes?.(bytes.length);
      done(null, bytes);
    },
  });
  const source = pipeline(
    Readable.from(part.open(), { objectMode: false }),
    counting,
  );
  zip.addReadStream(counting, part.path, {
    mode: 0o100600,
    // As fast as it can be: there is a technician waiting, and a stick that is slower still.
    compressionLevel: 1,
  });
  try {
    // A broken output never ends a part, it only stops taking.
    await Promise.race([source, going.then(endedEarly)]);
  } catch (error) {
    counting.destroy();
    await source.catch(() => undefined);
    throw error;
  }
  return { path: part.path, size, sha256: hash.digest("hex") };
}

function endedEarly(): never {
  throw new Error("the output ended before its input");
}

async function refuseTaken(out: string): Promise<void> {
  const handle = await open(out, "r").catch(() => undefined);
  if (handle === undefined) return;
  await handle.close();
  throw failed("output-exists", { data: { path: out } });
}

function closed(file: ReturnType<typeof createWriteStream>): Promise<void> {
  return new Promise((resolve) => {
    if (file.closed) return resolve();
    file.once("close", resolve);
    file.destroy();
  });
}

/** A stick that is pulled out right after must know the name. */
async function flushName(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(dirname(path), "r");
  try {
    await handle.sync();
  } catch {
    // Not every file system knows it.
  } finally {
    await handle.close();
  }
}
