import { join } from "node:path";
import { z } from "zod";
import type { FoundHost } from "../../common/model/discovery.ts";
import { Failed } from "../../common/model/failure.ts";
import { readJsonFile, writeJsonFile } from "../adapters/files/json-file.ts";
import { KnownStations } from "../adapters/files/known-stations.ts";
import { openPins } from "../adapters/files/pins.ts";
import { loadStation } from "../adapters/files/station-file.ts";
import type { KnownHost } from "../ports/discovery.ts";

const Cards = z.record(z.string(), z.string());
const cardsFile = (state: string, station: string) =>
  join(state, "stations", station, "network-cards.json");

/**
 * Hosts with a pinned key, of this station file and of those that were opened on this laptop. Not those behind
 * a jump host: who has such an address in the laptop's own network is somebody else.
 */
export async function knownHosts(
  state: string,
  stationFile?: string,
): Promise<KnownHost[]> {
  const paths = new Set([
    ...(stationFile === undefined ? [] : [stationFile]),
    ...new KnownStations(state).list().map(({ path }) => path),
  ]);
  const known: KnownHost[] = [];
  for (const path of paths)
    try {
      known.push(...(await hostsOf(state, path)));
    } catch (error) {
      // One that was moved or spoiled since must not keep anybody from searching; the one that is meant must.
      if (path === stationFile || !(error instanceof Failed)) throw error;
    }
  return known;
}

async function hostsOf(state: string, path: string): Promise<KnownHost[]> {
  const { station } = await loadStation(path);
  const pins = openPins(state, station.id);
  const cards = readJsonFile(cardsFile(state, station.id), Cards, {});
  const hosts = await Promise.all(
    station.hosts.map(async ({ name, address, port, hostKey, jump }) => {
      if (jump !== undefined) return [];
      const pinned = hostKey ?? (await pins.get(name));
      const mac = cards[name];
      return pinned === undefined
        ? []
        : [
            {
              station: station.id,
              host: name,
              address,
              port,
              pinned,
              ...(mac === undefined ? {} : { mac }),
            },
          ];
    }),
  );
  return hosts.flat();
}

/** Remembers the network cards of hosts that were recognised by their keys: a re-imaged one keeps its card. */
export function rememberCards(
  state: string,
  found: readonly FoundHost[],
): void {
  for (const { known, mac, reason } of found) {
    if (known === undefined || mac === undefined || reason === "re-imaged")
      continue;
    const file = cardsFile(state, known.station);
    const cards = readJsonFile(file, Cards, {});
    if (cards[known.host] !== mac)
      writeJsonFile(file, { ...cards, [known.host]: mac });
  }
}
