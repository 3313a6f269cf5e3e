import { dirname, resolve } from "node:path";
import { failed } from "../../common/model/failure.ts";
import { isOver } from "../../common/model/pack.ts";
import type { Station } from "../../common/model/station.ts";
import { loadStation } from "../adapters/files/station-file.ts";
import { readPackFile } from "../adapters/packs/pack-file.ts";
import { preparedBy } from "../adapters/packs/prepared.ts";
import type { PreparedRegistration } from "../ports/prepared-registration.ts";
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
  const closed = await readPackFile(pack);
  const content = await closed.open(await packPassphrase(here, pack));
  here.redactor.add(content.manifest);
  const prepared = preparedBy(content, pack, (secret) =>
    here.redactor.add(secret),
  );
  const { station, hostKeys } = content;
  if (file !== undefined && file.station.id !== station.id)
    throw failed("pack-other-station", {
      data: { path: pack, station: station.id, wanted: file.station.id },
    });
  return {
    station:
      file === undefined
        ? station
        : { ...file.station, rancher: station.rancher },
    folder: file?.folder ?? dirname(resolve(pack)),
    prepared,
    hostKeys,
  };
}

/** Throws `pack-expired`. `now`: milliseconds since 1970. */
export function requireValid(
  station: Station,
  prepared: PreparedRegistration | undefined,
  now: number,
): void {
  const { until } = prepared?.validity ?? {};
  if (prepared !== undefined && isOver(prepared.validity, now))
    throw failed("pack-expired", {
      data: { station: station.id, expires: until ?? "" },
    });
}
