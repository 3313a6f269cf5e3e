import type { Clock } from "../ports/clock.ts";
import type { RedactingStream, Redactor } from "./redactor.ts";
import { RotatingFile } from "./rotating-file.ts";

/** What a command on a host printed, as it came. */
export interface TranscriptChunk {
  /** The command's: `facts`, `k3s-start apply`. */
  readonly label: string;
  readonly stream: "out" | "err";
  readonly bytes: Uint8Array;
  /** Nothing comes after it from this command: what was held back can be told. */
  readonly last?: boolean;
}

export interface Transcripts {
  /** Never throws: a full disk must not stop a run, whose journal says so itself. */
  write(this: void, host: string, chunk: TranscriptChunk): void;
  /** Writes what was held back. Rejects with the first error of writing. */
  close(): Promise<void>;
}

export interface TranscriptOptions {
  readonly redactor: Pick<Redactor, "stream">;
  readonly clock: Pick<Clock, "now">;
  /** Bytes after which a file is put aside, compressed. */
  readonly rotateAt?: number;
}

/**
 * One file per host, `<folder>/transcript-<host>.log`: every byte that its commands printed, secrets
 * masked, each line with its time, command and stream in front of it. What became too large is beside
 * it, oldest first, as `transcript-<host>.1.log.gz` and so on.
 */
export function openTranscripts(
  folder: string,
  options: TranscriptOptions,
): Transcripts {
  const hosts = new Map<string, HostTranscript>();
  return {
    write(host, chunk) {
      let transcript = hosts.get(host);
      if (transcript === undefined) {
        transcript = new HostTranscript(
          new RotatingFile(folder, `transcript-${host}`, options.rotateAt),
          options,
        );
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

interface OpenStream {
  readonly redacting: RedactingStream;
  rest: Buffer;
}

class HostTranscript {
  readonly #file: RotatingFile;
  readonly #options: TranscriptOptions;
  /** Commands run side by side: each of their streams has its own unfinished line. */
  readonly #streams = new Map<string, OpenStream>();

  constructor(file: RotatingFile, options: TranscriptOptions) {
    this.#file = file;
    this.#options = options;
  }

  write({ label, stream, bytes, last = false }: TranscriptChunk): void {
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
    if (last) this.#end(name, found);
  }

  async close(): Promise<void> {
    for (const [name, stream] of this.#streams) this.#end(name, stream);
    await this.#file.close();
  }

  #end(name: string, { redacting, rest }: OpenStream): void {
    this.#streams.delete(name);
    this.#lines(name, Buffer.concat([rest, redacting.end()]));
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
    this.#file.append(Buffer.concat(pieces));
  }
}
