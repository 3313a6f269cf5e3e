// Runs a TypeScript program of this project with the project's own Node,
// installing what package-lock.json asks for first, when it is not there yet.
// Plain JavaScript, because the machine's own Node may be too old for more.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stamp = join(modules, ".set-up-for");
const node = join(
  modules,
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);
const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

const isSetUp = () =>
  existsSync(node) &&
  existsSync(stamp) &&
  readFileSync(stamp, "utf8") === wanted;

const npm = (...args) => {
  const { status } = spawnSync("npm", args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
};

if (!isSetUp()) {
  process.stderr.write("Setting up (once): npm ci\n");
  npm("ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error");
  // The one install script that is wanted: it brings the pinned Node itself.
  npm("rebuild", "node", "--ignore-scripts=false", "--loglevel=error");
  writeFileSync(stamp, wanted);
}

const [program, ...args] = process.argv.slice(2);
const child = spawn(node, [join(root, program), ...args], {
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: [dirname(node), join(modules, ".bin"), process.env.PATH].join(
      delimiter,
    ),
    NODE_COMPILE_CACHE: join(modules, ".cache", "compile"),
  },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) =>
  process.exit(code ?? (signal === "SIGINT" ? 130 : 1)),
);
