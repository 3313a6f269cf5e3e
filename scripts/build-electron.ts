import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { channelNames } from "../preload/channel-names.ts";
import { buildRenderer } from "./build-renderer.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Builds the one part of the Electron shell that cannot run as it is written: a sandboxed preload has
 * to be a single CommonJS file. Gives its path.
 */
export async function buildElectron(
  outDir = join(root, "dist", "electron"),
): Promise<string> {
  const contract = join(root, "common", "ipc", "contract.ts");
  await build({
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
      minify: false,
      rolldownOptions: {
        input: join(root, "preload", "electron.ts"),
        external: ["electron"],
        output: {
          format: "cjs",
          entryFileNames: "preload.cjs",
          codeSplitting: false,
        },
      },
    },
  });
  return join(outDir, "preload.cjs");
}

if (import.meta.main) {
  await buildRenderer();
  await buildElectron();
}
