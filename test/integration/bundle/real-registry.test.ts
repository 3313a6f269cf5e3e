import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, expect, test } from "vitest";
import { pack } from "tar-stream";
import { ensurePackages } from "../../lab/packages.ts";
import { run } from "../../lab/process.ts";
import { recipeFor } from "./release-files.ts";
import { RegistryServer } from "./registry-server.ts";
import { workshop } from "./workshop.ts";

// The registry that others run (Debian's docker-registry), and the containerd that K3s imports with: what
// the stand-ins of the other tests believe is checked here against both.

const shop = workshop();
const running: ChildProcess[] = [];

beforeAll(() => ensurePackages(["docker-registry", "containerd"]));
afterEach(async () => {
  for (const child of running.splice(0)) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function start(command: string, ...args: string[]): void {
  running.push(spawn(command, args, { stdio: "ignore" }));
}

async function until(what: string, holds: () => Promise<boolean>) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) return;
    await sleep(200);
  }
  throw new Error(`${what} did not happen`);
}

async function realRegistry(): Promise<string> {
  const port = await freePort();
  const config = join(shop.folder, "registry.yml");
  await writeFile(
    config,
    `version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: ${join(shop.folder, "registry")} } }
http: { addr: "127.0.0.1:${port}" }
`,
  );
  start("docker-registry", "serve", config);
  const base = `http://127.0.0.1:${port}`;
  await until("the registry's answer", async () =>
    fetch(`${base}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return base;
}

/** What the stand-in has, pushed to the real one. */
async function pushAll(from: RegistryServer, base: string): Promise<void> {
  const repositories = new Set(
    [...from.manifests.keys()].map((name) => name.split(/[@:]/)[0] ?? ""),
  );
  const done = async (response: Response) => {
    const text = await response.text();
    expect(response.status, text).toBe(201);
  };
  for (const repository of repositories) {
    const root = `${base}/v2/${repository}`;
    for (const [digest, body] of from.blobs) {
      const begun = await fetch(`${root}/blobs/uploads/`, { method: "POST" });
      const place = new URL(begun.headers.get("location") ?? "", base);
      place.searchParams.set("digest", digest);
      await done(
        await fetch(place, {
          method: "PUT",
          body: new Uint8Array(body),
          headers: { "content-type": "application/octet-stream" },
        }),
      );
    }
    const put = async (
      reference: string,
      { type, body }: { type: string; body: Buffer },
    ) =>
      done(
        await fetch(`${root}/manifests/${reference}`, {
          method: "PUT",
          body: new Uint8Array(body),
          headers: { "content-type": type },
        }),
      );
    // Lists last: what they name must be there.
    for (const [name, manifest] of from.manifests)
      if (
        name.startsWith(`${repository}@`) &&
        !/index|list/.test(manifest.type)
      )
        await put(name.split("@")[1] ?? "", manifest);
    for (const [name, manifest] of from.manifests)
      if (name.startsWith(`${repository}:`))
        await put(name.split(":")[1] ?? "", manifest);
  }
}

async function layer(): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name: "etc/hello" }, "world");
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

test("pulled from a real registry, taken by the real containerd", async () => {
  const standIn = new RegistryServer();
  const names = [
    "rancher/rancher-agent:v2.14.4",
    "rancher/shell:v0.7.1",
    "rancher/rancher-webhook:v0.10.9",
    "rancher/fleet-agent:v0.15.5",
  ];
  for (const [index, name] of names.entries())
    standIn.addImage(name, {
      layers: [await layer()],
      oci: index % 2 === 1,
      attested: false,
    });
  const base = await realRegistry();
  await pushAll(standIn, base);
  shop.server.files.set(
    "/rancher/v2.14.4/rancher-images.txt",
    Buffer.from(names.join("\n")),
  );
  const recipe = recipeFor(shop.server.base, "rancher: 2.14.4");
  await shop.build({
    ...recipe,
    sources: {
      ...recipe.sources,
      rancher: `${shop.server.base}/rancher`,
      registry: base,
    },
  });

  const folder = join(shop.folder, "containerd");
  await mkdir(folder);
  const socket = join(folder, "s");
  const config = join(folder, "config.toml");
  await writeFile(
    config,
    `version = 2
root = "${folder}/root"
state = "${folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
address = "${socket}"
`,
  );
  start("containerd", "--config", config, "--log-level", "error");
  const ctr = (...args: string[]) => run("ctr", ["--address", socket, ...args]);
  await until(
    "containerd's answer",
    async () => (await ctr("version")).code === 0,
  );
  try {
    const imported = await ctr(
      "images",
      "import",
      "--snapshotter=native",
      join(shop.out, "amd64/rancher-images-v2.14.4-amd64.tar"),
    );
    expect(imported.stderr).toBe("");
    const { stdout } = await ctr("images", "check", "--snapshotter=native");
    const lines = stdout.trim().split("\n").slice(1);
    expect(lines.map((line) => line.split(/\s+/)[0]).sort()).toEqual(
      names.map((name) => `docker.io/${name}`).sort(),
    );
    for (const line of lines) expect(line).toMatch(/complete.*true\s*$/);
  } finally {
    await rm(socket, { force: true });
  }
});
