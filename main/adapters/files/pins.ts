import { join } from "node:path";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const HostKeys = z.record(z.string(), z.string());
const History = z.array(
  z.object({
    host: z.string(),
    was: z.string(),
    became: z.string(),
    /** ISO time of the laptop. */
    at: z.string(),
    /** Who confirmed it: `user@laptop`. */
    by: z.string(),
  }),
);
export type ReplacedKey = z.infer<typeof History>[number];

/** The host keys that were accepted for a station's hosts, as `SHA256:…`. */
export interface HostKeyPins {
  /** By the host's name in the station file. Rejects with `file-unreadable`. */
  get(host: string): Promise<string | undefined>;
  /** Rejects with `file-unreadable`, `laptop-disk-full`. */
  set(host: string, fingerprint: string): Promise<void>;
  /** Keys that were replaced, oldest first. Rejects with `file-unreadable`. */
  history(): Promise<ReplacedKey[]>;
  /** Notes a replaced key, before the new one is pinned. Rejects with `file-unreadable`, `laptop-disk-full`. */
  note(replaced: ReplacedKey): Promise<void>;
}

/** In `<state>/stations/<station>/host-keys.json`, read anew each time: another process may have added one. */
export function openPins(stateFolder: string, station: string): HostKeyPins {
  const folder = join(stateFolder, "stations", station);
  const path = join(folder, "host-keys.json");
  const historyPath = join(folder, "host-keys-history.json");
  const read = () => new Map(Object.entries(readJsonFile(path, HostKeys, {})));
  const history = () => readJsonFile(historyPath, History, []);
  return {
    history: () => Promise.resolve().then(history),
    note: (replaced) =>
      Promise.resolve().then(() =>
        writeJsonFile(historyPath, [...history(), replaced]),
      ),
    get: (host) => Promise.resolve().then(() => read().get(host)),
    set: (host, fingerprint) =>
      Promise.resolve().then(() =>
        writeJsonFile(path, Object.fromEntries(read().set(host, fingerprint))),
      ),
  };
}
