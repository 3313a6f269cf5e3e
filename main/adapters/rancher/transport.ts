import { request as httpRequest, type IncomingMessage } from "node:http";
import { Agent } from "node:https";
import type { Duplex } from "node:stream";
import {
  failed,
  failureOf,
  type Failed,
} from "../../../common/model/failure.ts";
import { codeOf, reasonOf, throwIfAborted } from "../bundle/reason.ts";
import { openTls, ProxyRefused, Untrusted, type Route } from "./connect.ts";
import { hostOf } from "./rancher-url.ts";

/** No answer of Rancher's that we ask for is larger; a stream without an end must not fill the memory. */
const largestAnswer = 32 * 1024 * 1024;

export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** One server over one route, with connections that are kept between requests. */
export class Transport {
  readonly #route: Route;
  readonly #agent: Agent;
  readonly #timeout: number;
  readonly #closed = new AbortController();

  constructor(
    route: Route,
    authorities: readonly string[] | undefined,
    timeout = 30_000,
  ) {
    this.#route = route;
    this.#timeout = timeout;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 8 });
    // Node's own would connect by itself, past the route.
    this.#agent.createConnection = (_, done) => {
      openTls(route, authorities, this.#closed.signal).then(
        (socket) => done?.(null, socket),
        (error: Error) => done?.(error, undefined as unknown as Duplex),
      );
      return undefined;
    };
  }

  /** Any answer there is. Throws the ways in which there is none, see `RancherApi`. */
  async ask(ask: Ask): Promise<Answered> {
    const { signal } = ask;
    throwIfAborted(signal);
    const limit = AbortSignal.timeout(this.#timeout);
    const stop =
      signal === undefined ? limit : AbortSignal.any([limit, signal]);
    try {
      return await this.#exchange(ask, stop);
    } catch (error) {
      throwIfAborted(signal);
      if (limit.aborted)
        throw failed("rancher-timed-out", {
          data: { url: this.#route.url.origin, seconds: this.#timeout / 1000 },
          retry: true,
        });
      throw wayFailure(error, this.#route);
    }
  }

  close(): void {
    this.#closed.abort();
    this.#agent.destroy();
  }

  #exchange(ask: Ask, signal: AbortSignal): Promise<Answered> {
    const body = ask.body === undefined ? undefined : JSON.stringify(ask.body);
    return new Promise((resolve, reject) => {
      // The request's own signal does not reach a connection that is still being made.
      signal.addEventListener("abort", () => reject(abortReason(signal)), {
        once: true,
      });
      const asked = httpRequest({
        agent: this.#agent,
        protocol: "https:",
        host: hostOf(this.#route.url),
        port: this.#route.url.port || 443,
        method: ask.method ?? "GET",
        path: ask.path,
        signal,
        headers: {
          accept: "application/json",
          "user-agent": "forecourt",
          ...ask.headers,
          ...(body === undefined
            ? {}
            : {
                "content-type": "application/json",
                "content-length": Buffer.byteLength(body),
              }),
        },
      });
      asked.once("error", reject);
      asked.once("response", (response) => {
        collect(response).then(
          (text) =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
            }),
          reject,
        );
      });
      asked.end(body);
    });
  }
}

function abortReason({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error("aborted");
}

async function collect(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestAnswer) {
      response.destroy();
      throw Object.assign(new Error("the answer has no end"), {
        code: "EMSGSIZE",
      });
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** What kept an answer from coming, as the failure that says which link is broken. */
export function wayFailure(
  error: unknown,
  { url, proxy, address }: Route,
): Failed | Error {
  if (failureOf(error) !== undefined) return error as Failed;
  const origin = url.origin;
  const reason = reasonOf(error);
  if (error instanceof ProxyRefused)
    return failed(
      "rancher-proxy-failed",
      { data: { proxy: proxy?.origin ?? "", reason }, retry: true },
      { cause: error },
    );
  if (error instanceof Untrusted)
    return failed(
      "rancher-tls-untrusted",
      { data: { url: origin, reason, chain: error.chain } },
      { cause: error },
    );
  const code = codeOf(error);
  if (code === undefined) return error as Error;
  if ((code === "ENOTFOUND" || code === "EAI_AGAIN") && address === undefined)
    return failed(
      "rancher-name-unknown",
      { data: { name: hostOf(url) }, retry: true },
      { cause: error },
    );
  // OpenSSL's own words for something that does not speak TLS at all.
  if (code.startsWith("ERR_SSL_") || code === "EPROTO")
    return failed(
      "rancher-not-rancher",
      { data: { url: origin, found: `it does not speak TLS: ${reason}` } },
      { cause: error },
    );
  if (code.startsWith("HPE_"))
    return failed(
      "rancher-not-rancher",
      { data: { url: origin, found: `it does not speak HTTP: ${reason}` } },
      { cause: error },
    );
  return failed(
    "rancher-unreachable",
    { data: { url: origin, reason }, retry: true },
    { cause: error },
  );
}
