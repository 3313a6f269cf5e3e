import type { Carrier } from "../common/ipc/client.ts";
import type { Answered } from "../common/ipc/envelope.ts";

/** What a WebSocket is told with. */
export interface LineEvents {
  readonly opened: () => void;
  readonly message: (text: string) => void;
  readonly closed: () => void;
}

/** Bytes; main closes the line on a longer message, and all that waits would be lost with it. */
const longest = 1024 * 1024;
const waits = [250, 500, 1000, 2000, 4000] as const;

const lost = { ok: false, bug: "connection lost" } as const;
const tooLong = { ok: false, bug: "too long a message" } as const;

interface Pending {
  readonly text: string;
  readonly resolve: (answered: Answered<unknown>) => void;
}

type Incoming =
  | { id: number; answer: Answered<unknown> }
  | { channel: string; data: unknown };

/**
 * A carrier over a WebSocket which comes back when it broke. What is asked before the first opening
 * waits for it; what is asked while the line is lost, or was not answered when it broke, is answered
 * with a bug: main may or may not have done it, and the page asks for the snapshot once it is open.
 */
export function openLine({
  connect,
  changed,
}: {
  connect: (events: LineEvents) => { send(text: string): void };
  changed: (state: "open" | "lost") => void;
}): Carrier & { end(): void } {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(data: unknown) => void>>();
  let state: "opening" | "open" | "lost" | "ended" = "opening";
  let socket: { send(text: string): void };
  let tries = 0;
  let lastId = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const turn = (next: "open" | "lost") => {
    if (state === next) return;
    state = next;
    changed(next);
  };
  const opened = () => {
    tries = 0;
    for (const { text } of pending.values()) socket.send(text);
    turn("open");
  };
  const message = (text: string) => {
    const incoming = JSON.parse(text) as Incoming;
    if ("id" in incoming) {
      pending.get(incoming.id)?.resolve(incoming.answer);
      pending.delete(incoming.id);
    } else
      for (const listener of listeners.get(incoming.channel) ?? [])
        listener(incoming.data);
  };
  const closed = () => {
    if (state === "ended") return;
    for (const { resolve } of pending.values()) resolve(lost);
    pending.clear();
    turn("lost");
    timer = setTimeout(open, waits[Math.min(tries, waits.length - 1)]);
    tries += 1;
  };
  const open = () => {
    socket = connect({ opened, message, closed });
  };
  open();

  return {
    ask: (channel, input) => {
      if (state === "lost" || state === "ended") return Promise.resolve(lost);
      const id = (lastId += 1);
      const text = JSON.stringify({ id, channel, input: input ?? null });
      if (new TextEncoder().encode(text).length > longest)
        return Promise.resolve(tooLong);
      return new Promise((resolve) => {
        pending.set(id, { text, resolve });
        if (state === "open") socket.send(text);
      });
    },
    listen: (channel, listener) => {
      // Its own function each time: the same listener may be there twice.
      const own = (data: unknown) => listener(data);
      const all = listeners.get(channel) ?? new Set();
      listeners.set(channel, all.add(own));
      return () => void all.delete(own);
    },
    end: () => {
      state = "ended";
      clearTimeout(timer);
      for (const { resolve } of pending.values()) resolve(lost);
      pending.clear();
    },
  };
}
