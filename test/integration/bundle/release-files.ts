import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { pack } from "tar-stream";
import {
  parseRecipe,
  type Recipe,
} from "../../../main/adapters/bundle/recipe.ts";
import { formatPublicKey } from "../../../main/adapters/bundle/minisign.ts";
import {
  formatSecretKey,
  generateSecretKey,
} from "../../../main/adapters/bundle/minisign-secret.ts";
import type { ReleaseServer } from "./release-server.ts";

export const k3s = "v1.35.5+k3s1";
export const release = "/k3s/v1.35.5%2Bk3s1";
export const docker = "29.1.0";
export const imageList = [
  "docker.io/rancher/mirrored-library-busybox:1.37.0",
  "docker.io/rancher/mirrored-pause:3.6",
];

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** An archive as `docker save` writes it: busybox, and pause, whose layer is a link to an equal one. */
export async function savedImages(withBusybox = true): Promise<Buffer> {
  const tar = pack();
  const layer = randomBytes(40_000);
  tar.entry({ name: "aa.json" }, '{"architecture":"amd64"}');
  tar.entry({ name: "aa/layer.tar" }, layer);
  tar.entry({ name: "bb.json" }, '{"architecture":"amd64","pause":true}');
  tar.entry({
    name: "bb/layer.tar",
    type: "symlink",
    linkname: "../aa/layer.tar",
  });
  const busybox = withBusybox ? "busybox" : "other";
  tar.entry(
    { name: "manifest.json" },
    JSON.stringify([
      {
        Config: "aa.json",
        RepoTags: ["rancher/mirrored-pause:3.6"],
        Layers: ["aa/layer.tar"],
      },
      {
        Config: "bb.json",
        RepoTags: [`rancher/mirrored-library-${busybox}:1.37.0`],
        Layers: ["bb/layer.tar"],
      },
    ]),
  );
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Lays a release for these architectures out on the server, like the real ones. */
export async function layOut(
  { files }: ReleaseServer,
  { gz = false, busybox = true } = {},
): Promise<void> {
  const tar = await savedImages(busybox);
  const images = gz ? gzipSync(tar) : zstdCompressSync(tar);
  const ending = gz ? "tar.gz" : "tar.zst";
  for (const [suffix, name, machine] of [
    ["", "amd64", "x86_64"],
    ["-arm64", "arm64", "aarch64"],
    ["-armhf", "arm", "armhf"],
  ] as const) {
    const binary = randomBytes(300_000);
    const imagesName = `k3s-airgap-images-${name}.${ending}`;
    files.set(`${release}/k3s${suffix}`, binary);
    files.set(`${release}/${imagesName}`, images);
    files.set(
      `${release}/sha256sum-${name}.txt`,
      Buffer.from(
        `${sha256(images)}  ${imagesName}\n${sha256(binary)}  k3s${suffix}\n`,
      ),
    );
    files.set(
      `/docker/${machine}/docker-${docker}.tgz`,
      gzipSync(randomBytes(200_000)),
    );
  }
  files.set(
    `${release}/k3s-images.txt`,
    Buffer.from(`${imageList.join("\n")}\n`),
  );
  files.set(
    `/script/v1.35.5%2Bk3s1/install.sh`,
    Buffer.from("#!/bin/sh\necho install\n"),
  );
}

export function recipeFor(
  base: string,
  more = "",
  architectures = "[amd64]",
): Recipe {
  return parseRecipe(
    `name: test
k3s: ${k3s}
docker: ${docker}
architectures: ${architectures}
sources: { k3s: "${base}/k3s", k3sScript: "${base}/script", docker: "${base}/docker" }
${more}`,
    "/nowhere/bundle.yaml",
  );
}

export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "forecourt-bundle-"));
}

/** A key pair: path of the secret one, text of the public one. */
export async function keyPair(folder: string, name = "key") {
  const key = generateSecretKey();
  const secret = join(folder, `${name}.key`);
  await writeFile(secret, await formatSecretKey(key), { mode: 0o600 });
  return { secret, public: formatPublicKey(key) };
}
