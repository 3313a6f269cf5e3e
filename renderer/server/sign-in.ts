import type { z } from "zod";
import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { Station } from "../../common/model/station.ts";
import { stationFields } from "../station/station-draft.ts";
import type { Drafts } from "../wizard/drafts.ts";
import { hostFields } from "./host-draft.ts";

type StationInput = z.input<typeof Station>;

/**
 * The station as it is typed now: an opened one with its hosts as they were changed, or the new one of
 * the first screen. Null before there is one.
 */
export function typedStation(
  snapshot: Pick<Snapshot, "station">,
  drafts: Drafts,
): StationInput | null {
  const hosts = drafts.hosts.map(hostFields);
  if (drafts.station !== null)
    return { ...stationFields(drafts.station), hosts };
  if (snapshot.station === null) return null;
  return { ...snapshot.station.station, hosts };
}

/** Whether it is what main has: then it need not be saved, and a sign-in of before still counts. */
export function isSaved(
  snapshot: Pick<Snapshot, "station">,
  typed: StationInput,
): boolean {
  const parsed = Station.safeParse(typed);
  return (
    parsed.success && sorted(parsed.data) === sorted(snapshot.station?.station)
  );
}

/** As text, with keys in one order everywhere. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}
