import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const built = join(dist, "renderer");
/** The hash of what the page was built from. */
const stamp = join(dist, ".built-from");
const sources = [
  "renderer",
  "common",
  "preload",
  "vite.config.ts",
  "package-lock.json",
  "scripts/build-renderer.ts",
];
const preloadTag = '<script type="module" src="./preload.js"></script>';
const anyPreloadTag = /<script[^>]*src="\.?\/?preload\.js"[^>]*>\s*<\/script>/g;

/** Builds the page into dist/renderer, unless it was built from just these sources; gives the folder. */
export async function buildRenderer(): Promise<string> {
  const now = await hashOf(sources);
  const before = await readFile(stamp, "utf8").catch(() => "");
  if (before === now && existsSync(join(built, "index.html"))) return built;
  process.stderr.write("Building the page (once)\n");
  // A process of its own: the bundler is needed once only, and it looks at NODE_ENV.
  const { status } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), now],
    {
      cwd: root,
      stdio: ["ignore", 2, 2],
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
  if (status !== 0) throw new Error("the page could not be built");
  return built;
}

/** Into a folder aside first: whoever serves the old page, or builds as well, sees a whole one. */
async function build(hash: string): Promise<void> {
  const aside = join(dist, `.renderer-${process.pid}`);
  await mkdir(dist, { recursive: true });
  try {
    await buildApp(aside);
    await buildPreload(aside);
    const page = join(aside, "index.html");
    const html = (await readFile(page, "utf8")).replace(anyPreloadTag, "");
    if (!html.includes("<script")) throw new Error("the page has no script");
    await writeFile(
      page,
      html.replace("<script", `${preloadTag}\n    <script`),
    );
    await rm(stamp, { force: true });
    await rm(built, { recursive: true, force: true });
    await rename(aside, built);
    await writeFile(stamp, hash);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function buildApp(outDir: string): Promise<void> {
  const { build: viteBuild } = await import("vite");
  await viteBuild({
    root: join(root, "renderer"),
    configFile: join(root, "vite.config.ts"),
    logLevel: "warn",
    // The preload is a file of its own, which Vite would look for among the app's.
    plugins: [
      {
        name: "without-preload",
        transformIndexHtml: {
          order: "pre",
          handler: (html) => html.replace(anyPreloadTag, ""),
        },
      },
    ],
    build: { outDir, emptyOutDir: true },
  });
}

/** One small file next to the app's. */
async function buildPreload(outDir: string): Promise<void> {
  const { build: viteBuild } = await import("vite");
  const { channelNames } = await import("../preload/channel-names.ts");
  const contract = join(root, "common", "ipc", "contract.ts");
  await viteBuild({
    root: join(root, "preload"),
    configFile: false,
    logLevel: "warn",
    plugins: [
      {
        name: "channel-names",
        load: (id) => (id === contract ? channelNames() : null),
      },
    ],
    build: {
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      target: "es2024",
      rolldownOptions: {
        input: join(root, "preload", "browser.ts"),
        output: { entryFileNames: "preload.js", codeSplitting: false },
      },
    },
  });
}

/** Over names and contents of all files in it, in an order that is always the same. */
async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  const files = await Promise.all(
    paths.map((path) => filesIn(join(root, path))),
  );
  for (const file of files.flat().sort()) {
    const content = await readFile(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

async function filesIn(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, {
    recursive: true,
    withFileTypes: true,
  }).catch(() => undefined);
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

if (import.meta.main) {
  const [hash = await hashOf(sources)] = process.argv.slice(2);
  await build(hash);
}
