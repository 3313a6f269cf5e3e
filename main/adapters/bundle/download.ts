import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { failed, failureOf } from "../../../common/model/failure.ts";
import { fetchPart, HttpStatus, TooLarge, type Resume } from "./fetch-part.ts";
import { codeOf, reasonOf, throwIfAborted, writeFailure } from "./reason.ts";
import { isUrl } from "./sources.ts";

export interface DownloadSettings {
  /** Folder that keeps downloads for the next build. */
  readonly cache: string;
  readonly signal?: AbortSignal;
  /** Milliseconds before each further try; their number is the number of further tries. */
  readonly waits?: readonly number[];
  /** Milliseconds without one byte until a try counts as failed. */
  readonly stall?: number;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

export interface DownloadProgress {
  readonly url: string;
  readonly bytes: number;
  /** Where the server says it. */
  readonly totalBytes?: number;
}

export interface Wanted {
  /** URLs or absolute paths, tried in this order while they are not there. */
  readonly places: readonly string[];
  /** What its publisher says. */
  readonly sha256?: string | undefined;
  /** What lies there may change: ask whether the kept one is still the newest. */
  readonly mayChange?: boolean;
  /** Its name in the cache; default: made from the URL. */
  readonly cacheName?: string;
  readonly sizeAtMost?: number;
  /** Headers for the next try. `refused`: the challenge of the try before, which was answered with 401. */
  readonly headers?: (
    refused?: string,
  ) => Promise<Readonly<Record<string, string>>>;
}

export interface Obtained {
  readonly path: string;
  /** Where it came from. */
  readonly place: string;
}

const defaultWaits = [1000, 2000, 4000, 8000, 16_000];
/** A server that wants to be left alone for longer is asked again after this. */
const longestWait = 60_000;

async function sha256Of(path: string): Promise<string> {
  const sum = createHash("sha256");
  const stream = createReadStream(path, { highWaterMark: 1024 * 1024 });
  for await (const piece of stream) sum.update(piece as Buffer);
  return sum.digest("hex");
}

/** The file in the cache for a URL. */
export function cachedPath(cache: string, url: string): string {
  const key = createHash("sha256").update(url).digest("hex").slice(0, 16);
  const name = new URL(url).pathname.split("/").at(-1) ?? "";
  return join(cache, `${key}-${name.replaceAll(/[^\w.+-]/g, "_")}`);
}

/** Takes a download out of the cache again. */
export async function forget(cache: string, place: string): Promise<void> {
  if (!isUrl(place)) return;
  await forgetAt(cachedPath(cache, place));
}

async function forgetAt(path: string): Promise<void> {
  for (const each of [path, `${path}.part`, `${path}.json`]) {
    await rm(each, { force: true });
  }
}

async function readResume(path: string): Promise<Resume | undefined> {
  try {
    return JSON.parse(await readFile(`${path}.json`, "utf8")) as Resume;
  } catch {
    return undefined;
  }
}

/** Whether the same may go well a moment later. */
export function worthAnotherTry(error: unknown): boolean {
  if (failureOf(error) !== undefined || error instanceof TooLarge) return false;
  if (!(error instanceof HttpStatus)) return true;
  return error.status >= 500 || [408, 416, 429].includes(error.status);
}

function downloadFailure(url: string, error: unknown): unknown {
  if (failureOf(error) !== undefined) return error;
  const status = error instanceof HttpStatus ? error.status : undefined;
  return failed(
    "download-failed",
    {
      data: {
        url,
        reason: reasonOf(error),
        ...(status !== undefined && { status }),
      },
      retry: worthAnotherTry(error),
    },
    { cause: error },
  );
}

/** Milliseconds until the next try, undefined when it was the last. */
export function waitBefore(
  next: number,
  error: unknown,
  waits: readonly number[] = defaultWaits,
): number | undefined {
  const wait = waits[next - 1];
  if (wait === undefined || !worthAnotherTry(error)) return undefined;
  const asked = error instanceof HttpStatus ? (error.retryAfter ?? 0) : 0;
  return Math.max(wait, Math.min(asked, longestWait));
}

/** Waits; `aborted` at once when the signal says so. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {}).catch(() => {
    throw failed("aborted");
  });
}

/** Brings a URL into `<path>`, over several tries; what one try got the next goes on with. */
async function fetchWhole(
  url: string,
  path: string,
  settings: DownloadSettings,
  kept: Resume | undefined,
  wanted: Wanted,
): Promise<void> {
  const { waits, stall = 30_000, signal } = settings;
  const { sizeAtMost } = wanted;
  const part = `${path}.part`;
  let best = 0;
  let challenge: string | undefined;
  let signedInAnew = false;
  for (let tries = 0; ; tries++) {
    throwIfAborted(signal);
    const there = await stat(part).catch(() => undefined);
    const size = there?.size ?? 0;
    // A try that got further than any before it was worth it: the count begins anew.
    if (tries > 0 && size > best) tries = 0;
    if (size > best) signedInAnew = false;
    best = Math.max(best, size);
    try {
      const resume =
        size > 0 ? await readResume(part.slice(0, -".part".length)) : undefined;
      const headers = await wanted.headers?.(challenge);
      challenge = undefined;
      const fetched = await fetchPart(url, part, {
        stall,
        ...(headers && { headers }),
        ...(sizeAtMost !== undefined && { sizeAtMost }),
        ...(signal && { signal }),
        ...(resume && { resume: { ...resume, from: size } }),
        ...(kept?.validator !== undefined && { unlessSame: kept }),
        onStart: (next) => writeFile(`${path}.json`, JSON.stringify(next)),
        onBytes: (bytes, totalBytes) =>
          settings.onProgress?.({
            url,
            bytes,
            ...(totalBytes !== undefined && { totalBytes }),
          }),
      });
      if (fetched === "same") return;
      await rename(part, path);
      return;
    } catch (error) {
      throwIfAborted(signal);
      if (error instanceof HttpStatus && error.status === 416) {
        await rm(part, { force: true });
      }
      if (wanted.headers && !signedInAnew && asksToSignIn(error)) {
        // Once: a second 401 in a row refuses what was presented.
        signedInAnew = true;
        challenge = error.challenge;
        continue;
      }
      const wait = waitBefore(tries + 1, error, waits);
      if (wait === undefined) throw error;
      await pause(wait, signal);
    }
  }
}

function asksToSignIn(
  error: unknown,
): error is HttpStatus & { challenge: string } {
  return (
    error instanceof HttpStatus &&
    error.status === 401 &&
    error.challenge !== undefined
  );
}

async function obtainUrl(
  url: string,
  wanted: Wanted,
  settings: DownloadSettings,
): Promise<string> {
  const path =
    wanted.cacheName === undefined
      ? cachedPath(settings.cache, url)
      : join(settings.cache, wanted.cacheName);
  await mkdir(settings.cache, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(error, settings.cache);
  });
  let kept: Resume | undefined;
  if ((await stat(path).catch(() => undefined))?.isFile() === true) {
    const asWanted =
      wanted.sha256 === undefined || (await sha256Of(path)) === wanted.sha256;
    if (asWanted && (wanted.mayChange !== true || wanted.sha256)) return path;
    // Damaged on our disk since: it passed when it came.
    if (asWanted) kept = await readResume(path);
    else await forgetAt(path);
  }
  await fetchWhole(url, path, settings, kept, wanted);
  if (wanted.sha256 !== undefined && (await sha256Of(path)) !== wanted.sha256) {
    await forgetAt(path);
    throw failed("download-altered", { data: { url }, retry: true });
  }
  return path;
}

async function obtainPath(path: string, wanted: Wanted): Promise<string> {
  const seen = await stat(path);
  if (!seen.isFile()) throw new Error("not a file");
  if (wanted.sha256 !== undefined && (await sha256Of(path)) !== wanted.sha256) {
    throw failed("download-altered", { data: { url: path } });
  }
  return path;
}

function isNotThere(error: unknown): boolean {
  return error instanceof HttpStatus
    ? error.status === 404 || error.status === 410
    : codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
}

/**
 * A file from the first of its places that has it, out of the cache where it is there already.
 * Throws `download-failed` (data.status where the server gave one; 4xx at once, 5xx, breaks and stalls
 * after the last try), `download-altered`, `laptop-disk-full`, `aborted`.
 */
export async function obtain(
  wanted: Wanted,
  settings: DownloadSettings,
): Promise<Obtained> {
  let first: unknown;
  for (const place of wanted.places) {
    try {
      const path = isUrl(place)
        ? await obtainUrl(place, wanted, settings)
        : await obtainPath(place, wanted);
      return { path, place };
    } catch (error) {
      if (!isNotThere(error)) throw downloadFailure(place, error);
      first ??= downloadFailure(place, error);
    }
  }
  throw first;
}
