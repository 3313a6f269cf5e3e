import type { RunEvent, RunKind } from "../../common/model/events.ts";
import type { RunFolder } from "../adapters/files/run-store.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import type { RunResult } from "../engine/runner.ts";
import { openJournal } from "../logs/journal.ts";
import type { Redactor } from "../logs/redactor.ts";
import type { OpenStation } from "./open-station.ts";
import { runStation } from "./run-station.ts";

/** Runs, with the journal in the run's folder; `onEvent` sees each event once it is on disk. */
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
  try {
    return await runStation(opened, {
      run: folder.run,
      kind,
      attempt: attemptAfter(journal.past),
      append: (event) => journal.append(event),
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
