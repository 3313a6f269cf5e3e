import { failed, failureOf } from "../../../common/model/failure.ts";

/** An error in a few words, for the `reason` of a failure. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const code = codeOf(error) ?? codeOf(cause);
  const text = cause?.message || error.message;
  return code === undefined || text.includes(code) ? text : `${text} (${code})`;
}

/** `ENOENT` and its like. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error &&
    "code" in error &&
    typeof error.code === "string"
    ? error.code
    : undefined;
}

/** A failed write on this computer as the failure that it is. */
export function writeFailure(error: unknown, path: string): unknown {
  if (failureOf(error) !== undefined) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  return code === "ENOSPC" || code === "EDQUOT"
    ? failed(
        "laptop-disk-full",
        { data: { path }, retry: true },
        { cause: error },
      )
    : failed(
        "file-unreadable",
        { data: { path, reason: reasonOf(error) } },
        { cause: error },
      );
}

export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted === true) throw failed("aborted");
}
