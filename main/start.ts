import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * `npm start`: the wizard in Electron where its binary is on this machine, else in the browser.
 * `--browser` asks for that directly; what else there is goes on to the shell.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const args = process.argv.slice(2);

/** Electron's binary; npm brings the package without it where its download is forbidden. */
function electronBinary(): string | undefined {
  try {
    const folder = dirname(
      createRequire(import.meta.url).resolve("electron/package.json"),
    );
    const name = readFileSync(join(folder, "path.txt"), "utf8").trim();
    const file = join(folder, "dist", name);
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

async function inBrowser(): Promise<void> {
  const { wizardInBrowser } = await import("./browser.ts");
  await wizardInBrowser(args);
}

function inElectron(binary: string): void {
  const child = spawn(binary, [join(root, "main", "electron.ts"), ...args], {
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => process.exit(code ?? 1));
}

const { buildRenderer } = await import("../scripts/build-renderer.ts");
await buildRenderer();
const binary = args.includes("--browser") ? undefined : electronBinary();
if (binary !== undefined) inElectron(binary);
else {
  if (!args.includes("--browser"))
    process.stderr.write(
      "Electron is not on this machine: the wizard opens in the browser.\n",
    );
  await inBrowser();
}
