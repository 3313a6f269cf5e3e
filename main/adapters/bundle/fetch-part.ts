import { open } from "node:fs/promises";
import { writeFailure } from "./reason.ts";
import { writeAll } from "./write-all.ts";

/** What must be known of a download to go on with it, or to ask whether it is still the newest. */
export interface Resume {
  /** A strong ETag, else Last-Modified. */
  readonly validator?: string;
  readonly totalBytes?: number;
}

export interface FetchOptions {
  /** Milliseconds without one byte until it fails. */
  readonly stall: number;
  readonly signal?: AbortSignal;
  /** Go on behind these many bytes. */
  readonly resume?: Resume & { readonly from: number };
  /** Do not send it again if it is still this one. */
  readonly unlessSame?: Resume;
  /** Called when the file is cut to where it begins, before the first byte is written. */
  readonly onStart: (resume: Resume) => Promise<void>;
  /** Further headers of the request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** More bytes than these are not taken. */
  readonly sizeAtMost?: number;
  readonly onBytes: (bytes: number, totalBytes?: number) => void;
}

/** An answer that is no success. */
export class HttpStatus extends Error {
  readonly status: number;
  /** What a 401 asks for (`WWW-Authenticate`). */
  readonly challenge: string | undefined;
  /** Milliseconds that the server wants to be left alone (`Retry-After`). */
  readonly retryAfter: number | undefined;

  constructor(status: number, headers?: Headers) {
    super(`HTTP ${status}`);
    this.name = "HttpStatus";
    this.status = status;
    this.challenge = headers?.get("www-authenticate") ?? undefined;
    const seconds = Number(headers?.get("retry-after") ?? Number.NaN);
    this.retryAfter = seconds >= 0 ? seconds * 1000 : undefined;
  }
}

/** The answer is larger than it may be. */
export class TooLarge extends Error {
  constructor(limit: number) {
    super(`larger than ${limit} bytes`);
    this.name = "TooLarge";
  }
}

function validatorOf(headers: Headers): string | undefined {
  const etag = headers.get("etag");
  if (etag !== null && !etag.startsWith("W/")) return etag;
  return headers.get("last-modified") ?? undefined;
}

function requestHeaders(options: FetchOptions): Record<string, string> {
  // Compressed on the way, lengths and ranges would count other bytes.
  const headers: Record<string, string> = {
    ...options.headers,
    "accept-encoding": "identity",
  };
  const { resume, unlessSame } = options;
  if (resume?.validator !== undefined) {
    headers["range"] = `bytes=${resume.from}-`;
    headers["if-range"] = resume.validator;
  } else if (unlessSame?.validator !== undefined) {
    const name = unlessSame.validator.startsWith('"')
      ? "if-none-match"
      : "if-modified-since";
    headers[name] = unlessSame.validator;
  }
  return headers;
}

/** Where the answer's bytes begin and how many the whole has. */
function extent(
  response: Response,
  resume: FetchOptions["resume"],
): { from: number; totalBytes?: number } {
  if (response.status === 206) {
    const range = response.headers.get("content-range") ?? "";
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(range) ?? [];
    const totalBytes = Number(total);
    if (
      Number(from) !== resume?.from ||
      (resume.totalBytes !== undefined && totalBytes !== resume.totalBytes)
    ) {
      throw new HttpStatus(416);
    }
    return { from: resume.from, totalBytes };
  }
  const length = response.headers.get("content-length");
  return { from: 0, ...(length !== null && { totalBytes: Number(length) }) };
}

/**
 * One try to bring a URL into the file `part`, from its beginning or from where `resume` says.
 * "same": what `unlessSame` describes is still the newest, nothing was written.
 * Throws HttpStatus, `laptop-disk-full`, and errors of the connection.
 */
export async function fetchPart(
  url: string,
  part: string,
  options: FetchOptions,
): Promise<"fetched" | "same"> {
  const stalled = new AbortController();
  const timer = setTimeout(() => {
    stalled.abort(new Error(`no data for ${options.stall / 1000} s`));
  }, options.stall);
  const signals = [stalled.signal, options.signal].filter(
    (signal) => signal !== undefined,
  );
  try {
    const response = await fetch(url, {
      headers: requestHeaders(options),
      signal: AbortSignal.any(signals),
    });
    if (response.status === 304) return "same";
    if (response.status !== 200 && response.status !== 206) {
      await response.body?.cancel();
      throw new HttpStatus(response.status, response.headers);
    }
    const { from, totalBytes } = extent(response, options.resume);
    const { sizeAtMost = Infinity } = options;
    if ((totalBytes ?? 0) > sizeAtMost) throw new TooLarge(sizeAtMost);
    const validator = validatorOf(response.headers);
    const handle = await open(part, from === 0 ? "w" : "r+").catch(
      (error: unknown) => {
        throw writeFailure(error, part);
      },
    );
    let at = from;
    try {
      await options.onStart({
        ...(validator !== undefined && { validator }),
        ...(totalBytes !== undefined && { totalBytes }),
      });
      for await (const piece of (response.body ??
        []) as AsyncIterable<Uint8Array>) {
        timer.refresh();
        if (at + piece.length > sizeAtMost) throw new TooLarge(sizeAtMost);
        await writeAll(handle, piece, at).catch((error: unknown) => {
          throw writeFailure(error, part);
        });
        at += piece.length;
        options.onBytes(at, totalBytes);
      }
    } finally {
      await handle.close();
    }
    if (totalBytes !== undefined && at !== totalBytes) {
      throw new Error(`broke off after ${at} of ${totalBytes} bytes`);
    }
    return "fetched";
  } finally {
    clearTimeout(timer);
    // Lets go of the connection where the answer was not read to its end.
    stalled.abort();
  }
}
