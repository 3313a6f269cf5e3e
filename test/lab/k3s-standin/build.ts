// Makes the stand-in one executable: the program bundled into one file, and that
// put into a copy of Node (Node's "single executable application"), because the
// lab's hosts have no Node.
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { mustRun, run } from "../process.ts";
import { prune } from "../prune.ts";

const here = import.meta.dirname;
const cache = join(here, "../../../.cache/k3s-standin");

const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Changes with anything that the stand-in and what comes with it are made of. */
export const standinStamp = (version: string): string => {
  const hash = createHash("sha256").update(`${version} ${process.version} `);
  for (const name of readdirSync(here).sort())
    if (/\.(ts|sh)$/.test(name))
      hash.update(name).update(readFileSync(join(here, name)));
  return hash.digest("hex").slice(0, 16);
};

const bundleProgram = async (version: string, file: string): Promise<void> => {
  const bundle = await rolldown({
    input: join(here, "k3s.ts"),
    platform: "node",
    logLevel: "silent",
  });
  await bundle.write({
    file,
    format: "cjs",
    banner: `globalThis.standinVersion = ${JSON.stringify(version)};`,
  });
  await bundle.close();
};

/**
 * Path of the executable that calls itself `version` (such as "v1.36.4+k3s1").
 * Kept under .cache by a hash of sources, version and Node; several builders at
 * once do not harm each other. Takes some seconds the first time.
 */
export const buildStandin = async ({
  version,
}: {
  version: string;
}): Promise<string> => {
  const folder = join(cache, standinStamp(version));
  const done = join(folder, "k3s");
  if (existsSync(done)) return done;
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, "build-"));
  try {
    const main = join(work, "k3s.cjs");
    await bundleProgram(version, main);
    const blob = join(work, "k3s.blob");
    const config = join(work, "sea.json");
    writeFileSync(
      config,
      JSON.stringify({
        main,
        output: blob,
        disableExperimentalSEAWarning: true,
        useCodeCache: true,
      }),
    );
    await mustRun(process.execPath, ["--experimental-sea-config", config]);
    const executable = join(work, "k3s");
    copyFileSync(process.execPath, executable);
    // Smaller by a fifth where binutils is there.
    await run("strip", [executable]);
    // In a process of its own: it warns about Node's own notes, which nobody needs to see.
    await mustRun(process.execPath, [
      createRequire(import.meta.url).resolve("postject/dist/cli.js"),
      ...[executable, "NODE_SEA_BLOB", blob, "--sentinel-fuse", fuse],
    ]);
    chmodSync(executable, 0o755);
    renameSync(executable, done);
    prune(cache, "", folder);
    return done;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
