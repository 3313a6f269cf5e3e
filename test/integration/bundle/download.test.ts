import { createServer, request as ask } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docker, recipeFor, release, sha256 } from "./release-files.ts";
import { tricks } from "./release-server.ts";
import { binary, images, refused, workshop } from "./workshop.ts";

const shop = workshop();

test("a wrong hash is refused and not kept", async () => {
  const right = shop.server.files.get(binary) ?? Buffer.alloc(0);
  shop.server.files.set(binary, Buffer.alloc(right.length, 7));
  await expect(shop.build()).rejects.toMatchObject(
    refused("download-altered", { url: shop.server.base + binary }),
  );
  expect(await shop.results()).toEqual([]);
  shop.server.files.set(binary, right);
  await shop.build();
});

test("an altered install script is refused where the recipe pins it, likewise Docker", async () => {
  const other = "0".repeat(64);
  await expect(
    shop.build(recipeFor(shop.server.base, `installScriptSha256: "${other}"`)),
  ).rejects.toMatchObject(refused("download-altered"));
  await expect(
    shop.build(
      recipeFor(shop.server.base, `dockerSha256: { amd64: "${other}" }`),
    ),
  ).rejects.toMatchObject(refused("download-altered"));
});

test("404 fails at once and names the URL", async () => {
  shop.server.files.delete(`/docker/x86_64/docker-${docker}.tgz`);
  const url = `/docker/x86_64/docker-${docker}.tgz`;
  await expect(shop.build()).rejects.toMatchObject(
    refused("download-failed", { url: shop.server.base + url, status: 404 }),
  );
  expect(shop.server.count(url)).toBe(1);
});

test("500 and then well; 500 for ever", async () => {
  shop.server.tricks.set(binary, [tricks.status(500), tricks.status(503)]);
  await shop.build();
  expect(shop.server.count(binary)).toBe(3);
  await rm(join(shop.folder, "cache"), { recursive: true });
  shop.server.tricks.set(
    binary,
    Array.from({ length: 9 }, () => tricks.status(500)),
  );
  await expect(shop.build()).rejects.toMatchObject(
    refused("download-failed", { status: 500 }),
  );
});

test("a truncated download goes on where it broke off", async () => {
  shop.server.tricks.set(binary, [tricks.truncate(100_000)]);
  await shop.build();
  const [first, second] = shop.server.requests.filter(
    ({ url }) => url === binary,
  );
  expect(first?.range).toBeUndefined();
  expect(second?.range).toMatch(/^bytes=[1-9]\d*-$/);
  await (await shop.open()).verify((await shop.open()).manifest.files);
});

test("the next build goes on with what a failed one left", async () => {
  shop.server.tricks.set(binary, [tricks.truncate(100_000)]);
  await expect(
    shop.build(undefined, { download: { waits: [] } }),
  ).rejects.toMatchObject(refused("download-failed"));
  await shop.build();
  expect(
    shop.server.requests.filter(({ url }) => url === binary).at(-1)?.range,
  ).toMatch(/^bytes=[1-9]/);
});

test("another file behind the same URL is not glued to the first one's beginning", async () => {
  shop.server.tricks.set(binary, [tricks.truncate(100_000)]);
  await expect(
    shop.build(undefined, { download: { waits: [] } }),
  ).rejects.toThrow();
  const other = Buffer.alloc(310_000, 9);
  const sums = `${release}/sha256sum-amd64.txt`;
  const old = sha256(shop.server.files.get(binary) ?? Buffer.alloc(0));
  shop.server.files.set(binary, other);
  shop.server.files.set(
    sums,
    Buffer.from(
      (shop.server.files.get(sums)?.toString() ?? "").replace(
        old,
        sha256(other),
      ),
    ),
  );
  const { manifest } = await shop.build();
  expect(manifest.files.find(({ path }) => path === "amd64/k3s")?.sha256).toBe(
    sha256(other),
  );
});

test("a stall is cut and tried again; redirects are followed", async () => {
  shop.server.tricks.set(binary, [tricks.stall(1000)]);
  shop.server.files.set(
    "/elsewhere",
    shop.server.files.get(images) ?? Buffer.alloc(0),
  );
  shop.server.tricks.set(images, [tricks.redirect("/elsewhere")]);
  await shop.build();
  expect(shop.server.count(binary)).toBe(2);
  expect(shop.server.count("/elsewhere")).toBe(1);
});

test("a local folder laid out flat, and a mirror with - for +", async () => {
  const local = join(shop.folder, "local");
  await mkdir(local);
  for (const [path, bytes] of shop.server.files) {
    if (path.startsWith(release))
      await writeFile(join(local, path.split("/").at(-1) ?? ""), bytes);
    if (path.startsWith("/script"))
      shop.server.files.set("/mirror/v1.35.5-k3s1/install.sh", bytes);
  }
  const recipe = recipeFor(shop.server.base);
  recipe.sources.k3s = local;
  recipe.sources.k3sScript = `${shop.server.base}/mirror`;
  await shop.build(recipe);
  expect(shop.server.count(binary)).toBe(0);
});

test("through the recipe's proxy, which alone knows the name", async () => {
  const asked: string[] = [];
  const target = new URL(shop.server.base);
  const proxy = createServer((request, response) => {
    const url = new URL(request.url ?? "");
    asked.push(url.hostname);
    const onward = ask(
      { port: target.port, host: target.hostname, path: url.pathname },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.end();
  });
  proxy.on("connect", (request, socket) => {
    asked.push((request.url ?? "").split(":")[0] ?? "");
    const onward = connect(Number(target.port), target.hostname, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = proxy.address() as AddressInfo;
    const recipe = recipeFor("http://releases.example");
    recipe.sources.proxy = `http://127.0.0.1:${port}`;
    await shop.build(recipe);
    expect(new Set(asked)).toEqual(new Set(["releases.example"]));
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
});
