import { failed } from "../../common/model/failure.ts";
import {
  placesOf,
  type HostPlace,
  type Station,
} from "../../common/model/station.ts";
import { openPins, type HostKeyPins } from "../adapters/files/pins.ts";
import { loadStation } from "../adapters/files/station-file.ts";
import { writeHostKey } from "../adapters/files/write-host-key.ts";
import { shownHostKey } from "../adapters/discovery/shown-key.ts";
import { onTheWay, type WayIn } from "./connect.ts";
import { owner } from "./owner.ts";
import { isReplaced, type PackKeys } from "./pack-keys.ts";

/** A host's key as it is pinned, and as the host shows it now. */
export interface HostKeyNow {
  readonly host: HostPlace;
  /** The one that contradicts what is shown, where one does. */
  readonly pinned: string | undefined;
  readonly shown: { fingerprint: string; type: string };
}

/** A station out of its pack, whose keys count beside those that are remembered here. */
export interface PackedStation {
  readonly path: string;
  /** Its station file, where there is one as well: then that says who the hosts are. */
  readonly file?: string;
  readonly station: Station;
  readonly hostKeys: PackKeys;
}

/** `from`: a station file, or what was read of a pack. */
type From = string | PackedStation;

/**
 * Asks a host for its key; nobody is signed in to it, only to the host that it is reached through. Where it
 * has the pinned one among its keys, that is what is shown. Throws `station-invalid` for a host that is not
 * in the file, and what reaching it throws.
 */
export async function hostKeyNow(
  state: string,
  from: From,
  name: string,
  wayIn: WayIn,
  signal = new AbortController().signal,
): Promise<HostKeyNow> {
  const { host, known } = await knownKeys(state, from, name);
  const shown = await onTheWay(wayIn, name, signal, (via) =>
    shownHostKey(host, known[0], signal, via),
  );
  const other = known.find((key) => key !== shown.fingerprint);
  return { host, pinned: other ?? known[0], shown };
}

/**
 * Pins `becomes` for a host in place of `was` (undefined for one that is new), where the pin is, and
 * keeps the old one in the history. Throws `host-key-changed` where another than `was` is pinned by now.
 */
export async function changeHostKey(
  state: string,
  from: From,
  name: string,
  change: { was: string | undefined; becomes: string },
): Promise<void> {
  const { host, known, pins } = await knownKeys(state, from, name);
  const { was, becomes } = change;
  const others = known.filter((key) => key !== becomes);
  if (others.length === 0 && known.length > 0 && typeof from === "string")
    return;
  if (was === undefined ? others.length > 0 : !others.includes(was))
    throw failed("host-key-changed", {
      host: name,
      data: { pinned: others[0] ?? "?", fingerprint: becomes },
    });
  for (const other of others)
    await pins.note({
      host: name,
      was: other,
      became: becomes,
      at: new Date().toISOString(),
      by: owner(),
    });
  // The station file's pin counts more: it must not keep the old one.
  const file = typeof from === "string" ? from : from.file;
  if (host.hostKey !== undefined && file !== undefined)
    await writeHostKey(file, name, becomes);
  await pins.set(name, becomes);
}

/** The keys that the host is known by, that of a pack last: one, or more that contradict each other. */
async function knownKeys(
  state: string,
  from: From,
  name: string,
): Promise<{ host: HostPlace; known: string[]; pins: HostKeyPins }> {
  const { station } = typeof from === "string" ? await loadStation(from) : from;
  const host = placesOf(station).find((one) => one.name === name);
  if (host === undefined)
    throw failed("station-invalid", {
      data: {
        path: typeof from === "string" ? from : from.path,
        place: "hosts",
        reason: `no host ${name}`,
      },
    });
  const pins = openPins(state, station.id);
  const pinned = host.hostKey ?? (await pins.get(name));
  const packed = typeof from === "string" ? undefined : from.hostKeys[name];
  const known = new Set(pinned === undefined ? [] : [pinned]);
  if (
    packed !== undefined &&
    !isReplaced(await pins.history(), name, packed, pinned)
  )
    known.add(packed);
  return { host, known: [...known], pins };
}
