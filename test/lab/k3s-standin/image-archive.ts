// Reads which images an archive of `docker save` or of the OCI layout holds.
import { createReadStream } from "node:fs";
import { posix } from "node:path";
import type { Readable, Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip, createZstdDecompress } from "node:zlib";
import tar from "tar-stream";

interface DockerEntry {
  Config: string;
  RepoTags: string[] | null;
  Layers: string[];
}

interface OciIndex {
  manifests?: {
    digest: string;
    annotations?: Record<string, string>;
  }[];
}

const unpacker = (path: string): Duplex | undefined => {
  if (/\.(tar\.zst|tzst)$/.test(path))
    // K3s' bundles are packed with a long window.
    return createZstdDecompress({
      params: { [constants.ZSTD_d_windowLogMax]: 27 },
    });
  if (/\.(tar\.gz|tgz)$/.test(path)) return createGunzip();
  return undefined;
};

export const isArchive = (path: string): boolean =>
  /\.(tar|tar\.gz|tgz|tar\.zst|tzst)$/.test(path);

/** As containerd writes names: with registry and tag. */
export const fullName = (name: string): string => {
  const [first = ""] = name.split("/");
  const hasRegistry =
    name.includes("/") && (/[.:]/.test(first) || first === "localhost");
  const path = hasRegistry
    ? name
    : name.includes("/")
      ? `docker.io/${name}`
      : `docker.io/library/${name}`;
  return /[:@][^/]*$/.test(path) ? path : `${path}:latest`;
};

/** Names of the images in the archive at `path`. Throws where it is broken or lacks blobs. */
export const imagesOf = async (path: string): Promise<string[]> => {
  if (!isArchive(path)) throw new Error(`unhandled file type ${path}`);
  return await imagesIn(createReadStream(path), unpacker(path));
};

const imagesIn = async (
  source: Readable,
  unpack: Duplex | undefined,
): Promise<string[]> => {
  const extract = tar.extract();
  const present = new Set<string>();
  const texts = new Map<string, string>();
  extract.on("entry", (header, stream, next) => {
    const name = posix.normalize(header.name);
    present.add(name);
    stream.on("end", next);
    if (name !== "manifest.json" && name !== "index.json") {
      stream.resume();
      return;
    }
    const parts: Buffer[] = [];
    stream.on("data", (part) => parts.push(part as Buffer));
    stream.on("end", () => texts.set(name, Buffer.concat(parts).toString()));
  });
  if (unpack === undefined) await pipeline(source, extract);
  else await pipeline(source, unpack, extract);
  const need = (name: string): void => {
    if (!present.has(posix.normalize(name)))
      throw new Error(`content digest ${name}: not found`);
  };
  const manifest = texts.get("manifest.json");
  if (manifest !== undefined)
    return (JSON.parse(manifest) as DockerEntry[]).flatMap((entry) => {
      need(entry.Config);
      entry.Layers.forEach(need);
      return (entry.RepoTags ?? []).map(fullName);
    });
  const index = texts.get("index.json");
  if (index === undefined)
    throw new Error(
      "unrecognized image format: no manifest.json, no index.json",
    );
  return ((JSON.parse(index) as OciIndex).manifests ?? []).flatMap((entry) => {
    need(`blobs/${entry.digest.replace(":", "/")}`);
    const name =
      entry.annotations?.["io.containerd.image.name"] ??
      entry.annotations?.["org.opencontainers.image.ref.name"];
    return name === undefined ? [] : [fullName(name)];
  });
};
