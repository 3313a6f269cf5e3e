import { spawn } from "node:child_process";
import {
  mkdir,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { BuildProgress } from "../../../main/adapters/bundle/build.ts";
import { bundleInfo } from "../../../main/adapters/bundle/info.ts";
import { readImageArchive } from "../../../main/adapters/bundle/image-archive.ts";
import { openBundle } from "../../../main/adapters/bundle/open.ts";
import { filesFor } from "../../../common/model/manifest.ts";
import {
  k3s,
  keyPair,
  layOut,
  recipeFor,
  release,
  sha256,
} from "./release-files.ts";
import { binary, refused, workshop } from "./workshop.ts";

const shop = workshop();

test("builds, signs, and verifies a bundle for three architectures", async () => {
  const seen: BuildProgress[] = [];
  const built = await shop.build(
    recipeFor(shop.server.base, "", "[amd64, arm64, arm]"),
    {
      onProgress: (progress) => seen.push(progress),
    },
  );
  expect(built.warnings).toEqual([]);
  expect(await shop.results()).toEqual(["bundle"]);
  const bundle = await shop.open();
  expect(bundle.manifest).toEqual(built.manifest);
  let hashed = 0;
  await bundle.verify(bundle.manifest.files, {
    onBytes: (bytes) => (hashed += bytes),
  });
  const info = bundleInfo(bundle);
  expect(hashed).toBe(info.totalBytes);
  expect(info.architectures.map(({ arch, lacks }) => [arch, lacks])).toEqual([
    ["amd64", []],
    ["arm64", []],
    ["arm", []],
  ]);
  expect(info.daysLeft).toBe(364);
  const [k3sBinary] = filesFor(bundle.manifest, "arm", "k3s-binary");
  expect(k3sBinary).toMatchObject({
    path: "arm/k3s",
    version: k3s,
    target: "/usr/local/bin/k3s",
    mode: "0755",
    sha256: sha256(
      shop.server.files.get(`${release}/k3s-armhf`) ?? Buffer.alloc(0),
    ),
  });
  const [list] = filesFor(bundle.manifest, "arm", "k3s-image-list");
  expect(list && (await bundle.text(list))).toContain("mirrored-pause");
  expect(seen.some(({ phase }) => phase === "download")).toBe(true);
  expect(seen.some(({ phase }) => phase === "write")).toBe(true);
});

test("takes busybox out of the K3s images to prove Docker with", async () => {
  await shop.build();
  const { images, links } = await readImageArchive(
    join(shop.out, "amd64/docker-proof-image.tar"),
  );
  expect(images).toEqual([
    {
      Config: "bb.json",
      RepoTags: ["rancher/mirrored-library-busybox:1.37.0"],
      Layers: ["bb/layer.tar"],
    },
  ]);
  expect(links.size).toBe(0);
});

test("without busybox the bundle is built, with a warning; .tar.gz will do", async () => {
  shop.server.files.clear();
  await layOut(shop.server, { gz: true, busybox: false });
  const { warnings, manifest } = await shop.build();
  expect(warnings.join("\n")).toMatch(/no busybox/);
  expect(warnings.join("\n")).toMatch(/lacks images.*busybox/);
  expect(manifest.files.map(({ path }) => path)).toContain(
    "amd64/k3s-airgap-images-amd64.tar.gz",
  );
});

test("a second build downloads nothing again, and its sequence grows", async () => {
  const first = await shop.build();
  const before = shop.server.count(binary);
  const second = await shop.build(undefined, { now: Date.now() - 1000_000 });
  expect(shop.server.count(binary)).toBe(before);
  expect(second.manifest.sequence).toBe(first.manifest.sequence + 1);
  expect(await shop.results()).toEqual(["bundle"]);
});

test("large files are split, read over the seams, and verified", async () => {
  const { manifest } = await shop.build(undefined, { largestPart: 70_001 });
  const bundle = await shop.open();
  const file = manifest.files.find(({ path }) => path === "amd64/k3s");
  if (file === undefined) throw new Error("no k3s");
  expect(file.parts?.map(({ size }) => size)).toEqual([
    70_001, 70_001, 70_001, 70_001, 19_996,
  ]);
  const original = shop.server.files.get(binary) ?? Buffer.alloc(0);
  const pieces: Buffer[] = [];
  for await (const piece of bundle.source(file).read(69_990, 140_100))
    pieces.push(Buffer.from(piece));
  expect(Buffer.concat(pieces).equals(original.subarray(69_990, 140_100))).toBe(
    true,
  );
  await bundle.verify(manifest.files);
  await rm(join(shop.out, "amd64/k3s.003"));
  await expect(bundle.verify([file])).rejects.toMatchObject(
    refused("bundle-file-missing", { path: "amd64/k3s.003" }),
  );
});

test("one altered byte is found, in verify and in text; so is a missing file", async () => {
  await shop.build();
  const bundle = await shop.open();
  await bundle.verify(bundle.manifest.files);
  for (const path of ["amd64/k3s", "install.sh"]) {
    const bytes = await readFile(join(shop.out, path));
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    await writeFile(join(shop.out, path), bytes);
    await expect(bundle.verify(bundle.manifest.files)).rejects.toMatchObject(
      refused("bundle-file-altered", { path }),
    );
    const file = bundle.manifest.files.find((each) => each.path === path);
    if (file === undefined) throw new Error(path);
    await expect(bundle.text(file)).rejects.toMatchObject(
      refused("bundle-file-altered", { path }),
    );
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    await writeFile(join(shop.out, path), bytes);
  }
  await rm(join(shop.out, "k3s-images.txt"));
  await expect(bundle.verify(bundle.manifest.files)).rejects.toMatchObject(
    refused("bundle-file-missing", { path: "k3s-images.txt" }),
  );
});

test("unsigned, altered, by another key, expired, older: each with its code", async () => {
  const { manifest } = await shop.build();
  await expect(openBundle(shop.out)).rejects.toMatchObject(
    refused("signature-key-unknown"),
  );
  const other = await keyPair(shop.folder, "other");
  await expect(shop.open({ trustKeys: [other.public] })).rejects.toMatchObject(
    refused("signature-key-unknown"),
  );
  await expect(
    shop.open({ now: Date.parse(manifest.expires) }),
  ).rejects.toMatchObject(
    refused("bundle-expired", { expires: manifest.expires }),
  );
  await expect(
    shop.open({ lowestSequence: () => manifest.sequence + 1 }),
  ).rejects.toMatchObject(
    refused("bundle-older", {
      sequence: manifest.sequence,
      seen: manifest.sequence + 1,
    }),
  );
  await shop.open({ lowestSequence: () => manifest.sequence });
  const path = join(shop.out, "manifest.json");
  await writeFile(
    path,
    (await readFile(path, "utf8")).replace('"test"', '"tesT"'),
  );
  await expect(shop.open()).rejects.toMatchObject(refused("signature-invalid"));
  await rm(join(shop.out, "manifest.json.minisig"));
  await expect(shop.open()).rejects.toMatchObject(refused("manifest-unsigned"));
  await rm(path);
  await expect(shop.open()).rejects.toMatchObject(
    refused("bundle-missing", { path: shop.out }),
  );
});

test("extras and RPMs, from files and URLs", async () => {
  shop.server.files.set(
    "/rpm/k3s-selinux-1.6-1.el9.noarch.rpm",
    Buffer.from("rpm"),
  );
  const app = join(shop.folder, "app.tar.zst");
  await writeFile(app, "app");
  const { manifest } = await shop.build(
    recipeFor(
      shop.server.base,
      `selinux: { rpms: ["${shop.server.base}/rpm/k3s-selinux-1.6-1.el9.noarch.rpm"] }
extra:
  k3sImages: [{ from: "${app}", arch: amd64 }]
  dockerImages: ["${app}"]
  files: [{ from: "${app}", to: /etc/app.conf, mode: "0600" }]`,
    ),
  );
  expect(
    manifest.files
      .slice(-4)
      .map(({ kind, arch, target, mode }) => [kind, arch, target, mode]),
  ).toEqual([
    [
      "k3s-selinux-rpm",
      "any",
      "/var/lib/forecourt/bundle/k3s-selinux-1.6-1.el9.noarch.rpm",
      "0644",
    ],
    [
      "k3s-extra-images",
      "amd64",
      "/var/lib/rancher/k3s/agent/images/app.tar.zst",
      "0644",
    ],
    [
      "docker-extra-images",
      "any",
      "/var/lib/forecourt/bundle/app.tar.zst",
      "0644",
    ],
    ["file", "any", "/etc/app.conf", "0600"],
  ]);
  await (await shop.open()).verify(manifest.files);
});

test("a folder that is no bundle is not touched", async () => {
  await mkdir(shop.out);
  await shop.build(); // empty: fine
  await rm(shop.out, { recursive: true });
  await mkdir(shop.out);
  await writeFile(join(shop.out, "holiday.jpg"), "x");
  await expect(shop.build()).rejects.toMatchObject(
    refused("output-exists", { path: shop.out }),
  );
  expect(await readdir(shop.out)).toEqual(["holiday.jpg"]);
});

test("an aborted build leaves the bundle that was there", async () => {
  const { manifest } = await shop.build();
  const stop = new AbortController();
  await expect(
    shop.build(undefined, {
      signal: stop.signal,
      onProgress: ({ phase }) => phase === "write" && stop.abort(),
    }),
  ).rejects.toMatchObject(refused("aborted"));
  expect((await shop.open()).manifest).toEqual(manifest);
  expect(await shop.results()).toEqual(["bundle"]);
});

test("a killed build leaves nothing that looks like a bundle; the next cleans up", async () => {
  const code = `
    import { buildBundle } from ${JSON.stringify(pathToFileURL(join(process.cwd(), "main/adapters/bundle/build.ts")).href)};
    const { recipe, options } = JSON.parse(process.argv[1]);
    await buildBundle(recipe, { ...options, onProgress: (p) => {
      if (p.phase === "write" && p.path === "amd64/k3s") process.kill(process.pid, "SIGKILL");
    } });`;
  const options = {
    out: shop.out,
    cache: join(shop.folder, "cache"),
    key: shop.key.secret,
  };
  const child = spawn(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      code,
      JSON.stringify({ recipe: recipeFor(shop.server.base), options }),
    ],
    { stdio: "inherit" },
  );
  const signal = await new Promise((resolve) =>
    child.on("exit", (_code, by) => resolve(by)),
  );
  expect(signal).toBe("SIGKILL");
  const left = await shop.results();
  expect(left.some((name) => name.startsWith("bundle.new-"))).toBe(true);
  for (const name of left) {
    await expect(
      openBundle(join(shop.folder, name), { trustKeys: [shop.key.public] }),
    ).rejects.toMatchObject(refused("bundle-missing"));
  }
  await shop.build();
  expect(await shop.results()).toEqual(["bundle"]);
  expect((await stat(shop.out)).isDirectory()).toBe(true);
});
