import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Milliseconds; the binary is about 120 MB. */
const patience = 15 * 60 * 1000;

/** Where npm put the package; it comes without its binary. */
function electronFolder(): string | undefined {
  try {
    const { resolve } = createRequire(import.meta.url);
    return dirname(resolve("electron/package.json"));
  } catch {
    return undefined;
  }
}

/** Electron's binary, where it is on this machine; `FORECOURT_ELECTRON` names another one. */
export function electronBinary(): string | undefined {
  const own = process.env["FORECOURT_ELECTRON"];
  if (own !== undefined) return existsSync(own) ? own : undefined;
  const folder = electronFolder();
  if (folder === undefined || !existsSync(join(folder, "path.txt")))
    return undefined;
  const name = readFileSync(join(folder, "path.txt"), "utf8").trim();
  const file = join(folder, "dist", name);
  return existsSync(file) ? file : undefined;
}

/**
 * Lets Electron's own installer fetch it, which compares it with the checksums of the package. Undefined
 * where it cannot be had: no network, a closed one, no such platform.
 */
export async function fetchElectron(): Promise<string | undefined> {
  const folder = electronFolder();
  if (folder === undefined || process.env["FORECOURT_ELECTRON"] !== undefined)
    return undefined;
  const installer = spawn(process.execPath, [join(folder, "install.js")], {
    stdio: "ignore",
    timeout: patience,
  });
  await new Promise((resolve) => installer.once("close", resolve));
  return electronBinary();
}
