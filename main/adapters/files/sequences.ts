import { join } from "node:path";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const Highest = z.record(z.string(), z.int().nonnegative());

/** The highest bundle sequence that this laptop has used, per signing key: an older bundle is refused. */
export interface Sequences {
  /** 0 for a key that was never seen. Rejects with `file-unreadable`. */
  highest(key: string): Promise<number>;
  /** Only ever raises it. Rejects with `file-unreadable`, `laptop-disk-full`. */
  seen(key: string, sequence: number): Promise<void>;
}

/** In `<state>/sequences.json`. */
export function openSequences(stateFolder: string): Sequences {
  const path = join(stateFolder, "sequences.json");
  const read = () => new Map(Object.entries(readJsonFile(path, Highest, {})));
  return {
    highest: (key) => Promise.resolve().then(() => read().get(key) ?? 0),
    seen: (key, sequence) =>
      Promise.resolve().then(() => {
        const all = read();
        if (sequence > (all.get(key) ?? 0))
          writeJsonFile(path, Object.fromEntries(all.set(key, sequence)));
      }),
  };
}
