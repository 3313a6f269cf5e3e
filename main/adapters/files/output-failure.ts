import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { failed, failureOf } from "../../../common/model/failure.ts";

/** Free bytes where this file would be; Infinity where nobody knows. */
export async function roomAt(path: string): Promise<number> {
  const room = await statfs(dirname(path)).catch(() => undefined);
  return room === undefined ? Infinity : room.bavail * room.bsize;
}

/** That `need` bytes do not fit there. */
export async function outputTooSmall(
  path: string,
  need: number,
  cause?: unknown,
) {
  const free = await roomAt(path);
  return failed(
    "output-too-small",
    { data: { path, need, free: Number.isFinite(free) ? free : 0 } },
    { cause },
  );
}

/**
 * What went wrong with a file that should leave the laptop, as a stick that is full or was pulled out, once
 * what was written of it is removed. A bug stays what it is.
 */
export async function outputFailure(
  path: string,
  need: number,
  error: unknown,
): Promise<unknown> {
  if (failureOf(error) !== undefined) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EEXIST") return failed("output-exists", { data: { path } });
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG")
    return outputTooSmall(path, need, error);
  return code !== undefined && /^E[A-Z]+$/.test(code)
    ? failed(
        "output-lost",
        { data: { path, reason: message } },
        { cause: error },
      )
    : error;
}
