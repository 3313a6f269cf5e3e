// The image bundle of a release, small but whole: every image that the version
// names, in one archive as `docker save` writes it. busybox is a real image.
import { createCipheriv, createHash } from "node:crypto";
import {
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { constants, gzip, zstdCompress } from "node:zlib";
import tar from "tar-stream";
import { unpackDebian } from "../debian-files.ts";
import { systemImages } from "./system-images.ts";

type Architecture = "amd64" | "arm64" | "arm";

export interface AirgapOptions {
  /** Bytes that do not compress, so that an upload takes its time. */
  padding?: number;
  /** Only amd64 gets a busybox that runs. */
  architecture?: Architecture;
}

interface Head {
  name: string;
  type?: "directory" | "symlink";
  mode?: number;
  linkname?: string;
}

type Entry = readonly [Head, (Buffer | string)?];

const tarOf = async (entries: readonly Entry[]): Promise<Buffer> => {
  const pack = tar.pack();
  const parts: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    pack.on("data", (part) => parts.push(part as Buffer));
    pack.on("end", () => resolve(Buffer.concat(parts)));
    pack.on("error", reject);
  });
  for (const [header, content] of entries)
    pack.entry({ mtime: new Date(0), ...header }, content ?? "");
  pack.finalize();
  return await whole;
};

/** The same bytes each time, and no compressor can shorten them. */
const noise = (size: number): Buffer =>
  createCipheriv("aes-256-ctr", Buffer.alloc(32, 7), Buffer.alloc(16)).update(
    Buffer.alloc(size),
  );

const busyboxLayer = async (): Promise<Buffer> => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-busybox-"));
  try {
    await unpackDebian(["busybox-static"], folder);
    const program = ["bin/busybox", "usr/bin/busybox"]
      .map((path) => join(folder, path))
      .map((path) => {
        try {
          return readFileSync(path);
        } catch {
          return undefined;
        }
      })
      .find((content) => content !== undefined);
    if (program === undefined)
      throw new Error("busybox-static holds no busybox");
    return await tarOf([
      ...["bin", "etc", "tmp", "proc", "sys", "dev"].map((name): Entry => [
        { name, type: "directory", mode: 0o755 },
      ]),
      [{ name: "bin/busybox", mode: 0o755 }, program],
      ...["sh", "echo", "cat", "ls", "true", "sleep", "uname", "wget"].map(
        (name): Entry => [
          { name: `bin/${name}`, type: "symlink", linkname: "busybox" },
        ],
      ),
      [{ name: "etc/passwd" }, "root:x:0:0:root:/:/bin/sh\n"],
      [{ name: "etc/group" }, "root:x:0:\n"],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const sha256 = (content: Buffer | string): string =>
  createHash("sha256").update(content).digest("hex");

/** Content of the release's k3s-images.txt. */
export const imageList = (version: string): string =>
  `${Object.values(systemImages(version)).sort().join("\n")}\n`;

const layerOf = async (
  image: string,
  name: string,
  architecture: Architecture,
  padding: number,
): Promise<Buffer> => {
  if (image === "busybox" && architecture === "amd64")
    return await busyboxLayer();
  const entries: Entry[] = [
    [{ name: "about" }, `${name}: nothing but a name, for tests\n`],
  ];
  if (image === "traefik" && padding > 0)
    entries.push([{ name: "padding" }, noise(padding)]);
  return await tarOf(entries);
};

/**
 * Writes the image bundle of K3s `version` to `file`; its ending (.tar, .tar.gz, .tar.zst)
 * says how it is packed. About `padding` bytes large (60 MB).
 */
export const buildAirgapImages = async (
  version: string,
  file: string,
  { padding = 60_000_000, architecture = "amd64" }: AirgapOptions = {},
): Promise<void> => {
  const entries = new Map<string, Buffer | string>();
  const manifest: object[] = [];
  for (const [image, name] of Object.entries(systemImages(version))) {
    const layer = await layerOf(image, name, architecture, padding);
    const digest = sha256(layer);
    const config = JSON.stringify({
      architecture,
      os: "linux",
      created: "2026-01-01T00:00:00Z",
      config: {
        Cmd: ["sh"],
        Env: ["PATH=/bin:/sbin:/usr/bin:/usr/sbin"],
        Labels: { name },
      },
      rootfs: { type: "layers", diff_ids: [`sha256:${digest}`] },
      history: [{ created: "2026-01-01T00:00:00Z", created_by: "forecourt" }],
    });
    const configFile = `${sha256(config)}.json`;
    entries.set(configFile, config);
    entries.set(`${digest}/layer.tar`, layer);
    manifest.push({
      Config: configFile,
      RepoTags: [name.replace("docker.io/", "")],
      Layers: [`${digest}/layer.tar`],
    });
  }
  const whole = await tarOf([
    ...[...entries].map(([name, content]): Entry => [{ name }, content]),
    [{ name: "manifest.json" }, JSON.stringify(manifest)],
  ]);
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, await packed(whole, file));
  renameSync(unfinished, file);
};

const packed = async (whole: Buffer, file: string): Promise<Buffer> => {
  if (file.endsWith(".zst"))
    return await promisify(zstdCompress)(whole, {
      // The window of K3s' own bundles: whoever reads them must allow for it.
      params: {
        [constants.ZSTD_c_windowLog]: 25,
        [constants.ZSTD_c_enableLongDistanceMatching]: 1,
      },
    });
  return file.endsWith("gz") ? await promisify(gzip)(whole) : whole;
};
