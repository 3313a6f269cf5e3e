import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { z } from "zod";
import { failed } from "../../../common/model/failure.ts";
import { privateFolder } from "./state-folder.ts";

// Synchronous: these files are small, and nothing comes between reading, changing and writing.

/**
 * The file's content, or `missing` where there is none. Throws `file-unreadable` for a damaged one:
 * what it held (pins, sequences) is never forgotten silently.
 */
export function readJsonFile<T>(
  path: string,
  schema: z.ZodType<T>,
  missing: T,
): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return missing;
    throw unusable(path, error);
  }
}

/** Whole or not at all, also when the power goes: written aside, flushed, renamed. */
export function writeJsonFile(path: string, content: unknown): void {
  writeWhole(path, `${JSON.stringify(content, undefined, 2)}\n`);
}

/** The same for any text. Throws `file-unreadable`, `laptop-disk-full`. */
export function writeWhole(path: string, text: string): void {
  privateFolder(dirname(path));
  const aside = `${path}.${randomBytes(4).toString("hex")}`;
  try {
    const file = openSync(aside, "wx", 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown) {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ENOSPC"
    ? failed("laptop-disk-full", { data: { path } }, { cause: error })
    : failed(
        "file-unreadable",
        { data: { path, reason: message } },
        { cause: error },
      );
}
