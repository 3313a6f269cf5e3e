import { connect as tcpConnect } from "node:net";
import { request } from "node:http";
import type { Duplex } from "node:stream";
import { connect as tlsConnect, type TLSSocket } from "node:tls";
import { isIP } from "node:net";
import { chainText, presentedChain } from "./certificates.ts";
import { hostOf, portOf } from "./rancher-url.ts";

/** Makes TCP connections: from here, or from a host of the station. Rejects with the system's error codes. */
export type Dial = (address: string, port: number) => Promise<Duplex>;

export interface Route {
  readonly url: URL;
  /** Connect here instead of to the URL's name; the certificate must still be the name's. */
  readonly address?: string;
  readonly proxy?: URL;
  readonly dial: Dial;
}

/** The proxy itself, or its answer, kept the connection from being made. */
export class ProxyRefused extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = "ProxyRefused";
  }
}

/** The certificate is not vouched for; `chain` is what was shown. */
export class Untrusted extends Error {
  readonly chain: string;
  constructor(reason: string, chain: string) {
    super(reason);
    this.name = "Untrusted";
    this.chain = chain;
  }
}

const handshakePatience = 20_000;

export const dialFromHere: Dial = (address, port) =>
  new Promise((resolve, reject) => {
    const socket = tcpConnect({ host: address, port, timeout: 15_000 });
    const end = () =>
      socket.destroy(
        Object.assign(new Error(`connect to ${address}:${port} timed out`), {
          code: "ETIMEDOUT",
        }),
      );
    socket.once("timeout", end);
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("timeout", end).off("error", reject);
      socket.setTimeout(0);
      resolve(socket);
    });
  });

/**
 * A TLS connection over this route. With `authorities` it stands only where they vouch for the server;
 * `undefined` looks without believing, for what is shown to anybody.
 */
export async function openTls(
  route: Route,
  authorities: readonly string[] | undefined,
  signal?: AbortSignal,
): Promise<TLSSocket> {
  const socket = await openTcp(route);
  const stop = AbortSignal.any([
    AbortSignal.timeout(handshakePatience),
    ...(signal === undefined ? [] : [signal]),
  ]);
  const host = hostOf(route.url);
  return new Promise((resolve, reject) => {
    const tls = tlsConnect({
      socket,
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ALPNProtocols: ["http/1.1"],
      // Decided below, where the chain that was shown can be told as well.
      rejectUnauthorized: false,
      ca: [...(authorities ?? [])],
    });
    // Once nobody listens any more, a late error must not end the process.
    tls.on("error", () => undefined);
    const fail = (error: Error) => {
      stop.removeEventListener("abort", late);
      socket.destroy();
      reject(error);
    };
    const late = () =>
      fail(
        Object.assign(new Error("the TLS handshake timed out"), {
          code: "ETIMEDOUT",
        }),
      );
    const ended = () =>
      fail(
        Object.assign(new Error("the connection was closed before TLS stood"), {
          code: "ECONNRESET",
        }),
      );
    stop.addEventListener("abort", late, { once: true });
    if (stop.aborted) late();
    tls.once("error", fail).once("close", ended);
    tls.once("secureConnect", () => {
      stop.removeEventListener("abort", late);
      tls.off("error", fail).off("close", ended);
      if (authorities === undefined || tls.authorized) return resolve(tls);
      const chain = chainText(presentedChain(tls));
      tls.destroy();
      reject(new Untrusted(untrustedReason(tls.authorizationError), chain));
    });
  });
}

/** Node's types call it an Error; it is a code, or an error with one. */
function untrustedReason(error: unknown): string {
  if (typeof error === "string") return error;
  if (error instanceof Error) return error.message;
  return "not verified";
}

async function openTcp({ url, address, proxy, dial }: Route): Promise<Duplex> {
  const target = address ?? hostOf(url);
  if (proxy === undefined) return dial(target, portOf(url));
  const line = await dial(hostOf(proxy), portOf(proxy)).catch(
    (error: unknown) => {
      throw new ProxyRefused((error as Error).message, error);
    },
  );
  return throughProxy(
    line,
    `${target.includes(":") ? `[${target}]` : target}:${portOf(url)}`,
  );
}

function throughProxy(line: Duplex, target: string): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const asked = request({
      method: "CONNECT",
      path: target,
      headers: { host: target },
      timeout: 20_000,
      createConnection: () => line,
    });
    const refuse = (reason: string, cause?: unknown) => {
      line.destroy();
      reject(new ProxyRefused(reason, cause));
    };
    asked.once("connect", ({ statusCode, statusMessage }, socket) => {
      if (statusCode === 200) resolve(socket);
      else refuse(`${statusCode} ${statusMessage ?? ""}`.trim());
    });
    asked.once("response", ({ statusCode }) => refuse(`${statusCode}`));
    asked.once("timeout", () => refuse("no answer"));
    asked.once("error", (error) => refuse(error.message, error));
    asked.end();
  });
}
