import type { KnownStation, Snapshot } from "../../common/ipc/snapshot.ts";
import { failureOf } from "../../common/model/failure.ts";
import type { RunStore } from "../adapters/files/run-store.ts";

/** Journals are read for it: only the stations that were worked on last can be meant. */
const mostLooked = 5;

/** The station's newest run, if it did not end well. */
export async function unfinishedRun(
  station: string,
  runs: RunStore,
): Promise<Snapshot["unfinished"]> {
  const found = await runs.latestUnfinished(station);
  if (found === undefined) return null;
  const { run, kind, started } = found;
  return { run, kind, started };
}

/** The station that was worked on last, if its run did not end well: it is offered after a restart. */
export async function interruptedStation(
  known: readonly KnownStation[],
  runs: RunStore,
): Promise<Snapshot["interrupted"]> {
  for (const station of known.slice(0, mostLooked)) {
    const unfinished = await unfinishedRun(station.id, runs).catch(
      (error: unknown) => {
        if (failureOf(error) === undefined) throw error;
        return null;
      },
    );
    if (unfinished !== null) return { ...station, unfinished };
  }
  return null;
}
