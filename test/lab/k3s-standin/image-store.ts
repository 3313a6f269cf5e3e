// Containerd's images, as far as they are needed: their names. Filled from
// <data-dir>/agent/images and by `ctr images import`; asked over the socket.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { dirname, join } from "node:path";
import { imagesOf } from "./image-archive.ts";
import { log, reasonOf } from "./log.ts";
import { containerdSocket, readIfThere, writeWhole } from "./paths.ts";

export interface ImageStore {
  names(): string[];
  has(name: string): boolean;
  /** Imports what is new in the images folder; errors are only logged, as K3s does. */
  importFolder(): Promise<void>;
  /** Imports one archive. Throws where it is broken. Returns the names. */
  importFile(path: string): Promise<string[]>;
  close(): void;
}

export const openImageStore = async (dataDir: string): Promise<ImageStore> => {
  const folder = join(dataDir, "agent/images");
  const file = join(dataDir, "agent/containerd/images.json");
  const cacheFile = join(folder, ".cache.json");
  mkdirSync(dirname(file), { recursive: true });
  const images = new Set(JSON.parse(readIfThere(file) ?? "[]") as string[]);
  /** Seen in this run or, with .cache.json, in an earlier one: name to size and time. */
  const seen = new Map<string, string>(
    Object.entries(
      JSON.parse(readIfThere(cacheFile)?.trim() || "{}") as Record<
        string,
        string
      >,
    ),
  );

  const importFile = async (path: string): Promise<string[]> => {
    const names = await imagesOf(path);
    for (const name of names) images.add(name);
    writeWhole(file, JSON.stringify([...images].sort()));
    return names;
  };

  const importFolder = async (): Promise<void> => {
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder).sort()) {
      if (name.startsWith(".")) continue;
      const path = join(folder, name);
      const { size, mtimeMs } = statSync(path);
      const stamp = `${size} ${mtimeMs}`;
      if (seen.get(name) === stamp) continue;
      seen.set(name, stamp);
      const started = Date.now();
      log("info", `Importing images from ${path}`);
      try {
        for (const image of await importFile(path))
          log("info", `Imported ${image}`);
        log(
          "info",
          `Imported images from ${path} in ${(Date.now() - started) / 1000}s`,
        );
      } catch (error) {
        log(
          "error",
          `Error encountered while importing ${path}: ${reasonOf(error)}`,
        );
      }
    }
    if (existsSync(cacheFile))
      writeWhole(cacheFile, JSON.stringify(Object.fromEntries(seen)));
  };

  const store: ImageStore = {
    names: () => [...images].sort(),
    has: (name) => images.has(name),
    importFolder,
    importFile,
    close: () => {
      server.close();
      rmSync(containerdSocket, { force: true });
    },
  };
  const server = await listen(store);
  return store;
};

/** `ctr` and `crictl` ask the running K3s, so that nobody else writes its files. */
const listen = async (store: ImageStore): Promise<Server> => {
  mkdirSync(dirname(containerdSocket), { recursive: true });
  rmSync(containerdSocket, { force: true });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://containerd");
    const answer = (code: number, body: unknown): void => {
      response.writeHead(code, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (request.method === "GET") answer(200, store.names());
    else
      store.importFile(url.searchParams.get("path") ?? "").then(
        (names) => answer(200, names),
        (error: unknown) => answer(500, reasonOf(error)),
      );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(containerdSocket, resolve);
  });
  return server;
};
