import { failed } from "../../common/model/failure.ts";
import { isOver, type PackContent } from "../../common/model/pack.ts";
import { StationRancher, type Station } from "../../common/model/station.ts";
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
  return { ...station, rancher: definitionOf(content).rancher };
}

/**
 * The station as its pack defines it. Its host keys are apart, to be compared with those of this laptop; of
 * headquarters' CA, whose file lies there, the checksum is left.
 */
export function definitionOf({
  station,
  hostKeys,
  rancher,
}: Pick<PackContent, "station" | "hostKeys" | "rancher">): Station {
  const registers = { ...station.rancher, url: rancher.url };
  delete registers.ca;
  return {
    ...station,
    hosts: station.hosts.map(({ hostKey, ...host }) =>
      hostKey === undefined || hostKeys[host.name] === hostKey
        ? host
        : { ...host, hostKey },
    ),
    rancher: StationRancher.parse({
      ...registers,
      ...(rancher.caChecksum !== "" && { caChecksum: rancher.caChecksum }),
    }),
  };
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
