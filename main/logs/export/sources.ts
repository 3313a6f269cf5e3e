import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Transform } from "node:stream";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { redactTexts } from "../journal-redaction.ts";
import type { Redactor } from "../redactor.ts";
import type { LogPiece } from "../rotating-file.ts";

const newline = 0x0a;
/** Larger ones are no faster, and are collected late: they cost tens of MB. */
const pieceSize = 64 * 1024;

/** A rotated log as one, unpacked, masked once more. */
export async function* maskedLog(
  pieces: readonly LogPiece[],
  redactor: Pick<Redactor, "stream">,
): AsyncGenerator<Uint8Array> {
  const masking = redactor.stream();
  for (const piece of pieces)
    try {
      for await (const bytes of unpacked(piece)) {
        const shown = masking.push(bytes);
        if (shown.length > 0) yield shown;
      }
    } catch (error) {
      // A damaged piece must not keep the others from being read.
      yield Buffer.from(
        `\n[${basename(piece.path)}: ${(error as Error).message}]\n`,
      );
    }
  const rest = masking.end();
  if (rest.length > 0) yield rest;
}

/** Any text, masked. */
export async function* maskedText(
  text: string,
  redactor: Pick<Redactor, "stream">,
): AsyncGenerator<Uint8Array> {
  const masking = redactor.stream();
  await Promise.resolve();
  yield masking.push(Buffer.from(text));
  yield masking.end();
}

/**
 * A journal's whole lines, each masked as what it is: ids and codes stay, so that it can be read again.
 * A line that is no JSON is masked as text; a torn end is left out.
 */
export async function* maskedLines(
  path: string,
  redactor: Pick<Redactor, "text">,
): AsyncGenerator<Uint8Array> {
  for await (const lines of wholeLines(path))
    yield Buffer.from(
      lines.map((line) => `${maskedLine(line, redactor)}\n`).join(""),
    );
}

function maskedLine(line: string, redactor: Pick<Redactor, "text">): string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return redactor.text(line);
  }
  return JSON.stringify(redactTexts(value, redactor));
}

async function* wholeLines(path: string): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of createReadStream(path, {
    highWaterMark: pieceSize,
  }) as AsyncIterable<Buffer>) {
    const all = Buffer.concat([rest, bytes]);
    const end = all.lastIndexOf(newline) + 1;
    rest = all.subarray(end);
    if (end > 0)
      yield all
        .subarray(0, end - 1)
        .toString("utf8")
        .split("\n");
  }
}

async function* unpacked({
  path,
  compressed,
}: LogPiece): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: pieceSize });
  if (!compressed) {
    yield* file as AsyncIterable<Buffer>;
    return;
  }
  const unpacking: Transform = createGunzip({ chunkSize: pieceSize });
  // An error of either is thrown where the other is read.
  pipeline(file, unpacking, () => undefined);
  yield* unpacking as AsyncIterable<Buffer>;
}
