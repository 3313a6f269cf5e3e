import { failed } from "../../common/model/failure.ts";
import { isOver } from "../../common/model/pack.ts";
import type { Station } from "../../common/model/station.ts";
import type { OpenedPack } from "../adapters/packs/open-pack.ts";
import type { PreparedRegistration } from "../ports/prepared-registration.ts";

/** The station as its file says, registering as the pack says. Throws `pack-other-station`. */
export function withPack(
  station: Station,
  { content, prepared }: OpenedPack,
): Station {
  if (station.id !== content.station.id)
    throw failed("pack-other-station", {
      data: {
        path: prepared.path,
        station: content.station.id,
        wanted: station.id,
      },
    });
  return { ...station, rancher: content.station.rancher };
}

/** Throws `pack-expired`. `now`: milliseconds since 1970. */
export function requireValid(
  station: Pick<Station, "id">,
  prepared: PreparedRegistration | undefined,
  now: number,
): void {
  const { until } = prepared?.validity ?? {};
  if (prepared !== undefined && isOver(prepared.validity, now))
    throw failed("pack-expired", {
      data: { station: station.id, expires: until ?? "" },
    });
}
