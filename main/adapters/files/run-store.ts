import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvent, RunKind } from "../../../common/model/events.ts";
import { failed, failureOf } from "../../../common/model/failure.ts";
import { journalPath, readJournal } from "../../logs/journal.ts";
import type { Clock } from "../../ports/clock.ts";
import { writeWhole } from "./json-file.ts";
import { takeLock } from "./lock-file.ts";
import { privateFolder } from "./state-folder.ts";

/** A run's folder, locked for this process. */
export interface RunFolder {
  /** Such as "20261123-170102-ab12": UTC, so that names sort by time. */
  readonly run: string;
  readonly folder: string;
  /** Gives it free for other processes. */
  release(): Promise<void>;
  /** Removes it where the run never started (no `run-started` in its journal); releases it otherwise. */
  discardIfEmpty(): Promise<void>;
}

export interface RunSummary {
  readonly run: string;
  readonly folder: string;
  readonly station: string;
  readonly kind: RunKind;
  /** ISO time. */
  readonly started: string;
  /** "open": it has no end; stopped by a crash or a power cut, or running now. */
  readonly outcome: "done" | "failed" | "aborted" | "open";
}

const runId = /^\d{8}-\d{6}-[0-9a-f]{4}$/;
const stationId = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Runs in `<state>/runs/<station>/<run>/`. */
export class RunStore {
  readonly #folder: string;
  readonly #clock: Pick<Clock, "now">;

  constructor(stateFolder: string, clock: Pick<Clock, "now">) {
    this.#folder = join(stateFolder, "runs");
    this.#clock = clock;
  }

  /** A new folder, locked. Throws `file-unreadable`, `laptop-disk-full`. */
  async create(station: string): Promise<RunFolder> {
    const above = this.#ofStation(station);
    for (;;) {
      privateFolder(above);
      const run = newRunId(this.#clock.now());
      try {
        await mkdir(join(above, run), { mode: 0o700 });
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // Two runs with one name, or another process removed the empty folder above.
        if (code === "EEXIST" || code === "ENOENT") continue;
        throw failed(
          code === "ENOSPC" ? "laptop-disk-full" : "file-unreadable",
          { data: { path: above, reason: (error as Error).message } },
          { cause: error },
        );
      }
      return this.open(station, run);
    }
  }

  /** An existing run's folder, locked. Throws `run-unknown`, `run-busy`. */
  async open(station: string, run: string): Promise<RunFolder> {
    if (!runId.test(run)) throw failed("run-unknown", { data: { run } });
    const above = this.#ofStation(station);
    const folder = join(above, run);
    const lock = await takeLock(folder).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === "ENOENT")
        throw failed("run-unknown", { data: { run } });
      throw error;
    });
    if (lock === undefined) throw failed("run-busy", { data: { run } });
    return {
      run,
      folder,
      release: () => lock.release(),
      discardIfEmpty: async () => {
        if ((await summaryOf(folder, station, run)) !== undefined)
          return lock.release();
        await rm(folder, { recursive: true, force: true });
        // Stays where it holds other runs.
        await rmdir(above).catch(() => undefined);
      },
    };
  }

  /**
   * A run that another laptop did, as a host remembers it: from here on it can be looked at, exported and
   * gone on with. Events are numbered from 1. Where this laptop knows as much of it, nothing changes.
   * Throws `run-busy`, `run-unknown` for what is no run's name, `file-unreadable`, `laptop-disk-full`.
   */
  async adopt(
    station: string,
    run: string,
    events: readonly RunEvent[],
  ): Promise<void> {
    if (!runId.test(run)) throw failed("run-unknown", { data: { run } });
    const path = join(this.#ofStation(station), run);
    privateFolder(path);
    const folder = await this.open(station, run);
    try {
      const known = await readJournal(path).catch((error: unknown) => {
        if (failureOf(error)?.code === "run-unknown") return { events: [] };
        throw error;
      });
      const milestones = known.events.filter(
        ({ type }) => type !== "step-progress",
      );
      if (milestones.length < events.length)
        writeWhole(
          journalPath(path),
          events.map((event) => `${JSON.stringify(event)}\n`).join(""),
        );
    } finally {
      await folder.discardIfEmpty();
    }
  }

  /** The run with this id, or with `latest` the newest of all. Throws `run-unknown`. */
  async find(run: string): Promise<RunSummary> {
    const found: RunSummary[] = [];
    for (const station of await this.stations()) {
      const above = this.#ofStation(station);
      for (const name of (await names(above)).sort().reverse()) {
        if (!runId.test(name) || (run !== "latest" && name !== run)) continue;
        const summary = await summaryOf(join(above, name), station, name);
        if (summary !== undefined) found.push(summary);
        if (summary !== undefined && run === "latest") break;
      }
    }
    const newest = found.sort((a, b) => b.run.localeCompare(a.run))[0];
    if (newest === undefined) throw failed("run-unknown", { data: { run } });
    return newest;
  }

  /** Runs that started, newest first. A damaged journal counts as a run without an end. */
  async list(station: string): Promise<RunSummary[]> {
    const runs: RunSummary[] = [];
    for await (const run of this.#newestFirst(station)) runs.push(run);
    return runs;
  }

  /** The newest run, if it did not end well: what `resume` goes on with. */
  async latestUnfinished(station: string): Promise<RunSummary | undefined> {
    for await (const run of this.#newestFirst(station))
      return run.outcome === "done" ? undefined : run;
    return undefined;
  }

  /** Ids of the stations that have runs. */
  async stations(): Promise<string[]> {
    return (await names(this.#folder)).filter((name) => stationId.test(name));
  }

  async *#newestFirst(station: string): AsyncGenerator<RunSummary> {
    const above = this.#ofStation(station);
    const runs = (await names(above)).filter((name) => runId.test(name));
    for (const run of runs.sort().reverse()) {
      const summary = await summaryOf(join(above, run), station, run);
      if (summary !== undefined) yield summary;
    }
  }

  #ofStation(station: string): string {
    // Station files are checked for this; a name from a command line is not.
    if (!stationId.test(station))
      throw failed("run-unknown", { data: { run: station } });
    return join(this.#folder, station);
  }
}

function newRunId(now: number): string {
  const time = new Date(now).toISOString().replace(/[-:]/g, "");
  const random = randomBytes(2).toString("hex");
  return `${time.slice(0, 8)}-${time.slice(9, 15)}-${random}`;
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw failed("file-unreadable", {
      data: { folder, reason: (error as Error).message },
    });
  }
}

/** Undefined for a run that never started. */
async function summaryOf(
  folder: string,
  station: string,
  run: string,
): Promise<RunSummary | undefined> {
  let events: RunEvent[];
  try {
    ({ events } = await readJournal(folder));
  } catch (error) {
    const code = failureOf(error)?.code;
    if (code === "run-unknown") return undefined;
    if (code !== "file-unreadable") throw error;
    return {
      run,
      folder,
      station,
      kind: "install",
      started: "",
      outcome: "open",
    };
  }
  const first = events.find((event) => event.type === "run-started");
  if (first === undefined) return undefined;
  // A resume opens it again.
  const last = events.findLast(
    (event) => event.type === "run-ended" || event.type === "run-resumed",
  );
  return {
    run,
    folder,
    station,
    kind: first.kind,
    started: first.time,
    outcome: last?.type === "run-ended" ? last.outcome : "open",
  };
}
