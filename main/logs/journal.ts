import { constants } from "node:fs";
import { open, readFile, type FileHandle } from "node:fs/promises";
import { basename, join } from "node:path";
import type { NewRunEvent, RunEvent } from "../../common/model/events.ts";
import { failed } from "../../common/model/failure.ts";
import type { Clock } from "../ports/clock.ts";
import { parseJournal, type ParsedJournal } from "./journal-lines.ts";
import { redactEvent } from "./journal-redaction.ts";
import type { Redactor } from "./redactor.ts";

export interface Journal {
  /** What was in it when it was opened. */
  readonly past: readonly RunEvent[];
  /** Whether a torn end was cut off when it was opened. */
  readonly torn: boolean;
  /**
   * Masks, numbers and writes the event. Resolves once it is on disk (progress: once it is written),
   * and after subscribers saw it. Throws `laptop-disk-full`, `file-unreadable`.
   */
  append(event: NewRunEvent): Promise<RunEvent>;
  /** Gives every event from now on; returns the end of the subscription. */
  onEvent(listener: (event: RunEvent) => void): () => void;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly redactor: Pick<Redactor, "text">;
  readonly clock: Pick<Clock, "now">;
}

export function journalPath(folder: string): string {
  return join(folder, "journal.ndjson");
}

/** Opens a run's journal, or begins it; a torn end is cut off. One process at a time (the run's lock). */
export async function openJournal(
  folder: string,
  options: JournalOptions,
): Promise<Journal> {
  const path = journalPath(folder);
  const file = await open(
    path,
    constants.O_RDWR | constants.O_CREAT,
    0o600,
  ).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const { events, length, torn } = undamaged(path, await file.readFile());
    if (torn) {
      await file.truncate(length);
      await file.sync();
    }
    await flushFolder(folder);
    return new OpenJournal(path, file, events, length, torn, options);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Throws `run-unknown` where the folder has none, `file-unreadable` where it is damaged. */
export async function readJournal(
  folder: string,
): Promise<{ events: RunEvent[]; torn: boolean }> {
  const path = journalPath(folder);
  const bytes = await readFile(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw failed("run-unknown", { data: { run: basename(folder) } });
    throw unreadable(path, error);
  });
  const { events, torn } = undamaged(path, bytes);
  return { events, torn };
}

class OpenJournal implements Journal {
  readonly past: readonly RunEvent[];
  readonly torn: boolean;
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #options: JournalOptions;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  #seq: number;
  #length: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    path: string,
    file: FileHandle,
    past: readonly RunEvent[],
    length: number,
    torn: boolean,
    options: JournalOptions,
  ) {
    this.past = past;
    this.torn = torn;
    this.#path = path;
    this.#file = file;
    this.#options = options;
    this.#seq = past.length;
    this.#length = length;
  }

  append(event: NewRunEvent): Promise<RunEvent> {
    // Now, not when its turn comes: the caller may change what it handed over.
    const masked = redactEvent(event, this.#options.redactor);
    const written = this.#last.then(() => this.#write(masked));
    this.#last = written.catch(() => undefined);
    return written;
  }

  onEvent(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    const written = this.#last;
    this.#last = written.then(() => this.#file.close());
    await this.#last;
  }

  async #write(event: NewRunEvent): Promise<RunEvent> {
    const full = {
      seq: this.#seq + 1,
      time: new Date(this.#options.clock.now()).toISOString(),
      ...event,
    };
    const bytes = Buffer.from(`${JSON.stringify(full)}\n`, "utf8");
    try {
      // Always at the end that counts: what a failed write left behind is written over.
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.#file.write(
          bytes,
          done,
          bytes.length - done,
          this.#length + done,
        );
        done += bytesWritten;
      }
      if (event.type !== "step-progress") await this.#file.datasync();
    } catch (error) {
      await this.#file.truncate(this.#length).catch(() => undefined);
      throw unreadable(this.#path, error);
    }
    this.#seq = full.seq;
    this.#length += bytes.length;
    for (const listener of this.#listeners) listener(full);
    return full;
  }
}

function undamaged(path: string, bytes: Buffer): ParsedJournal {
  const parsed = parseJournal(bytes);
  if (parsed.damagedLine !== undefined)
    throw failed("file-unreadable", {
      data: { path, reason: `line ${parsed.damagedLine} is damaged` },
    });
  return parsed;
}

function unreadable(path: string, error: unknown) {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT"
    ? failed("laptop-disk-full", { data: { path } }, { cause: error })
    : failed(
        "file-unreadable",
        { data: { path, reason: message } },
        { cause: error },
      );
}

/** So that the new name itself survives a power cut; Windows has no such call and does it by itself. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
