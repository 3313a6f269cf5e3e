import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { RedactingStream, Redactor } from "../logs/redactor.ts";
import type { TranscriptChunk } from "../logs/transcript.ts";

/** At most this much is answered at once. */
const mostBytes = 256 * 1024;
const tellEvery = 50;

interface Open {
  readonly file: number;
  /** Commands run side by side: a secret of one may come in two pieces, with the other's words between. */
  readonly redacting: Map<string, RedactingStream>;
  label: string;
  end: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * What the hosts' jobs said, as a terminal shows it: every byte in a file per host in the run's
 * folder, secrets masked, read by offset. The window may be slow or gone; nothing waits for it.
 */
export class HostTerminals {
  readonly #folder: string;
  readonly #redactor: Redactor;
  readonly #grown: (host: string, end: number) => void;
  readonly #hosts = new Map<string, Open>();

  constructor(
    folder: string,
    redactor: Redactor,
    grown: (host: string, end: number) => void,
  ) {
    this.#folder = folder;
    this.#redactor = redactor;
    this.#grown = grown;
  }

  write(host: string, { label, stream, bytes, last }: TranscriptChunk): void {
    if (!isWork(label)) return;
    const open = this.#hosts.get(host) ?? this.#open(host);
    const name = `${label} ${stream}`;
    const redacting = open.redacting.get(name) ?? this.#redactor.stream();
    open.redacting.set(name, redacting);
    this.#say(open, label, redacting.push(bytes));
    if (last === true) {
      open.redacting.delete(name);
      this.#say(open, label, redacting.end());
    }
    open.timer ??= setTimeout(() => {
      open.timer = undefined;
      this.#grown(host, open.end);
    }, tellEvery);
  }

  read(
    host: string,
    from: number,
  ): { from: number; bytes: Buffer; end: number } {
    const open = this.#hosts.get(host);
    if (open === undefined || from >= open.end)
      return { from, bytes: Buffer.alloc(0), end: open?.end ?? 0 };
    const bytes = Buffer.alloc(Math.min(mostBytes, open.end - from));
    const length = readSync(open.file, bytes, 0, bytes.length, from);
    return { from, bytes: bytes.subarray(0, length), end: open.end };
  }

  close(): void {
    for (const open of this.#hosts.values()) {
      for (const redacting of open.redacting.values())
        this.#append(open, redacting.end());
      clearTimeout(open.timer);
      closeSync(open.file);
    }
    this.#hosts.clear();
  }

  #open(host: string): Open {
    const open: Open = {
      file: openSync(join(this.#folder, `terminal-${host}.log`), "w+", 0o600),
      redacting: new Map(),
      label: "",
      end: 0,
      timer: undefined,
    };
    this.#hosts.set(host, open);
    return open;
  }

  #say(open: Open, label: string, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (open.label !== label) {
      open.label = label;
      this.#append(open, Buffer.from(nextCommand(label)));
    }
    this.#append(open, bytes);
  }

  #append(open: Open, bytes: Uint8Array): void {
    try {
      open.end += writeSync(open.file, bytes, 0, bytes.length, open.end);
    } catch {
      // A full disk must not stop a run: its journal says so itself.
    }
  }
}

/** What changes a host is shown; questions to it would only be noise. */
export function isWork(label: string): boolean {
  return /( apply| undo)$/.test(label) || label.startsWith("earlier job");
}

/** Stands before what a command says. */
export function nextCommand(label: string): string {
  return `\n\u001b[1m── ${label}\u001b[0m\n`;
}
