import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const day = 24 * 60 * 60 * 1000;

/** Removes entries of `folder` that begin with `prefix` and were made more than a day ago: a change of sources leaves large ones behind. */
export const prune = (folder: string, prefix: string, keep: string): void => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!name.startsWith(prefix) || path === keep) continue;
    try {
      if (Date.now() - statSync(path).mtimeMs > day)
        rmSync(path, { recursive: true, force: true });
    } catch {
      // Somebody else was faster.
    }
  }
};
