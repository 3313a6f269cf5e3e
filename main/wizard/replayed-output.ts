import { isWork, nextCommand } from "./host-terminals.ts";

/** Of one host; what is more is in the export for those who need it. */
const mostBytes = 64 * 1024 * 1024;
const mostAtOnce = 1024 * 1024;

/** What a host's commands said, as the terminal showed it, with the time of every line. */
export class ReplayedOutput {
  readonly #bytes: Buffer;
  /** Of each line: when it was there, and where it ends. */
  readonly #times: readonly number[];
  readonly #ends: readonly number[];

  private constructor(bytes: Buffer, times: number[], ends: number[]) {
    this.#bytes = bytes;
    this.#times = times;
    this.#ends = ends;
  }

  /** Reads a transcript: `<time> <command> out|err | <line>`. */
  static async read(
    transcript: AsyncIterable<Uint8Array>,
  ): Promise<ReplayedOutput> {
    const pieces: Buffer[] = [];
    const times: number[] = [];
    const ends: number[] = [];
    let size = 0;
    let label = "";
    const say = (text: string, time: number) => {
      // One character is one byte: nothing of the host's bytes is lost.
      const bytes = Buffer.from(text, "latin1");
      pieces.push(bytes);
      size += bytes.length;
      times.push(time);
      ends.push(size);
    };
    for await (const line of linesOf(transcript)) {
      const match = /^(\S+Z) (.*?) (?:out|err) \| ([^]*)$/.exec(line);
      const [, time = "", command = "", text = ""] = match ?? [];
      if (match === null || !isWork(command)) continue;
      if (size > mostBytes) break;
      const at = Date.parse(time);
      if (command !== label)
        say(Buffer.from(nextCommand(command)).toString("latin1"), at);
      label = command;
      say(`${text}\n`, at);
    }
    return new ReplayedOutput(Buffer.concat(pieces), times, ends);
  }

  /** What there was until then, from this byte on. */
  until(
    time: number,
    from: number,
  ): { from: number; bytes: Buffer; end: number } {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#times[middle] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    const end = this.#ends[low - 1] ?? 0;
    return {
      from,
      bytes: this.#bytes.subarray(from, Math.min(end, from + mostAtOnce)),
      end,
    };
  }
}

async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of bytes) {
    const lines = (rest + Buffer.from(chunk).toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
