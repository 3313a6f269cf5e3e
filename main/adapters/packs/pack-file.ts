import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { failed } from "../../../common/model/failure.ts";
import type { PackLabel } from "../../../common/model/pack.ts";
import { reasonOf, writeFailure } from "../bundle/reason.ts";
import {
  largestPack,
  longestHead,
  readLabel,
  readPack,
  type ClosedPack,
} from "./pack-envelope.ts";

/** Ending of a pack's name; before it stands the station's id. */
export const packEnding = ".pack";

/** Throws `file-unreadable`, and what `readPack` throws. */
export async function readPackFile(path: string): Promise<ClosedPack> {
  let bytes: Buffer;
  try {
    const handle = await open(path, "r");
    try {
      const seen = await handle.stat();
      if (!seen.isFile()) throw new Error("not a file");
      if (seen.size > largestPack)
        throw failed("pack-invalid", { data: { path, reason: "too large" } });
      bytes = await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && error.name === "Failed") throw error;
    throw failed(
      "file-unreadable",
      { data: { path, reason: reasonOf(error) } },
      { cause: error },
    );
  }
  return readPack(bytes, path);
}

/** Only its first line is read. Throws `file-unreadable`, and what `readLabel` throws. */
export async function readPackLabel(path: string): Promise<PackLabel> {
  const bytes = Buffer.alloc(longestHead);
  let length: number;
  try {
    const handle = await open(path, "r");
    try {
      length = (await handle.read(bytes, 0, bytes.length, 0)).bytesRead;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw failed(
      "file-unreadable",
      { data: { path, reason: reasonOf(error) } },
      { cause: error },
    );
  }
  return readLabel(bytes.subarray(0, length), path);
}

/** Whole or not at all, readable by its owner only. Throws `file-unreadable`, `laptop-disk-full`. */
export async function writePackFile(
  path: string,
  bytes: Buffer,
): Promise<void> {
  const aside = `${path}.new-${randomBytes(4).toString("hex")}`;
  try {
    const handle = await open(aside, "wx", 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw writeFailure(error, path);
  }
}
