// Where the lab keeps what it has, and who may touch it when. Both belong to
// the machine, not to a checkout: a second checkout finds the same lab.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/** What is costly to make and the same for every lab: root trees. */
export const cacheFolder = (): string => {
  const folder = process.env["FORECOURT_LAB_DIR"] ?? "/var/cache/forecourt-lab";
  mkdirSync(folder, { recursive: true });
  return folder;
};

/** The one lab with this subnet (first three bytes, as in "10.99.7"): engine, keys, hosts. */
export const stateFolder = (net: string): string => {
  const folder = join("/var/lib/forecourt-lab", net);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
};

/**
 * Runs `work` while no other process of this machine holds the lock `file`.
 * The kernel's own lock, held by a child: it goes when this process goes,
 * however that ends. Not re-entrant.
 */
export const withLock = async <T>(
  file: string,
  work: () => Promise<T>,
): Promise<T> => {
  mkdirSync(dirname(file), { recursive: true });
  const holder = spawn("flock", [file, "sh", "-c", "echo held; exec cat"], {
    stdio: ["pipe", "pipe", "inherit"],
    // Of its own group: Ctrl-C must not let go of the lock before the work ends.
    detached: true,
  });
  await new Promise<void>((resolve, reject) => {
    holder.once("error", reject);
    holder.once("exit", () =>
      reject(new Error(`the lock ${file} could not be had`)),
    );
    holder.stdout.once("data", () => resolve());
  });
  holder.removeAllListeners("exit");
  const gone = new Promise<void>((resolve) => holder.once("exit", resolve));
  try {
    return await work();
  } finally {
    holder.stdin.end();
    await gone;
  }
};

/**
 * The cached file `name`, made by `make(path)` where it is not there yet.
 * It appears whole or not at all, and only one process makes it.
 */
export const cachedFile = async (
  name: string,
  make: (path: string) => Promise<void>,
): Promise<string> => {
  const file = join(cacheFolder(), name);
  if (existsSync(file)) return file;
  return await withLock(`${file}.lock`, async () => {
    if (existsSync(file)) return file;
    const unfinished = join(cacheFolder(), `unfinished-${process.pid}-${name}`);
    try {
      await make(unfinished);
      renameSync(unfinished, file);
    } finally {
      rmSync(unfinished, { force: true });
    }
    return file;
  });
};
