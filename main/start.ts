import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildRenderer } from "../scripts/build-renderer.ts";
import { electronBinary, fetchElectron } from "../scripts/electron-binary.ts";

/**
 * `npm start`: the wizard in Electron where its binary is on this machine or can be fetched, else in the
 * browser. `--browser` asks for that directly; what else there is goes on to the shell.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const args = process.argv.slice(2);

async function electron(): Promise<string | undefined> {
  const there = electronBinary();
  if (there !== undefined) return there;
  process.stderr.write("Fetching Electron (once)\n");
  const fetched = await fetchElectron();
  if (fetched === undefined)
    process.stderr.write(
      "Electron is not on this machine and cannot be fetched: the wizard opens in the browser.\n",
    );
  return fetched;
}

async function inElectron(binary: string): Promise<void> {
  const { buildElectron } = await import("../scripts/build-electron.ts");
  await buildElectron();
  const child = spawn(binary, [join(root, "main", "electron.ts"), ...args], {
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => process.exit(code ?? 1));
}

async function inBrowser(): Promise<void> {
  const { wizardInBrowser } = await import("./browser.ts");
  await wizardInBrowser(args);
}

await buildRenderer();
const binary = args.includes("--browser") ? undefined : await electron();
await (binary === undefined ? inBrowser() : inElectron(binary));
