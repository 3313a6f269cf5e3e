import { createInterface } from "node:readline";
import type { ClientChannel } from "ssh2";
import { failed, type Failed } from "../../../common/model/failure.ts";
import { remoteScript } from "../files/remote-script.ts";
import { LinkLost } from "./link.ts";
import { block, type Piece } from "./pieces.ts";
import type { Session } from "./session.ts";

/** Pieces on their way without an answer: one being sent, one being written. */
const mostUnanswered = 2;

/** A program on the host that writes what it is sent into `.part` files, over one connection. */
export class Writer {
  readonly #channel: ClientChannel;
  readonly #host: string;
  #part = "";
  #ended: Failed | LinkLost | undefined;
  readonly #answers: (() => void)[] = [];
  readonly #waiting: {
    readonly piece: Piece;
    readonly settle: () => void;
  }[] = [];
  readonly #summing: ((sha256?: string) => void)[] = [];
  /** Questions for sums: they may not come into the middle of a piece. */
  readonly #questions: Piece[] = [];
  #sending = false;
  #stopWriting = () => {};

  private constructor(channel: ClientChannel, host: string) {
    this.#channel = channel;
    this.#host = host;
    channel.stderr.resume();
    channel.on("error", () => this.#end(new LinkLost()));
    channel.on("close", () => this.#end(new LinkLost()));
    createInterface({ input: channel }).on("line", (line) => this.#heard(line));
  }

  static async start(session: Session): Promise<Writer> {
    const channel = await session.rootWriter(
      `${remoteScript("upload.sh")}\nwriter`,
    );
    return new Writer(channel, session.options.host.name);
  }

  /**
   * Sends one piece; resolves with the promise of its answer once all of it is on its way.
   * `onBytes` gets the bytes handed to the connection. Throws LinkLost, `disk-full`, `read-only`.
   * Not called again before it has resolved.
   */
  async send(
    piece: Piece,
    onBytes: (bytes: number) => void,
  ): Promise<{ written: Promise<void> }> {
    while (this.#waiting.length >= mostUnanswered)
      await new Promise<void>((resolve) => this.#answers.push(resolve));
    this.#check();
    this.#sending = true;
    this.#command("C", piece);
    const written = new Promise<void>((resolve, reject) => {
      this.#waiting.push({
        piece,
        settle: () => {
          if (this.#ended === undefined) resolve();
          else reject(this.#ended);
        },
      });
    });
    // Its owner looks at it later; until then it is nobody's unhandled rejection.
    written.catch(() => undefined);
    for await (const bytes of piece.source.read(piece.start, piece.end)) {
      await this.#write(bytes);
      onBytes(bytes.length);
    }
    this.#sending = false;
    this.#ask();
    return { written };
  }

  /** The sha256 of what the host reads back there; made while further pieces come. Throws LinkLost. */
  async sum(piece: Piece): Promise<string> {
    this.#check();
    return new Promise((resolve, reject) => {
      this.#summing.push((sha256) => {
        if (sha256 === undefined) reject(this.#ended ?? new LinkLost());
        else resolve(sha256);
      });
      this.#questions.push(piece);
      if (!this.#sending) this.#ask();
    });
  }

  #ask(): void {
    for (const piece of this.#questions.splice(0)) this.#command("S", piece);
  }

  #command(verb: "C" | "S", { part, start, end }: Piece): void {
    if (this.#part !== part) {
      this.#channel.write(`F ${part}\n`);
      this.#part = part;
    }
    const blocks = Math.floor((end - start) / block);
    const tail = (end - start) % block;
    this.#channel.write(`${verb} ${start / block} ${blocks} ${tail}\n`);
  }

  /** At once, also where the host does not answer any more. */
  close(): void {
    this.#end(new LinkLost());
    this.#channel.end();
    this.#channel.close();
  }

  /** Waits until the connection took it: then the piece's memory is free again. */
  async #write(piece: Uint8Array): Promise<void> {
    this.#check();
    await new Promise<void>((resolve, reject) => {
      const gone = () => reject(this.#ended ?? new LinkLost());
      this.#stopWriting = gone;
      this.#channel.write(piece, (error) => {
        if (error) gone();
        else resolve();
      });
    });
  }

  #check(): void {
    if (this.#ended !== undefined) throw this.#ended;
  }

  #heard(line: string): void {
    if (line === "ok") {
      this.#waiting.shift()?.settle();
      this.#answers.shift()?.();
      return;
    }
    if (line.startsWith("sum ")) {
      this.#summing.shift()?.(line.slice(4).trim());
      return;
    }
    if (!line.startsWith("broken")) return;
    const path = this.#waiting[0]?.piece.part ?? this.#part;
    const code = /read-only/i.test(line)
      ? "read-only"
      : /no space|quota/i.test(line)
        ? "disk-full"
        : "job-failed";
    this.#end(
      failed(code, {
        host: this.#host,
        data: code === "job-failed" ? { step: path } : { path },
        lastLines: [line],
        retry: true,
      }),
    );
  }

  #end(reason: Failed | LinkLost): void {
    this.#ended ??= reason;
    this.#stopWriting();
    for (const { settle } of this.#waiting.splice(0)) settle();
    for (const wake of this.#answers.splice(0)) wake();
    for (const unanswered of this.#summing.splice(0)) unanswered();
  }
}
