import { createHash } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { mediaTypes } from "../../../main/adapters/images/image-manifest.ts";

export const digestOf = (bytes: Uint8Array) =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

type Trick = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) => void;

/**
 * The reading half of the distribution API over what is in `manifests` and `blobs`, with tokens where
 * `account` or `tokens` says so. It misbehaves where told. What it leaves out: pushing, listing, paging.
 */
export class RegistryServer {
  /** By `repository:tag` and `repository@digest`. */
  readonly manifests = new Map<string, { type: string; body: Buffer }>();
  readonly blobs = new Map<string, Buffer>();
  /** By path, used up one by one. */
  readonly tricks = new Map<string, Trick[]>();
  readonly requests: {
    method: string;
    url: string;
    authorization: string | undefined;
    range: string | undefined;
  }[] = [];
  /** Wants a token, which anybody may have, or this account only. */
  tokens = false;
  account: { user: string; password: string } | undefined;
  /** A token is good for so many requests. */
  usesOfToken = Infinity;
  /** Blobs come from another place, as at Docker Hub. */
  storage: string | undefined;
  saysDigest = true;
  base = "";
  #used = 0;
  #token = 0;
  readonly #server = createServer((request, response) => {
    this.#answer(request, response);
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

  count(part: string, method = "GET"): number {
    return this.requests.filter(
      (request) => request.method === method && request.url.includes(part),
    ).length;
  }

  trick(path: string, ...tricks: Trick[]): void {
    this.tricks.set(path, tricks);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { method = "GET", url = "", headers } = request;
    const { authorization, range } = headers;
    this.requests.push({ method, url, authorization, range });
    const path = url.split("?")[0] ?? "";
    if (path === "/token") {
      this.#giveToken(url, authorization, response);
      return;
    }
    const [, repository = "", what, name = ""] =
      /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
    if (what !== undefined && !this.#mayRead(authorization)) {
      const realm = `realm="${this.base}/token",service="here",scope="repository:${repository}:pull"`;
      response.writeHead(401, { "www-authenticate": `Bearer ${realm}` }).end();
      return;
    }
    const manifest = this.manifests.get(
      `${repository}${name.startsWith("sha256:") ? "@" : ":"}${name}`,
    );
    const body = what === "blobs" ? this.blobs.get(name) : manifest?.body;
    const trick = this.tricks.get(path)?.shift();
    if (trick !== undefined) {
      trick(request, response, body ?? Buffer.alloc(0));
    } else if (body === undefined) {
      response.writeHead(404).end('{"errors":[{"code":"NOT_FOUND"}]}');
    } else if (what === "blobs" && this.storage !== undefined) {
      response
        .writeHead(307, { location: `${this.storage}/blobs/${name}` })
        .end();
    } else {
      serveBytes(request, response, body, {
        "content-type": manifest?.type ?? "application/octet-stream",
        ...(this.saysDigest && { "docker-content-digest": digestOf(body) }),
      });
    }
  }

  #giveToken(
    url: string,
    authorization: string | undefined,
    response: ServerResponse,
  ): void {
    const { account } = this;
    const wanted =
      account &&
      `Basic ${Buffer.from(`${account.user}:${account.password}`).toString("base64")}`;
    if (!url.includes("scope=repository")) response.writeHead(400).end();
    else if (authorization !== wanted) response.writeHead(401).end();
    else {
      this.#token += 1;
      this.#used = 0;
      response.end(JSON.stringify({ token: `t${this.#token}` }));
    }
  }

  #mayRead(authorization: string | undefined): boolean {
    if (!this.tokens && this.account === undefined) return true;
    if (authorization !== `Bearer t${this.#token}`) return false;
    this.#used += 1;
    return this.#used <= this.usesOfToken;
  }

  /** Puts an image there for each architecture, under a list. */
  addImage(
    name: string,
    {
      architectures = ["amd64", "arm64"],
      layers = [Buffer.from(`layer of ${name}`)],
      oci = false,
      /** What the config says, where the list lies. */
      really,
      attested = true,
    }: {
      architectures?: readonly string[];
      layers?: readonly Buffer[];
      oci?: boolean;
      really?: string;
      attested?: boolean;
    } = {},
  ): void {
    const [repository = ""] = name.split(":");
    const put = (body: Buffer) => {
      this.blobs.set(digestOf(body), body);
      return { digest: digestOf(body), size: body.length };
    };
    const packed = layers.map((layer) => gzipSync(layer));
    const manifests = architectures.map((architecture) => {
      const config = Buffer.from(
        JSON.stringify({
          os: "linux",
          architecture: really ?? architecture,
          rootfs: { type: "layers", diff_ids: layers.map(digestOf) },
        }),
      );
      const type = oci ? mediaTypes.ociManifest : mediaTypes.dockerManifest;
      const layerType = oci
        ? "application/vnd.oci.image.layer.v1.tar+gzip"
        : "application/vnd.docker.image.rootfs.diff.tar.gzip";
      const body = Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: type,
          config: {
            mediaType: oci
              ? "application/vnd.oci.image.config.v1+json"
              : "application/vnd.docker.container.image.v1+json",
            ...put(config),
          },
          layers: packed.map((layer) => ({
            mediaType: layerType,
            ...put(layer),
          })),
        }),
      );
      this.manifests.set(`${repository}@${digestOf(body)}`, { type, body });
      return {
        mediaType: type,
        digest: digestOf(body),
        size: body.length,
        platform: {
          os: "linux",
          architecture,
          ...(architecture === "arm" && { variant: "v7" }),
        },
      };
    });
    const type = oci ? mediaTypes.ociIndex : mediaTypes.dockerList;
    this.addIndex(name, type, {
      schemaVersion: 2,
      mediaType: type,
      manifests: [
        // What builders attest beside the images: for no platform.
        ...(attested
          ? [
              {
                mediaType: mediaTypes.ociManifest,
                digest: `sha256:${"0".repeat(64)}`,
                size: 1,
                platform: { os: "unknown", architecture: "unknown" },
              },
            ]
          : []),
        ...manifests,
      ],
    });
  }

  addIndex(name: string, type: string, value: unknown): void {
    const body = Buffer.from(
      typeof value === "string" ? value : JSON.stringify(value),
    );
    const [repository = ""] = name.split(":");
    this.manifests.set(name, { type, body });
    this.manifests.set(`${repository}@${digestOf(body)}`, { type, body });
  }
}

export function serveBytes(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  headers: Record<string, string>,
): void {
  const etag = `"${digestOf(body)}"`;
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
  if (from !== undefined && request.headers["if-range"] === etag) {
    const start = Number(from);
    response.writeHead(206, {
      ...headers,
      etag,
      "content-range": `bytes ${start}-${body.length - 1}/${body.length}`,
      "content-length": body.length - start,
    });
    response.end(body.subarray(start));
    return;
  }
  response.writeHead(200, { ...headers, etag, "content-length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
}

export const answer =
  (
    status: number,
    headers: Record<string, string> = {},
    text = "trouble",
  ): Trick =>
  (_request, response) => {
    response.writeHead(status, headers).end(text);
  };

/** Promises everything, sends the first bytes, hangs up. */
export const breakOff =
  (bytes: number): Trick =>
  (_request, response, body) => {
    response.writeHead(200, {
      etag: `"${digestOf(body)}"`,
      "content-length": body.length,
    });
    response.write(body.subarray(0, bytes), () => {
      setTimeout(() => response.destroy(), 50);
    });
  };

/** Sends some bytes and then nothing more. */
export const fallSilent =
  (bytes: number): Trick =>
  (_request, response, body) => {
    response.writeHead(200, { "content-length": body.length });
    response.write(body.subarray(0, bytes));
  };

/** Other bytes of the same length. */
export const alter: Trick = (_request, response, body) => {
  response.writeHead(200, { "content-length": body.length });
  response.end(Buffer.alloc(body.length, 7));
};
