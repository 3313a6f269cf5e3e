import { failed } from "../../common/model/failure.ts";
import { placesOf, type HostPlace } from "../../common/model/station.ts";
import { openPins } from "../adapters/files/pins.ts";
import { loadStation } from "../adapters/files/station-file.ts";
import { writeHostKey } from "../adapters/files/write-host-key.ts";
import { shownHostKey } from "../adapters/discovery/shown-key.ts";
import { onTheWay, type WayIn } from "./connect.ts";
import { owner } from "./owner.ts";

/** A host's key as it is pinned, and as the host shows it now. */
export interface HostKeyNow {
  readonly host: HostPlace;
  readonly pinned: string | undefined;
  readonly shown: { fingerprint: string; type: string };
}

/**
 * Asks a host for its key; nobody is signed in to it, only to the host that it is reached through. Where it
 * has the pinned one among its keys, that is what is shown. Throws `station-invalid` for a host that is not
 * in the file, and what reaching it throws.
 */
export async function hostKeyNow(
  state: string,
  stationFile: string,
  name: string,
  wayIn: WayIn,
  signal = new AbortController().signal,
): Promise<HostKeyNow> {
  const { host, pinned } = await pinnedKey(state, stationFile, name);
  const shown = await onTheWay(wayIn, name, signal, (via) =>
    shownHostKey(host, pinned, signal, via),
  );
  return { host, pinned, shown };
}

/**
 * Pins `becomes` for a host in place of `was` (undefined for one that is new), where the pin is, and
 * keeps the old one in the history. Throws `host-key-changed` where another than `was` is pinned by now.
 */
export async function changeHostKey(
  state: string,
  stationFile: string,
  name: string,
  change: { was: string | undefined; becomes: string },
): Promise<void> {
  const { host, pinned, station } = await pinnedKey(state, stationFile, name);
  const { was, becomes } = change;
  if (pinned === becomes) return;
  if (pinned !== was)
    throw failed("host-key-changed", {
      host: name,
      data: { pinned: pinned ?? "?", fingerprint: becomes },
    });
  const pins = openPins(state, station);
  if (was !== undefined)
    await pins.note({
      host: name,
      was,
      became: becomes,
      at: new Date().toISOString(),
      by: owner(),
    });
  // The station file's pin counts more: it must not keep the old one.
  if (host.hostKey !== undefined)
    await writeHostKey(stationFile, name, becomes);
  await pins.set(name, becomes);
}

async function pinnedKey(state: string, stationFile: string, name: string) {
  const { station } = await loadStation(stationFile);
  const host = placesOf(station).find((one) => one.name === name);
  if (host === undefined)
    throw failed("station-invalid", {
      data: { path: stationFile, place: "hosts", reason: `no host ${name}` },
    });
  const pins = openPins(state, station.id);
  const pinned = host.hostKey ?? (await pins.get(name));
  return { host, pinned, station: station.id };
}
