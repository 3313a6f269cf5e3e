import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../ports/clock.ts";
import type { RedactingStream, Redactor } from "./redactor.ts";

/** What a command on a host printed, as it came. */
export interface TranscriptChunk {
  /** The command's: `facts`, `k3s-start apply`. */
  readonly label: string;
  readonly stream: "out" | "err";
  readonly bytes: Uint8Array;
}

export interface Transcripts {
  /** Never throws: a full disk must not stop a run, whose journal says so itself. */
  write(this: void, host: string, chunk: TranscriptChunk): void;
  /** Writes what was held back. Rejects with the first error of writing. */
  close(): Promise<void>;
}

/**
 * One file per host, `<folder>/transcript-<host>.log`: every byte that its commands printed, secrets
 * masked, each line with its time, command and stream in front of it.
 */
export function openTranscripts(
  folder: string,
  options: {
    readonly redactor: Pick<Redactor, "stream">;
    readonly clock: Pick<Clock, "now">;
  },
): Transcripts {
  const hosts = new Map<string, HostTranscript>();
  return {
    write(host, chunk) {
      let transcript = hosts.get(host);
      if (transcript === undefined) {
        const path = join(folder, `transcript-${host}.log`);
        transcript = new HostTranscript(path, options);
        hosts.set(host, transcript);
      }
      transcript.write(chunk);
    },
    async close() {
      const ends = await Promise.allSettled(
        [...hosts.values()].map((transcript) => transcript.close()),
      );
      for (const end of ends) if (end.status === "rejected") throw end.reason;
    },
  };
}

const newline = 0x0a;

class HostTranscript {
  readonly #path: string;
  readonly #options: Parameters<typeof openTranscripts>[1];
  /** Commands run side by side: each of their streams has its own unfinished line. */
  readonly #streams = new Map<
    string,
    { redacting: RedactingStream; rest: Buffer }
  >();
  #file: Promise<FileHandle> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #error: Error | undefined;

  constructor(path: string, options: Parameters<typeof openTranscripts>[1]) {
    this.#path = path;
    this.#options = options;
  }

  write({ label, stream, bytes }: TranscriptChunk): void {
    const name = `${label.replace(/[\r\n]+/g, " ")} ${stream}`;
    const found = this.#streams.get(name) ?? {
      redacting: this.#options.redactor.stream(),
      rest: Buffer.alloc(0),
    };
    this.#streams.set(name, found);
    const all = Buffer.concat([found.rest, found.redacting.push(bytes)]);
    const whole = all.lastIndexOf(newline) + 1;
    found.rest = all.subarray(whole);
    this.#lines(name, all.subarray(0, whole));
  }

  async close(): Promise<void> {
    for (const [name, { redacting, rest }] of this.#streams)
      this.#lines(name, Buffer.concat([rest, redacting.end()]));
    this.#streams.clear();
    await this.#last;
    if (this.#file !== undefined) await (await this.#file).close();
    if (this.#error !== undefined) throw this.#error;
  }

  #lines(name: string, bytes: Buffer): void {
    if (bytes.length === 0) return;
    const time = new Date(this.#options.clock.now()).toISOString();
    const pieces: Buffer[] = [];
    for (let start = 0; start < bytes.length;) {
      const found = bytes.indexOf(newline, start);
      const end = found === -1 ? bytes.length : found;
      pieces.push(
        Buffer.from(`${time} ${name} | `),
        bytes.subarray(start, end),
        Buffer.from("\n"),
      );
      start = end + 1;
    }
    const text = Buffer.concat(pieces);
    this.#last = this.#last
      .then(async () => {
        this.#file ??= open(this.#path, "a", 0o600);
        await (await this.#file).appendFile(text);
      })
      .catch((error: unknown) => {
        this.#error ??= error as Error;
      });
  }
}
