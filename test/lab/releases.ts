// A web server on loopback with what bundles are built of, laid out like the real
// sites, and with their bad days on demand.
import { once } from "node:events";
import { createReadStream, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { releaseFiles } from "./release-files.ts";

export type Fault =
  | "404"
  | "500"
  | "500-once"
  /** The connection breaks in the middle, though the whole was announced. */
  | "truncate"
  | "truncate-once"
  /** The right length, one byte in the middle altered. */
  | "wrong-bytes"
  /** Half of it, then silence. */
  | "stall-once"
  /** A detour over another address of this server. */
  | "redirect";

export interface Releases {
  /** Without a slash at the end: "http://127.0.0.1:PORT". */
  readonly url: string;
  /** Folder with the files asked for so far. */
  readonly root: string;
  readonly dockerVersion: string;
  /** Changes with anything that can be asked for. */
  readonly digest: string;
  /** From now on, or once, `path` (undecoded parts such as "+" as they are) fails like this; undefined = no more. */
  fault(path: string, kind: Fault | undefined): void;
  close(): Promise<void>;
}

interface Range {
  start: number;
  /** The last byte, counted in. */
  end: number;
}

/** "whole" without a range, undefined for one that cannot be had. */
const rangeOf = (
  header: string | undefined,
  size: number,
): Range | "whole" | undefined => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null) return "whole";
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return "whole";
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end =
    from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return start > end ? undefined : { start, end };
};

/** Lets `limit` bytes through, then calls `stop` instead of going on. */
const halfway = (limit: number, stop: () => void): Transform => {
  let left = limit;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      const now = part.subarray(0, left);
      left -= now.length;
      if (left > 0) return done(null, now);
      // Never done: the rest stays where it is.
      this.push(now);
      setTimeout(stop, 50);
    },
  });
};

const altered = (at: number): Transform => {
  let seen = 0;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      if (at >= seen && at < seen + part.length) {
        part = Buffer.from(part);
        part[at - seen] = (part[at - seen] ?? 0) ^ 0xff;
      }
      seen += part.length;
      done(null, part);
    },
  });
};

const sendFile = async (
  response: ServerResponse,
  file: string,
  request: {
    method: string;
    range: string | undefined;
    ifRange: string | undefined;
  },
  fault: Fault | undefined,
): Promise<void> => {
  const { size, mtimeMs } = statSync(file);
  const etag = `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`;
  response.setHeader("accept-ranges", "bytes");
  response.setHeader("etag", etag);
  response.setHeader("last-modified", new Date(mtimeMs).toUTCString());
  response.setHeader("content-type", "application/octet-stream");
  const stale = request.ifRange !== undefined && request.ifRange !== etag;
  const range = rangeOf(stale ? undefined : request.range, size);
  if (range === undefined) {
    response.setHeader("content-range", `bytes */${size}`);
    response.writeHead(416).end();
    return;
  }
  const { start, end } =
    range === "whole" ? { start: 0, end: size - 1 } : range;
  const length = end - start + 1;
  response.setHeader("content-length", length);
  if (range !== "whole")
    response.setHeader("content-range", `bytes ${start}-${end}/${size}`);
  response.writeHead(range === "whole" ? 200 : 206);
  if (request.method === "HEAD" || length === 0) {
    response.end();
    return;
  }
  const source = createReadStream(file, { start, end });
  const middle = Math.floor(length / 2);
  if (fault === "truncate" || fault === "truncate-once")
    await pipeline(
      source,
      halfway(middle, () => response.destroy()),
      response,
    );
  else if (fault === "stall-once")
    await pipeline(
      source,
      halfway(middle, () => undefined),
      response,
    );
  else if (fault === "wrong-bytes")
    await pipeline(source, altered(middle), response);
  else await pipeline(source, response);
};

/**
 * Serves K3s' releases of any version v1.x.y+k3sN, their install.sh, and Docker's
 * archive, on a free port of loopback. What is asked for first is made first: the
 * K3s binary takes seconds, Docker's archive half a minute. `dir`: where the files
 * are kept, by default the lab's cache.
 */
export const serveReleases = async ({
  dir,
}: { dir?: string } = {}): Promise<Releases> => {
  const files = await releaseFiles(dir);
  const faults = new Map<string, Fault>();

  const answer = async (
    response: ServerResponse,
    url: URL,
    request: {
      method: string;
      range: string | undefined;
      ifRange: string | undefined;
    },
  ): Promise<void> => {
    const path = decodeURIComponent(url.pathname);
    const direct = url.searchParams.has("direct");
    const fault = direct ? undefined : faults.get(path);
    if (fault?.endsWith("-once") === true) faults.delete(path);
    if (fault === "redirect") {
      response.writeHead(302, { location: `${url.pathname}?direct` }).end();
      return;
    }
    if (fault === "500" || fault === "500-once") {
      response.writeHead(500).end("broken\n");
      return;
    }
    const file = fault === "404" ? undefined : await files.file(path);
    if (file === undefined) {
      response.writeHead(404).end("Not Found\n");
      return;
    }
    await sendFile(response, file, request, fault);
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://releases");
    answer(response, url, {
      method: request.method ?? "GET",
      range: request.headers.range,
      ifRange: request.headers["if-range"]?.toString(),
    }).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end(`${String(error)}\n`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    root: files.root,
    dockerVersion: files.dockerVersion,
    digest: files.digest,
    fault: (path, kind) => {
      if (kind === undefined) faults.delete(path);
      else faults.set(path, kind);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
