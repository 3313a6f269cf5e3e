import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) => void;

/** Serves bytes by path like a release server, with ranges and ETags, and misbehaves where told. */
export class ReleaseServer {
  readonly files = new Map<string, Buffer>();
  /** One-time behaviours by path; the first is used up by the first request. */
  readonly tricks = new Map<string, Handler[]>();
  readonly requests: { url: string; range: string | undefined }[] = [];
  base = "";
  readonly #server = createServer((request, response) => {
    const url = request.url ?? "";
    this.requests.push({ url, range: request.headers.range });
    const body = this.files.get(url);
    const trick = this.tricks.get(url)?.shift();
    if (trick !== undefined) trick(request, response, body ?? Buffer.alloc(0));
    else if (body === undefined) response.writeHead(404).end("no");
    else serve(request, response, body);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) =>
      this.#server.listen(0, "127.0.0.1", resolve),
    );
    const { port } = this.#server.address() as AddressInfo;
    this.base = `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  count(url: string): number {
    return this.requests.filter((request) => request.url === url).length;
  }
}

function serve(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): void {
  const etag = `"${body.length}-${body.at(0) ?? 0}"`;
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304).end();
    return;
  }
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
  if (from !== undefined && request.headers["if-range"] === etag) {
    const start = Number(from);
    response.writeHead(206, {
      etag,
      "content-range": `bytes ${start}-${body.length - 1}/${body.length}`,
      "content-length": body.length - start,
    });
    response.end(body.subarray(start));
    return;
  }
  response.writeHead(200, { etag, "content-length": body.length });
  response.end(body);
}

export const tricks = {
  status:
    (status: number): Handler =>
    (_request, response) => {
      response.writeHead(status).end("trouble");
    },
  redirect:
    (location: string): Handler =>
    (_request, response) => {
      response.writeHead(302, { location }).end();
    },
  /** Promises everything, sends the first bytes, hangs up. */
  truncate:
    (bytes: number): Handler =>
    (_request, response, body) => {
      response.writeHead(200, {
        etag: `"${body.length}-${body.at(0) ?? 0}"`,
        "content-length": body.length,
      });
      response.write(body.subarray(0, bytes), () => {
        setTimeout(() => response.destroy(), 50);
      });
    },
  /** Sends some bytes and then nothing more. */
  stall:
    (bytes: number): Handler =>
    (_request, response, body) => {
      response.writeHead(200, { "content-length": body.length });
      response.write(body.subarray(0, bytes));
    },
} as const;
