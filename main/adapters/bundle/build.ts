import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { failed } from "../../../common/model/failure.ts";
import {
  largestPart as fat32Limit,
  type BundleFile,
  type Manifest,
} from "../../../common/model/manifest.ts";
import type { RegistryCredentials } from "../images/registry-sign-in.ts";
import { rancherTag } from "../images/rancher-images.ts";
import { collect, type Item } from "./collect.ts";
import type { DownloadProgress, DownloadSettings } from "./download.ts";
import { checkedExtras } from "./extras.ts";
import { parseManifest } from "./manifest-text.ts";
import { signMinisign } from "./minisign.ts";
import { parseSecretKey, type SecretKey } from "./minisign-secret.ts";
import { manifestName, signatureName } from "./names.ts";
import { makeBeside, prepareOutput, replaceOutput } from "./output-folder.ts";
import { useProxy } from "./proxy.ts";
import { reasonOf, throwIfAborted, writeFailure } from "./reason.ts";
import type { Recipe } from "./recipe.ts";
import { writeIntoBundle } from "./write-file.ts";

export type BuildProgress =
  | ({ readonly phase: "download" } & DownloadProgress)
  | {
      readonly phase: "write";
      /** Inside the bundle. */
      readonly path: string;
      readonly bytes: number;
      readonly totalBytes: number;
    };

export interface BuildOptions {
  /** The bundle's folder; a bundle that is there already is replaced at the very end. */
  readonly out: string;
  /** Folder that keeps downloads for the next build. */
  readonly cache: string;
  /** Path of the minisign secret key. */
  readonly key: string;
  /** Of the secret key, where it has one. */
  readonly password?: string;
  /** Default: seconds since 1970, or one more than the bundle in `out`. */
  readonly sequence?: number;
  /** For the registry of Rancher's images. */
  readonly registry?: RegistryCredentials;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly download?: Pick<DownloadSettings, "waits" | "stall">;
  /** Bytes that one file may have at most. */
  readonly largestPart?: number;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

export interface Built {
  readonly manifest: Manifest;
  /** What the person should know; sentences. */
  readonly warnings: readonly string[];
}

async function readKey(options: BuildOptions): Promise<SecretKey> {
  let text;
  try {
    text = await readFile(options.key, "utf8");
  } catch (error) {
    throw failed(
      "key-unreadable",
      { data: { path: options.key, reason: reasonOf(error) } },
      { cause: error },
    );
  }
  return parseSecretKey(text, options.key, options.password);
}

async function writeSynced(path: string, content: string): Promise<void> {
  try {
    const handle = await open(path, "wx");
    try {
      await handle.writeFile(content);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw writeFailure(error, path);
  }
}

async function writeItem(
  { from, file }: Item,
  dir: string,
  options: BuildOptions,
): Promise<BundleFile> {
  const written = await writeIntoBundle(from, dir, file.path, {
    largestPart: options.largestPart ?? fat32Limit,
    ...(options.signal && { signal: options.signal }),
    onBytes: (bytes, totalBytes) =>
      options.onProgress?.({
        phase: "write",
        path: file.path,
        bytes,
        totalBytes,
      }),
  });
  const version = file.version ?? written.sha256.slice(0, 12);
  return { ...file, version, ...written };
}

/**
 * Builds and signs a bundle. Throws `recipe-invalid`, `key-unreadable`, `secret-missing`,
 * `passphrase-wrong`, `output-exists`, `download-failed`, `download-altered`, `image-missing`,
 * `image-wrong-arch`, `image-list-incomplete`, `registry-refused`, `registry-throttles`,
 * `registry-answer-invalid`, `file-unreadable`, `laptop-disk-full`, `aborted`; `out` is then as it was.
 */
export async function buildBundle(
  recipe: Recipe,
  options: BuildOptions,
): Promise<Built> {
  const { out, cache, signal, onProgress } = options;
  checkedExtras(recipe);
  const key = await readKey(options);
  const previous = await prepareOutput(out);
  const dir = await makeBeside(out);
  const scratch = await makeBeside(out);
  const restoreProxy = useProxy(recipe.sources.proxy);
  try {
    const { items, warnings } = await collect(recipe, scratch, {
      ...options.download,
      cache,
      ...(signal && { signal }),
      ...(options.registry && { registry: options.registry }),
      onProgress: (progress) =>
        onProgress?.({ phase: "download", ...progress }),
    });
    const files: BundleFile[] = [];
    for (const item of items) files.push(await writeItem(item, dir, options));
    const now = options.now ?? Date.now();
    const manifest: Manifest = {
      format: "forecourt-bundle/1",
      name: recipe.name,
      sequence:
        options.sequence ?? Math.max(previous + 1, Math.floor(now / 1000)),
      created: new Date(now).toISOString(),
      expires: new Date(now + recipe.expiresInDays * 86_400_000).toISOString(),
      versions: {
        k3s: recipe.k3s,
        docker: recipe.docker,
        ...(files.some(({ kind }) => kind === "rancher-images") &&
          recipe.rancher !== undefined && {
            rancher: rancherTag(recipe.rancher),
          }),
      },
      files,
    };
    const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
    const content = Buffer.from(text, "utf8");
    parseManifest(content);
    const comment = `forecourt bundle ${manifest.sequence} of ${manifest.created}`;
    throwIfAborted(signal);
    await writeSynced(join(dir, manifestName), text);
    await writeSynced(
      join(dir, signatureName),
      signMinisign(content, key, comment),
    );
    await replaceOutput(dir, out);
    return { manifest, warnings };
  } finally {
    restoreProxy();
    await rm(dir, { recursive: true, force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}
