import type { Api } from "../../common/ipc/faces.ts";
import { fromBase64 } from "./bytes.ts";

type Source = Pick<Api["terminal"], "read" | "onGrown">;

/** Where bytes are painted; resolves once they are. */
export interface Painter {
  write(bytes: Uint8Array): Promise<void>;
  /** Empties it: what it showed is no more. */
  reset(): void;
  /** So many bytes are not shown, because there are newer ones. */
  skipped(bytes: number): Promise<void>;
  /** The next moment in which something may be painted. */
  frame(): Promise<void>;
}

const slice = 64 * 1024;
/** This much is shown after a jump; a jump is made when twice that is waiting. */
const shown = 1_000_000;
const retryAfter = 500;
const newline = 0x0a;

const soon = () => new Promise((resolve) => setTimeout(resolve, retryAfter));

/**
 * Brings what a host's commands said to where it is painted, at the painter's speed: a slice per
 * frame, the next one only once the last is painted. Far behind, it jumps to the newest.
 */
export class HostOutput {
  readonly #source: Source;
  readonly #host: string;
  readonly #painter: Painter;
  #position = 0;
  #end = 0;
  /** Counts how often the output was begun anew. */
  #writing = 0;
  #active = false;
  #closed = false;
  #wake: (() => void) | undefined;
  readonly #unsubscribe: () => void;

  constructor(source: Source, host: string, painter: Painter) {
    this.#source = source;
    this.#host = host;
    this.#painter = painter;
    this.#unsubscribe = source.onGrown(({ host: grown, end }) => {
      if (grown === host) this.#grown(end);
    });
    void this.#run();
  }

  /** Only what is seen is painted; the rest waits in its file. */
  set active(active: boolean) {
    this.#active = active;
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    this.#wake?.();
  }

  #grown(end: number): void {
    this.#begunAnew(end);
    this.#end = end;
    this.#wake?.();
  }

  /** A resumed run writes its output anew. */
  #begunAnew(end: number): void {
    if (end >= this.#position) return;
    this.#position = 0;
    this.#writing += 1;
    this.#painter.reset();
  }

  async #run(): Promise<void> {
    // The first question tells how much there is by now.
    let asked = false;
    while (!this.#closed) {
      if (!this.#active || (asked && this.#position >= this.#end)) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        continue;
      }
      asked = true;
      const writing = this.#writing;
      const behind = this.#end - this.#position;
      const from = behind > 2 * shown ? this.#end - shown : this.#position;
      const answer = await this.#source
        .read({ host: this.#host, from })
        .catch(() => ({ ok: false as const }));
      if (!answer.ok) {
        await soon();
        continue;
      }
      const { end, bytes } = answer.value;
      // Begun anew while it was read: these bytes are of before.
      if (this.#writing !== writing) continue;
      if (end < from) {
        this.#grown(end);
        continue;
      }
      this.#end = Math.max(this.#end, end);
      if (this.#end - this.#position > 2 * shown && from === this.#position)
        continue;
      if (bytes === "") await soon();
      else await this.#paint(from, fromBase64(bytes));
    }
  }

  async #paint(from: number, read: Uint8Array): Promise<void> {
    let bytes = read;
    const writing = this.#writing;
    if (from > this.#position) {
      // Begins with a whole line: not within a letter or a colour.
      const start = bytes.indexOf(newline) + 1;
      bytes = bytes.subarray(start);
      const missed = from + start - this.#position;
      this.#position = from + start;
      await this.#painter.skipped(missed);
    }
    for (let at = 0; at < bytes.length; at += slice) {
      await this.#painter.frame();
      if (this.#closed || this.#writing !== writing) return;
      const part = bytes.subarray(at, at + slice);
      this.#position += part.length;
      await this.#painter.write(part);
    }
  }
}
