import { z } from "zod";
import type { RawData, WebSocket } from "ws";
import type { Answered } from "../../../common/ipc/envelope.ts";

/** Bytes that wait for a window; above, only the newest of what repeats itself is kept for it. */
const busyAbove = 1_000_000;
/** Bytes; a window that is this far behind is let go: it comes back and asks anew. */
const lostAbove = 64_000_000;

const Ask = z.strictObject({
  id: z.int().min(0),
  channel: z.string().max(100),
  input: z.unknown(),
});

export type Answer = (
  channel: string,
  input: unknown,
) => Promise<Answered<unknown>>;

/** All pages that are open: reloads, and more than one tab, are nothing special. */
export class Windows {
  readonly #open = new Set<PageWindow>();

  /** Tells every window. */
  send(channel: string, data: unknown): void {
    if (this.#open.size === 0) return;
    const text = JSON.stringify({ channel, data });
    const key = repeats(channel, data);
    for (const window of this.#open) window.tell(text, key);
  }

  add(socket: WebSocket, answer: Answer): void {
    const window = new PageWindow(socket);
    this.#open.add(window);
    socket.on("close", () => this.#open.delete(window));
    // A broken frame or one that is too long: ws closes with the right code by itself.
    socket.on("error", () => undefined);
    socket.on("message", (data, isBinary) => {
      const ask = isBinary ? undefined : askIn(data);
      if (ask === undefined) {
        socket.close(1008, "not a request");
        return;
      }
      void answer(ask.channel, ask.input).then((answered) =>
        window.tell(JSON.stringify({ id: ask.id, answer: answered })),
      );
    });
  }

  /** Lets all go; they are told that the program ends. */
  close(): void {
    for (const window of this.#open) window.close();
  }
}

class PageWindow {
  readonly #socket: WebSocket;
  /** What waits until the window has caught up, oldest first, one text per key. */
  readonly #held = new Map<string, string>();

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** In order; but with a key, only the newest text is sent to a window that is behind. */
  tell(text: string, key?: string): void {
    if (key !== undefined) {
      this.#held.delete(key);
      if (this.#socket.bufferedAmount > busyAbove) {
        this.#held.set(key, text);
        return;
      }
    }
    this.#put(text);
  }

  close(): void {
    this.#socket.close(1001, "the program ends");
  }

  #put(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > lostAbove) this.#socket.terminate();
    else this.#socket.send(text, () => this.#catchUp());
  }

  #catchUp(): void {
    for (const [key, text] of this.#held) {
      if (this.#socket.bufferedAmount > busyAbove) return;
      this.#held.delete(key);
      this.#put(text);
    }
  }
}

/** Two tellings with the same key: the later one makes the earlier one needless. */
function repeats(channel: string, data: unknown): string | undefined {
  if (channel === "wizard.changed") return channel;
  if (channel === "terminal.grown")
    return `${channel} ${(data as { host: string }).host}`;
  return undefined;
}

function askIn(data: RawData): z.infer<typeof Ask> | undefined {
  try {
    return Ask.parse(JSON.parse((data as Buffer).toString("utf8")));
  } catch {
    return undefined;
  }
}
