import { join } from "node:path";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const Checksums = z.record(z.string(), z.string());

/** The CAs of Ranchers that somebody confirmed once, by the Rancher's URL, as their checksum. */
export interface RancherPins {
  /** Rejects with `file-unreadable`. */
  get(url: string): Promise<string | undefined>;
  /** Rejects with `file-unreadable`, `laptop-disk-full`. */
  set(url: string, checksum: string): Promise<void>;
}

/** In `<state>/rancher-cas.json`; one Rancher is the same for all stations of this laptop. */
export function openRancherPins(stateFolder: string): RancherPins {
  const path = join(stateFolder, "rancher-cas.json");
  const read = () => new Map(Object.entries(readJsonFile(path, Checksums, {})));
  return {
    get: (url) => Promise.resolve().then(() => read().get(url)),
    set: (url, checksum) =>
      Promise.resolve().then(() =>
        writeJsonFile(path, Object.fromEntries(read().set(url, checksum))),
      ),
  };
}
