import type {
  NewRunEvent,
  RunEvent,
  RunKind,
} from "../../common/model/events.ts";
import { remoteScript } from "../adapters/files/remote-script.ts";
import type { RunFolder } from "../adapters/files/run-store.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import type { RunResult } from "../engine/runner.ts";
import { openJournal, type Journal } from "../logs/journal.ts";
import { writeRecord } from "../logs/record.ts";
import type { Redactor } from "../logs/redactor.ts";
import { HostJournals } from "./host-journal.ts";
import type { OpenStation } from "./open-station.ts";
import { recordOf } from "./record-of.ts";
import { runStation } from "./run-station.ts";

/**
 * Runs, with the journal and what else is recorded in the run's folder, and a copy of the journal on the
 * hosts; `onEvent` sees each event once it is on disk.
 */
export async function runInFolder(
  opened: OpenStation,
  folder: RunFolder,
  {
    kind,
    redactor,
    signal,
    onEvent,
  }: {
    readonly kind: RunKind;
    readonly redactor: Redactor;
    readonly signal: AbortSignal;
    readonly onEvent: (event: RunEvent) => void;
  },
): Promise<RunResult> {
  const journal = await openJournal(folder.folder, {
    redactor,
    clock: systemClock,
  });
  const stop = journal.onEvent(onEvent);
  const copies = new HostJournals(opened.hosts, remoteScript, folder.run);
  const append = async (event: NewRunEvent) => {
    // Only once the hosts are held: a second installer must not describe a run that is not its own.
    if (event.type === "run-started" || event.type === "run-resumed")
      writeRecord(folder.folder, recordOf(opened, folder.run, kind), redactor);
    copies.take(await journal.append(told(event, journal)));
    // Before the hold is given back: afterwards the hosts are somebody else's.
    if (event.type === "run-ended") await copies.flush();
  };
  try {
    return await runStation(opened, {
      run: folder.run,
      kind,
      attempt: attemptAfter(journal.past),
      append,
      signal,
    });
  } finally {
    stop();
    await journal.close();
  }
}

/** A run's first try is 1; each start that the journal holds counts. */
function attemptAfter(past: readonly RunEvent[]): number {
  return (
    1 +
    past.filter(({ type }) => type === "run-started" || type === "run-resumed")
      .length
  );
}

/** That a power cut took the end of the journal is told where it goes on. */
function told(event: NewRunEvent, { torn }: Journal): NewRunEvent {
  return event.type === "run-resumed" && torn
    ? { ...event, torn: true }
    : event;
}
