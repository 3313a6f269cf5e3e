import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesFor } from "../../../common/model/manifest.ts";
import { eachEntry } from "../../../main/adapters/bundle/image-archive.ts";
import { imagesOf } from "../../lab/k3s-standin/image-archive.ts";
import { ReleaseServer } from "./release-server.ts";
import { digestOf } from "./registry-server.ts";
import { names, rancherWorkshop } from "./rancher-workshop.ts";
import { refused } from "./workshop.ts";

const { shop, rancher } = rancherWorkshop();

async function contentOf(path: string): Promise<Map<string, Buffer>> {
  const content = new Map<string, Buffer>();
  await eachEntry(path, async ({ name, bytes }) => {
    if (content.has(name)) throw new Error(`${name} twice`);
    content.set(name, await bytes(10_000_000));
  });
  return content;
}

test("Rancher's images come along for each architecture, once each, every digest right", async () => {
  const { manifest } = await shop.build(rancher.recipe("", "[amd64, arm64]"));
  expect(manifest.versions.rancher).toBe("v2.14.4");
  const [file] = filesFor(manifest, "arm64", "rancher-images");
  expect(file).toMatchObject({
    version: "v2.14.4",
    arch: "arm64",
    target:
      "/var/lib/rancher/k3s/agent/images/rancher-images-v2.14.4-arm64.tar",
  });
  for (const arch of ["amd64", "arm64"]) {
    // The lab's K3s reads it like containerd: a missing blob would throw.
    expect(await imagesOf(rancher.archive(arch))).toEqual(
      names.map((name) => `docker.io/${name}`),
    );
    const content = await contentOf(rancher.archive(arch));
    for (const [name, bytes] of content)
      if (name.startsWith("blobs/"))
        expect(digestOf(bytes)).toBe(
          name.slice("blobs/".length).replace("/", ":"),
        );
    const index = JSON.parse(content.get("index.json")?.toString() ?? "") as {
      manifests: { digest: string; annotations: Record<string, string> }[];
    };
    expect(
      index.manifests.map(
        ({ annotations }) => annotations["io.containerd.image.name"],
      ),
    ).toEqual(names.map((name) => `docker.io/${name}`));
    const first = content.get(
      `blobs/${index.manifests[0]?.digest.replace(":", "/") ?? ""}`,
    );
    const { config } = JSON.parse(first?.toString() ?? "") as {
      config: { digest: string };
    };
    expect(
      JSON.parse(
        content.get(`blobs/${config.digest.replace(":", "/")}`)?.toString() ??
          "",
      ),
    ).toMatchObject({ architecture: arch });
  }
});

test("the same images make the same archive; a second build fetches no blob again", async () => {
  await shop.build(rancher.recipe());
  const first = await readFile(rancher.archive());
  const fetched = rancher.registry.count("/blobs/");
  await shop.build(rancher.recipe());
  expect((await readFile(rancher.archive())).equals(first)).toBe(true);
  expect(rancher.registry.count("/blobs/")).toBe(fetched);
  // Two layers and two configs, though four images have the one layer.
  expect(fetched).toBe(4);
});

test("under a registry's name too, where Rancher has a default one", async () => {
  await shop.build(
    rancher.recipe("rancherImages: { registry: registry.example:5000 }"),
  );
  expect(await imagesOf(rancher.archive())).toContain(
    "registry.example:5000/rancher/rancher-agent:v2.14.4",
  );
});

test("no images without a Rancher, or where the recipe wants none; more where it wants more", async () => {
  const { manifest } = await shop.build(
    rancher.recipe("rancherImages: { include: false }"),
  );
  expect(manifest.versions).not.toHaveProperty("rancher");
  expect(rancher.registry.requests).toEqual([]);
  rancher.registry.addImage("rancher/system-agent:v0.14.0-suc");
  await shop.build(
    rancher.recipe("rancherImages: { for: [day-2-operations] }"),
  );
  expect(await imagesOf(rancher.archive())).toContain(
    "docker.io/rancher/system-agent:v0.14.0-suc",
  );
});

test("tokens: asked for once per repository, and anew when the registry wants a fresh one", async () => {
  rancher.registry.tokens = true;
  await shop.build(rancher.recipe());
  expect(rancher.registry.count("/token")).toBe(names.length);
  await rm(join(shop.folder, "cache"), { recursive: true });
  rancher.registry.usesOfToken = 1;
  await shop.build(rancher.recipe());
});

test("blobs from a storage elsewhere: followed, and it never sees the token", async () => {
  const storage = new ReleaseServer();
  await storage.start();
  try {
    for (const [digest, body] of rancher.registry.blobs)
      storage.files.set(`/blobs/${digest}`, body);
    rancher.registry.tokens = true;
    rancher.registry.storage = storage.base.replace("127.0.0.1", "localhost");
    const seen: (string | undefined)[] = [];
    for (const url of storage.files.keys())
      storage.tricks.set(url, [
        (request, response, body) => {
          seen.push(request.headers.authorization);
          response.end(body);
        },
      ]);
    await shop.build(rancher.recipe());
    expect(seen).toHaveLength(4);
    expect(new Set(seen)).toEqual(new Set([undefined]));
  } finally {
    await storage.stop();
  }
});

test("a registry that does not say the digest will do", async () => {
  rancher.registry.saysDigest = false;
  await shop.build(rancher.recipe());
  expect(await imagesOf(rancher.archive())).toHaveLength(names.length);
});

test("a folder in the OCI layout instead of a registry, and its damages", async () => {
  const folder = join(shop.folder, "layout");
  await mkdir(join(folder, "blobs/sha256"), { recursive: true });
  const put = async (body: Buffer) =>
    writeFile(join(folder, "blobs", digestOf(body).replace(":", "/")), body);
  for (const body of rancher.registry.blobs.values()) await put(body);
  for (const { body } of rancher.registry.manifests.values()) await put(body);
  const manifests = names.map((name) => {
    const { type, body } = rancher.registry.manifests.get(name) ?? {
      type: "",
      body: Buffer.alloc(0),
    };
    return {
      mediaType: type,
      digest: digestOf(body),
      size: body.length,
      annotations: { "org.opencontainers.image.ref.name": `docker.io/${name}` },
    };
  });
  await writeFile(
    join(folder, "index.json"),
    JSON.stringify({ schemaVersion: 2, manifests }),
  );
  const local = rancher.recipe();
  local.sources.registry = folder;
  await shop.build(local);
  expect(rancher.registry.requests).toEqual([]);
  expect(await imagesOf(rancher.archive())).toHaveLength(names.length);

  const blob = join(
    folder,
    "blobs",
    rancher.largeBlob().split("/").at(-1)?.replace(":", "/") ?? "",
  );
  const bytes = await readFile(blob);
  bytes[77] = (bytes[77] ?? 0) ^ 1;
  await writeFile(blob, bytes);
  await expect(shop.build(local)).rejects.toMatchObject(
    refused("download-altered", { url: blob }),
  );
  await rm(blob);
  await expect(shop.build(local)).rejects.toMatchObject(
    refused("image-missing", { registry: folder }),
  );
  await rm(join(folder, "index.json"));
  await expect(shop.build(local)).rejects.toMatchObject(
    refused("file-unreadable"),
  );
});
