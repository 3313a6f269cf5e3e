import type { FileHandle } from "node:fs/promises";
import { failed } from "../../../common/model/failure.ts";
import type { BundleFile } from "../../../common/model/manifest.ts";
import type { ByteSource } from "../../ports/remote-host.ts";
import { openInside, partsOf, readFailure, type Part } from "./parts.ts";

const pieceSize = 1024 * 1024;

async function fill(
  handle: FileHandle,
  buffer: Buffer,
  length: number,
  position: number,
  part: Part,
): Promise<Buffer> {
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle
      .read(buffer, filled, length - filled, position + filled)
      .catch((error: unknown) => {
        throw readFailure(error, part.inside);
      });
    if (bytesRead === 0) {
      throw failed("bundle-file-altered", { data: { path: part.inside } });
    }
    filled += bytesRead;
  }
  return buffer.subarray(0, length);
}

/** Reads the range in pieces; two buffers take turns, so that one is read while the other is used. */
async function* readRange(
  dir: string,
  parts: readonly Part[],
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  let open: { part: Part; handle: FileHandle } | undefined;
  let at = start;
  let turn = 0;
  const buffers: Buffer[] = [];

  const next = async (): Promise<Buffer | undefined> => {
    if (at >= end) return undefined;
    const part = parts.find((each) => at < each.start + each.size);
    if (part === undefined) throw new RangeError(`no byte ${at}`);
    if (open?.part !== part) {
      await open?.handle.close();
      open = undefined;
      const { handle } = await openInside(dir, part.inside, part.size);
      open = { part, handle };
    }
    const length = Math.min(pieceSize, end - at, part.start + part.size - at);
    turn = 1 - turn;
    const buffer = (buffers[turn] ??= Buffer.allocUnsafeSlow(
      Math.min(pieceSize, end - start),
    ));
    const position = at - part.start;
    at += length;
    return fill(open.handle, buffer, length, position, part);
  };

  let pending = next();
  try {
    for (;;) {
      const piece = await pending;
      if (piece === undefined) return;
      pending = next();
      // Its failure is seen at the next pull; until then nobody waits for it.
      pending.catch(() => undefined);
      yield piece;
    }
  } finally {
    await pending.catch(() => undefined);
    await open?.handle.close();
  }
}

/** The bytes of a file of the bundle in `dir`, whole or split. */
export function sourceOf(dir: string, file: BundleFile): ByteSource {
  const parts = partsOf(dir, file);
  return {
    read(start, end) {
      if (start < 0 || end > file.size || start > end) {
        throw new RangeError(`${file.path} has no bytes ${start} to ${end}`);
      }
      return readRange(dir, parts, start, end);
    },
  };
}
