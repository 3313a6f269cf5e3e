// One HTTPS request, over a CA of the caller's choice. No connection is kept.
import type { LookupFunction } from "node:net";
import { request as httpsRequest, type RequestOptions } from "node:https";

export interface Answer {
  code: number;
  text: string;
}

export interface Ask {
  method?: string;
  /** PEM; undefined = the server's certificate is not looked at. */
  ca: string | undefined;
  cert?: string;
  key?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Finds names otherwise than the host does. */
  lookup?: LookupFunction;
}

/** Throws the system's or TLS' own error. Waits at most 10 s. */
export const askHttps = async (url: string, ask: Ask): Promise<Answer> =>
  await new Promise((resolve, reject) => {
    const body = ask.body === undefined ? undefined : JSON.stringify(ask.body);
    const options: RequestOptions = {
      method: ask.method ?? "GET",
      agent: false,
      timeout: 10_000,
      headers: {
        ...ask.headers,
        ...(body === undefined
          ? {}
          : {
              "content-type": "application/json",
              "content-length": Buffer.byteLength(body),
            }),
      },
      ...(ask.ca === undefined
        ? { rejectUnauthorized: false }
        : { ca: ask.ca }),
      ...(ask.lookup === undefined ? {} : { lookup: ask.lookup }),
      ...(ask.cert === undefined ? {} : { cert: ask.cert, key: ask.key }),
    };
    const request = httpsRequest(url, options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          code: response.statusCode ?? 0,
          text: Buffer.concat(parts).toString(),
        }),
      );
    });
    request.on("timeout", () =>
      request.destroy(new Error("context deadline exceeded")),
    );
    request.on("error", reject);
    request.end(body);
  });
