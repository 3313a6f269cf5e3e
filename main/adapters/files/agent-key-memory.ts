import { join } from "node:path";
import { z } from "zod";
import type { AgentKeyMemory } from "../../ports/agent-key-memory.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const Keys = z.record(z.string(), z.string());

/** In `<state>/stations/<station>/agent-keys.json`: fingerprints only, by the host's name. */
export function openAgentKeyMemory(
  stateFolder: string,
  station: string,
): AgentKeyMemory {
  const path = join(stateFolder, "stations", station, "agent-keys.json");
  const read = () => new Map(Object.entries(readJsonFile(path, Keys, {})));
  return {
    get: (host) => read().get(host),
    set: (host, fingerprint) => {
      const known = read();
      if (known.get(host) !== fingerprint)
        writeJsonFile(path, Object.fromEntries(known.set(host, fingerprint)));
    },
  };
}
