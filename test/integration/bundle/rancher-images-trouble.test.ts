import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mediaTypes } from "../../../main/adapters/images/image-manifest.ts";
import { alter, answer, breakOff, fallSilent } from "./registry-server.ts";
import { rancherWorkshop } from "./rancher-workshop.ts";
import { refused } from "./workshop.ts";

const { shop, rancher } = rancherWorkshop();

test("an account: used for the token only; without it or with a wrong one refused", async () => {
  rancher.registry.account = { user: "fred", password: "topsecret" };
  await shop.build(rancher.recipe(), { registry: rancher.registry.account });
  for (const { url, authorization } of rancher.registry.requests)
    if (!url.startsWith("/token"))
      expect(authorization ?? "").not.toMatch(/^Basic/);
  await rm(join(shop.folder, "cache"), { recursive: true });
  const host = new URL(rancher.registry.base).host;
  for (const given of [undefined, { user: "fred", password: "other" }])
    await expect(
      shop.build(rancher.recipe(), given && { registry: given }),
    ).rejects.toMatchObject(
      refused("registry-refused", {
        registry: host,
        repository: "rancher/rancher-agent",
      }),
    );
});

test("an account is not sent over plain HTTP to another computer", async () => {
  const path = "/v2/rancher/rancher-agent/manifests/v2.14.4";
  const challenge = {
    "www-authenticate": 'Bearer realm="http://elsewhere.invalid/token"',
  };
  rancher.registry.trick(path, answer(401, challenge));
  const before = globalThis.fetch;
  const asked: { url: string; headers: Headers }[] = [];
  globalThis.fetch = (input, init) => {
    asked.push({
      url: input instanceof Request ? input.url : String(input),
      headers: new Headers(init?.headers),
    });
    return before(input, init);
  };
  try {
    await expect(
      shop.build(rancher.recipe(), {
        registry: { user: "fred", password: "topsecret" },
      }),
    ).rejects.toMatchObject(refused("download-failed"));
  } finally {
    globalThis.fetch = before;
  }
  const token = asked.filter(({ url }) => url.includes("elsewhere.invalid"));
  expect(token.length).toBeGreaterThan(0);
  for (const { headers } of token)
    expect(headers.get("authorization")).toBeNull();
});

test("a blob that breaks off goes on where it broke; one that stalls is tried again", async () => {
  rancher.registry.trick(
    rancher.largeBlob(),
    breakOff(150_000),
    fallSilent(1000),
  );
  await shop.build(rancher.recipe());
  const asked = rancher.registry.requests.filter(
    ({ url }) => url === rancher.largeBlob(),
  );
  expect(asked).toHaveLength(3);
  expect(asked[1]?.range).toMatch(/^bytes=[1-9]/);
});

test("429 and 503 pass; the wait that the registry asks for is kept", async () => {
  const path = "/v2/rancher/shell/manifests/v0.7.1";
  rancher.registry.trick(
    path,
    answer(429, { "retry-after": "1" }),
    answer(503),
  );
  const before = Date.now();
  await shop.build(rancher.recipe());
  expect(Date.now() - before).toBeGreaterThanOrEqual(1000);
  expect(rancher.registry.count(path, "HEAD")).toBe(3);
});

test("429 for ever is told apart from a bad line", async () => {
  const path = "/v2/rancher/shell/manifests/v0.7.1";
  rancher.registry.trick(path, ...Array.from({ length: 9 }, () => answer(429)));
  await expect(shop.build(rancher.recipe())).rejects.toMatchObject(
    refused("registry-throttles", {
      registry: new URL(rancher.registry.base).host,
    }),
  );
  expect(await shop.results()).toEqual([]);
});

test("altered bytes are refused and not kept: a blob, a manifest of a list", async () => {
  rancher.registry.trick(rancher.largeBlob(), alter);
  await expect(shop.build(rancher.recipe())).rejects.toMatchObject(
    refused("download-altered"),
  );
  await shop.build(rancher.recipe());
  await rm(join(shop.folder, "cache"), { recursive: true });
  const child = [...rancher.registry.manifests.keys()].find((key) =>
    key.startsWith("rancher/shell@"),
  );
  rancher.registry.trick(
    `/v2/rancher/shell/manifests/${child?.split("@")[1] ?? ""}`,
    alter,
  );
  await expect(shop.build(rancher.recipe())).rejects.toMatchObject(
    refused("download-altered"),
  );
  await shop.build(rancher.recipe());
});

test("more bytes than the manifest says are not taken", async () => {
  rancher.registry.trick(rancher.largeBlob(), (_request, response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      response.once("drain", more);
    };
    more();
  });
  await expect(shop.build(rancher.recipe())).rejects.toMatchObject(
    refused("download-failed", {
      reason: expect.stringMatching(/larger than/) as string,
    }),
  );
});

test("missing: the image, the architecture; a list that holds another than it says", async () => {
  rancher.registry.manifests.delete("rancher/shell:v0.7.1");
  await expect(shop.build(rancher.recipe())).rejects.toMatchObject(
    refused("image-missing", { image: "rancher/shell:v0.7.1" }),
  );
  rancher.registry.addImage("rancher/shell:v0.7.1", {
    architectures: ["amd64"],
  });
  await expect(
    shop.build(rancher.recipe("", "[amd64, arm64]")),
  ).rejects.toMatchObject(
    refused("image-wrong-arch", {
      image: "rancher/shell:v0.7.1",
      arch: "arm64",
    }),
  );
  rancher.registry.addImage("rancher/shell:v0.7.1", { really: "s390x" });
  await expect(shop.build(rancher.recipe())).rejects.toMatchObject(
    refused("image-wrong-arch", {
      image: "rancher/shell:v0.7.1",
      arch: "amd64",
    }),
  );
});

test.each([
  ["a page", "<html>sign in</html>"],
  ["an empty object", {}],
  ["schema 1", { schemaVersion: 1, manifests: [] }],
  [
    "a layer by md5",
    {
      schemaVersion: 2,
      config: { mediaType: "x", digest: `sha256:${"a".repeat(64)}`, size: 2 },
      layers: [{ mediaType: "x", digest: "md5:1", size: 2 }],
    },
  ],
  [
    "a way out of the cache",
    {
      schemaVersion: 2,
      config: { mediaType: "x", digest: "sha256:../../../etc/passwd", size: 2 },
      layers: [],
    },
  ],
  [
    "a config of gigabytes",
    {
      schemaVersion: 2,
      config: {
        mediaType: "x",
        digest: `sha256:${"a".repeat(64)}`,
        size: 5_000_000_000,
      },
      layers: [{ mediaType: "x", digest: `sha256:${"b".repeat(64)}`, size: 2 }],
    },
  ],
])("in place of a manifest: %s", async (_name, value) => {
  rancher.registry.addIndex(
    "rancher/shell:v0.7.1",
    mediaTypes.dockerManifest,
    value,
  );
  await expect(shop.build(rancher.recipe())).rejects.toMatchObject(
    refused("registry-answer-invalid", { image: "rancher/shell:v0.7.1" }),
  );
});

test("a list without the agent is refused and asked for again next time", async () => {
  const path = "/rancher/v2.14.4/rancher-images.txt";
  const right = shop.server.files.get(path) ?? Buffer.alloc(0);
  shop.server.files.set(path, Buffer.from("rancher/rancher-agent:v2.14.3\n"));
  await expect(shop.build(rancher.recipe())).rejects.toMatchObject(
    refused("image-list-incomplete", {
      version: "v2.14.4",
      image: "rancher/rancher-agent",
    }),
  );
  shop.server.files.set(path, right);
  await shop.build(rancher.recipe());
});
