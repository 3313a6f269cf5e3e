import { join } from "node:path";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const HostKeys = z.record(z.string(), z.string());

/** The host keys that were accepted for a station's hosts, as `SHA256:…`. */
export interface HostKeyPins {
  /** By the host's name in the station file. Rejects with `file-unreadable`. */
  get(host: string): Promise<string | undefined>;
  /** Rejects with `file-unreadable`, `laptop-disk-full`. */
  set(host: string, fingerprint: string): Promise<void>;
}

/** In `<state>/stations/<station>/host-keys.json`, read anew each time: another process may have added one. */
export function openPins(stateFolder: string, station: string): HostKeyPins {
  const path = join(stateFolder, "stations", station, "host-keys.json");
  const read = () => new Map(Object.entries(readJsonFile(path, HostKeys, {})));
  return {
    get: (host) => Promise.resolve().then(() => read().get(host)),
    set: (host, fingerprint) =>
      Promise.resolve().then(() =>
        writeJsonFile(path, Object.fromEntries(read().set(host, fingerprint))),
      ),
  };
}
