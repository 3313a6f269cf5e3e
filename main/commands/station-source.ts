import { dirname, resolve } from "node:path";
import type { Station } from "../../common/model/station.ts";
import { loadStation } from "../adapters/files/station-file.ts";
import { openPack } from "../adapters/packs/open-pack.ts";
import type { PreparedRegistration } from "../ports/prepared-registration.ts";
import { definitionOf, withPack } from "../station/packed-station.ts";
import { packPassphrase, type Headquarters } from "./at-headquarters.ts";
import type { StationOptions } from "./options.ts";

/** The station that a command is for, and what was prepared for it where a pack is given. */
export interface StationSource {
  readonly station: Station;
  /** Where its relative paths begin. */
  readonly folder: string;
  readonly prepared?: PreparedRegistration;
  /** Host keys that headquarters knew, by the host's name. */
  readonly hostKeys: Readonly<Record<string, string>>;
}

/**
 * Out of the station file, out of the pack, or out of both: then the file says what the hosts are and the
 * pack what they register with. Throws what reading either throws, and `pack-other-station`.
 */
export async function readSource(
  { station: path, pack }: Pick<StationOptions, "station" | "pack">,
  here: Pick<Headquarters, "language" | "redactor">,
): Promise<StationSource> {
  const file = path === undefined ? undefined : await loadStation(path);
  if (pack === undefined) {
    if (file === undefined) throw new Error("neither a station nor a pack");
    return { ...file, hostKeys: {} };
  }
  const opened = await openPack(
    pack,
    (at) => packPassphrase(here, at),
    (secret) => here.redactor.add(secret),
  );
  const { hostKeys } = opened.content;
  return {
    station:
      file === undefined
        ? definitionOf(opened.content)
        : withPack(file.station, opened),
    folder: file?.folder ?? dirname(resolve(pack)),
    prepared: opened.prepared,
    hostKeys,
  };
}
