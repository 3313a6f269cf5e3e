import { readFile } from "node:fs/promises";
import { failed, failureOf } from "../../../common/model/failure.ts";
import {
  obtain,
  pause,
  waitBefore,
  type DownloadSettings,
  type Wanted,
} from "../bundle/download.ts";
import { HttpStatus } from "../bundle/fetch-part.ts";
import { throwIfAborted } from "../bundle/reason.ts";
import {
  largestManifest,
  mediaTypes,
  type Descriptor,
} from "./image-manifest.ts";
import type { ImageName } from "./image-name.ts";
import type { ImageSource } from "./image-source.ts";
import {
  RegistrySignIn,
  type RegistryCredentials,
} from "./registry-sign-in.ts";

/*
 * The reading half of the distribution API (v2). Fetching, going on after a break, retries, the proxy and
 * the check of the digest are those of every other download of a bundle; this adds names and signing in.
 */

const accept = Object.values(mediaTypes).join(", ");

const hexOf = ({ digest }: Pick<Descriptor, "digest">) =>
  digest.slice("sha256:".length);

export interface RegistryOptions extends DownloadSettings {
  /** Instead of the image's own registry: `https://mirror.example`, with a path that names begin with. */
  readonly mirror?: string | undefined;
  readonly credentials?: RegistryCredentials | undefined;
}

/** Where a registry speaks the API; Docker Hub's does under another name. */
function baseOf(name: ImageName, mirror: string | undefined): URL {
  if (mirror !== undefined) return new URL(mirror);
  return new URL(
    name.registry === "docker.io"
      ? "https://registry-1.docker.io"
      : `https://${name.registry}`,
  );
}

export function registrySource(options: RegistryOptions): ImageSource {
  const signIns = new Map<string, RegistrySignIn>();

  const place = (name: ImageName) => {
    const base = baseOf(name, options.mirror);
    const prefix = base.pathname.replaceAll(/^\/+|\/+$/g, "");
    const repository =
      prefix === "" ? name.repository : `${prefix}/${name.repository}`;
    const root = `${base.origin}/v2/${repository}`;
    let signIn = signIns.get(root);
    if (signIn === undefined) {
      signIn = new RegistrySignIn(base, repository, options.credentials);
      signIns.set(root, signIn);
    }
    return { base, root, signIn };
  };

  /** The digest behind the tag, where the registry says it; HEAD does not count as a pull at Docker Hub. */
  const digestOf = async (name: ImageName): Promise<string | undefined> => {
    const { root, signIn } = place(name);
    const url = `${root}/manifests/${name.tag}`;
    const ask = async (refused?: string) => {
      const headers = await signIn.headers(refused, options.signal);
      const response = await fetch(url, {
        method: "HEAD",
        headers: { ...headers, accept },
        signal: AbortSignal.any([
          AbortSignal.timeout(options.stall ?? 30_000),
          ...(options.signal ? [options.signal] : []),
        ]),
      });
      if (!response.ok) throw new HttpStatus(response.status, response.headers);
      const digest = response.headers.get("docker-content-digest") ?? "";
      return /^sha256:[0-9a-f]{64}$/.test(digest) ? digest : undefined;
    };
    let refused: string | undefined;
    for (let tries = 1; ;) {
      throwIfAborted(options.signal);
      try {
        return await ask(refused);
      } catch (error) {
        throwIfAborted(options.signal);
        if (
          error instanceof HttpStatus &&
          error.status === 401 &&
          error.challenge !== undefined &&
          refused === undefined
        ) {
          refused = error.challenge;
          continue;
        }
        const wait = waitBefore(tries, error, options.waits);
        tries += 1;
        if (wait === undefined) throw downloadFailure(url, error);
        await pause(wait, options.signal);
      }
    }
  };

  const fetched = async (
    name: ImageName,
    path: string,
    wanted: Omit<Wanted, "places" | "headers">,
  ): Promise<string> => {
    const { root, signIn } = place(name);
    const done = await obtain(
      {
        ...wanted,
        places: [`${root}/${path}`],
        headers: async (refused) => ({
          ...(await signIn.headers(refused, options.signal)),
          accept: path.startsWith("blobs/") ? "*/*" : accept,
        }),
      },
      options,
    );
    return done.path;
  };

  const plain = async <T>(name: ImageName, work: () => Promise<T>) => {
    try {
      return await work();
    } catch (error) {
      throw imageFailure(name, place(name).base.host, error);
    }
  };

  const byDigest = async (name: ImageName, digest: string) =>
    readFile(
      await fetched(name, `manifests/${digest}`, {
        sha256: hexOf({ digest }),
        cacheName: `manifest-${hexOf({ digest })}`,
        sizeAtMost: largestManifest,
      }),
    );

  return {
    resolve: (name) =>
      plain(name, async () => {
        const digest = await digestOf(name);
        if (digest !== undefined) return byDigest(name, digest);
        return readFile(
          await fetched(name, `manifests/${name.tag}`, {
            mayChange: true,
            sizeAtMost: largestManifest,
          }),
        );
      }),
    manifest: (name, { digest }) => plain(name, () => byDigest(name, digest)),
    blob: (name, descriptor) =>
      plain(name, () =>
        fetched(name, `blobs/${descriptor.digest}`, {
          sha256: hexOf(descriptor),
          // By its hash alone: images share layers.
          cacheName: `blob-${hexOf(descriptor)}`,
          sizeAtMost: descriptor.size,
        }),
      ),
  };
}

function downloadFailure(url: string, error: unknown): unknown {
  if (failureOf(error) !== undefined) return error;
  return failed(
    "download-failed",
    {
      data: {
        url,
        reason: error instanceof Error ? error.message : String(error),
        ...(error instanceof HttpStatus && { status: error.status }),
      },
      retry: true,
    },
    { cause: error },
  );
}

/** A failed download as what it means for the image. */
function imageFailure(
  name: ImageName,
  registry: string,
  error: unknown,
): unknown {
  const failure = failureOf(error);
  if (failure?.code !== "download-failed") return error;
  const cause = { cause: error };
  const { status } = failure.data;
  if (status === 401 || status === 403)
    return failed(
      "registry-refused",
      { data: { registry, repository: name.repository } },
      cause,
    );
  if (status === 404)
    return failed(
      "image-missing",
      { data: { image: name.short, registry } },
      cause,
    );
  if (status === 429)
    return failed(
      "registry-throttles",
      { data: { registry }, retry: true },
      cause,
    );
  return error;
}
