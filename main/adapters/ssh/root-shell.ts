import { randomBytes } from "node:crypto";
import { StringDecoder } from "node:string_decoder";
import type { ClientChannel } from "ssh2";
import type { Answer } from "../../ports/remote-host.ts";
import { LinkLost } from "./link.ts";

/**
 * The loop that a root shell runs: a line `MARKER SCRIPT-BYTES INPUT-BYTES`, then exactly so many
 * bytes of each, then the script in a subshell and `MARKER CODE` on both streams. dd with fullblock
 * takes no byte more than it is told to. Input goes through a file of root's that has no name any
 * more when the script starts.
 */
export const shellLoop = String.raw`
take() { if [ "$1" -gt 0 ]; then dd bs="$1" count=1 iflag=fullblock 2>/dev/null; fi; }
umask 077
while read -r mark length input; do
  script=$(take "$length"; printf x)
  script=${"$"}{script%x}
  if [ "$input" -gt 0 ]; then
    file=$(mktemp) || exit 1
    take "$input" >"$file"
    exec 4<"$file"
    rm -f "$file"
  else
    exec 4</dev/null
  fi
  (umask 022; eval "$script") <&4 4<&-
  code=$?
  exec 4<&-
  printf '%s %s\n' "$mark" "$code"
  printf '%s %s\n' "$mark" "$code" >&2
done`;

export interface ShellQuestion {
  readonly script: string;
  readonly input: Uint8Array;
  /** Each piece as it comes, without the markers. */
  readonly onBytes?: (stream: "out" | "err", bytes: Buffer) => void;
  /** False where nobody wants standard output in the answer: it may be endless. */
  readonly keepOut: boolean;
  readonly signal?: AbortSignal;
  /** Milliseconds. */
  readonly timeout: number;
}

/** What `ask` rejects with when its time was up or it was aborted: the shell is of no use any more. */
export class ShellStopped extends Error {
  readonly by: "time" | "signal";

  constructor(by: "time" | "signal") {
    super(`stopped by ${by}`);
    this.by = by;
  }
}

/** A root shell that stays: one question at a time. */
export class RootShell {
  readonly #channel: ClientChannel;
  #gone = false;

  constructor(channel: ClientChannel) {
    this.#channel = channel;
    channel.on("close", () => (this.#gone = true));
    channel.on("error", () => (this.#gone = true));
  }

  get usable(): boolean {
    return !this.#gone;
  }

  close(): void {
    this.#gone = true;
    this.#channel.end();
    this.#channel.close();
  }

  async ask(question: ShellQuestion): Promise<Answer> {
    const mark = randomBytes(12).toString("hex");
    const script = Buffer.from(question.script, "utf8");
    const { keepOut, onBytes } = question;
    const out = new Reply(mark, keepOut, (bytes) => onBytes?.("out", bytes));
    const err = new Reply(mark, true, (bytes) => onBytes?.("err", bytes));
    const channel = this.#channel;
    return new Promise((resolve, reject) => {
      const onOut = (bytes: Buffer) => {
        out.push(bytes);
        finish();
      };
      const onErr = (bytes: Buffer) => {
        err.push(bytes);
        finish();
      };
      const settle = (end: () => void) => {
        clearTimeout(timer);
        question.signal?.removeEventListener("abort", onAbort);
        channel.off("data", onOut);
        channel.stderr.off("data", onErr);
        channel.off("close", onClose);
        channel.pause();
        channel.stderr.pause();
        end();
      };
      const finish = () => {
        const { code } = out;
        if (code === undefined || err.code === undefined) return;
        settle(() => resolve({ code, stdout: out.text(), stderr: err.text() }));
      };
      const stop = (by: "time" | "signal") =>
        settle(() => {
          this.close();
          reject(new ShellStopped(by));
        });
      const onClose = () => settle(() => reject(new LinkLost()));
      const onAbort = () => stop("signal");
      const timer = setTimeout(() => stop("time"), question.timeout);
      question.signal?.addEventListener("abort", onAbort, { once: true });
      if (question.signal?.aborted === true) return onAbort();
      if (this.#gone) return onClose();
      channel.on("data", onOut);
      channel.stderr.on("data", onErr);
      channel.on("close", onClose);
      channel.resume();
      channel.stderr.resume();
      channel.write(`${mark} ${script.length} ${question.input.length}\n`);
      channel.write(script);
      if (question.input.length > 0) channel.write(Buffer.from(question.input));
    });
  }
}

/** Output up to its marker; what may be the marker's beginning is held back until it is clear. */
class Reply {
  readonly #end: Buffer;
  readonly #keeps: boolean;
  readonly #tell: (bytes: Buffer) => void;
  readonly #kept: Buffer[] = [];
  #held: Buffer = Buffer.alloc(0);
  code: number | undefined;

  constructor(mark: string, keeps: boolean, tell: (bytes: Buffer) => void) {
    // No end of line before it: a job's last line would be held back until its next one.
    this.#end = Buffer.from(`${mark} `);
    this.#keeps = keeps;
    this.#tell = tell;
  }

  push(bytes: Buffer): void {
    if (this.code !== undefined) return;
    const all =
      this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const at = all.indexOf(this.#end);
    if (at >= 0) {
      const line = all.indexOf(0x0a, at + this.#end.length);
      if (line < 0) {
        this.#keep(all.subarray(0, at));
        this.#held = all.subarray(at);
        return;
      }
      this.#keep(all.subarray(0, at));
      this.code = Number(all.toString("latin1", at + this.#end.length, line));
      return;
    }
    const safe = this.#safeLength(all);
    this.#keep(all.subarray(0, safe));
    this.#held = Buffer.from(all.subarray(safe));
  }

  text(): string {
    const decoder = new StringDecoder("utf8");
    return decoder.write(Buffer.concat(this.#kept)) + decoder.end();
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.#keeps) this.#kept.push(Buffer.from(bytes));
    this.#tell(bytes);
  }

  /** How much of it cannot be the beginning of the marker. */
  #safeLength(all: Buffer): number {
    const from = Math.max(0, all.length - this.#end.length);
    for (let at = from; at < all.length; at += 1)
      if (this.#end.subarray(0, all.length - at).equals(all.subarray(at)))
        return at;
    return all.length;
  }
}
