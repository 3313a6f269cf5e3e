import { createInterface } from "node:readline";
import type { ClientChannel } from "ssh2";
import { failed, type Failed } from "../../../common/model/failure.ts";
import type { ByteSource } from "../../ports/remote-host.ts";
import { remoteScript } from "../files/remote-script.ts";
import { LinkLost } from "./link.ts";
import type { Session } from "./session.ts";

const block = 65_536;
/** Chunks on their way without an answer: one being sent, one being written, one being hashed. */
const mostUnanswered = 3;

export interface Chunk {
  readonly part: string;
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
  readonly sha256: string;
}

/** A program on the host that writes what it is sent into `.part` files, over one connection. */
export class Writer {
  readonly #channel: ClientChannel;
  readonly #host: string;
  #part = "";
  #ended: Failed | LinkLost | undefined;
  readonly #answers: (() => void)[] = [];
  readonly #waiting: {
    chunk: Chunk;
    settle: (sha256?: string) => void;
  }[] = [];

  private constructor(channel: ClientChannel, host: string) {
    this.#channel = channel;
    this.#host = host;
    channel.stderr.resume();
    channel.on("error", () => this.#end(new LinkLost()));
    channel.on("close", () => this.#end(new LinkLost()));
    createInterface({ input: channel }).on("line", (line) => this.#heard(line));
  }

  static async start(session: Session): Promise<Writer> {
    const channel = await session.rootProgram(
      `${remoteScript("upload.sh")}\nwriter`,
    );
    return new Writer(channel, session.options.host.name);
  }

  /**
   * Sends one chunk; resolves with the promise of its answer once all of it is on its way: whether
   * the host read back what the manifest says. `onBytes` gets the bytes handed to the connection.
   * Throws LinkLost, `disk-full`, `read-only`.
   */
  async send(
    chunk: Chunk,
    onBytes: (bytes: number) => void,
  ): Promise<{ written: Promise<boolean> }> {
    while (this.#waiting.length >= mostUnanswered)
      await new Promise<void>((resolve) => this.#answers.push(resolve));
    this.#check();
    if (this.#part !== chunk.part) {
      this.#channel.write(`F ${chunk.part}\n`);
      this.#part = chunk.part;
    }
    const size = chunk.end - chunk.start;
    const blocks = Math.floor(size / block);
    this.#channel.write(
      `C ${chunk.start / block} ${blocks} ${size - blocks * block}\n`,
    );
    const written = new Promise<boolean>((resolve, reject) => {
      this.#waiting.push({
        chunk,
        settle: (sha256) => {
          if (this.#ended === undefined) resolve(sha256 === chunk.sha256);
          else reject(this.#ended);
        },
      });
    });
    // Its owner looks at it later; until then it is nobody's unhandled rejection.
    written.catch(() => undefined);
    for await (const piece of chunk.source.read(chunk.start, chunk.end)) {
      await this.#write(piece);
      onBytes(piece.length);
    }
    return { written };
  }

  close(): void {
    this.#channel.end();
    this.#channel.close();
  }

  /** Waits until the connection took it: then the piece's memory is free again. */
  async #write(piece: Uint8Array): Promise<void> {
    this.#check();
    await new Promise<void>((resolve, reject) => {
      const gone = () => reject(this.#ended ?? new LinkLost());
      this.#channel.once("close", gone);
      this.#channel.write(piece, (error) => {
        this.#channel.off("close", gone);
        if (error) gone();
        else resolve();
      });
    });
  }

  #check(): void {
    if (this.#ended !== undefined) throw this.#ended;
  }

  #heard(line: string): void {
    if (line.startsWith("ok ")) {
      this.#waiting.shift()?.settle(line.slice(3).trim());
      this.#answers.shift()?.();
      return;
    }
    if (!line.startsWith("broken")) return;
    const path = this.#waiting[0]?.chunk.part ?? this.#part;
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
    for (const { settle } of this.#waiting.splice(0)) settle();
    for (const wake of this.#answers.splice(0)) wake();
  }
}
