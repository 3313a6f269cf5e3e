import { setTimeout as sleep } from "node:timers/promises";
import { connectOnce, type Connected } from "./connect-once.ts";

export interface SweepOptions {
  readonly ports: readonly number[];
  /** Milliseconds for one connection. */
  readonly within: number;
  /** So many addresses that have not answered at once. */
  readonly width: number;
  /** Milliseconds for which an address that does not answer takes its place. */
  readonly hold: number;
  readonly signal: AbortSignal;
  /** Of these addresses, those that the system never asked the network for. */
  readonly unasked?: (addresses: readonly string[]) => Promise<string[]>;
  readonly onConnected: (
    address: string,
    port: number,
    connected: Exclude<Connected, { end: "silent" }>,
  ) => void;
  readonly onSearched: (addresses: number) => void;
}

const mostTries = 4;
const narrowest = 256;
const step = 50;

/**
 * Connects to every port of every address, as many at once as may be. Ends when each has answered or
 * its time is up; aborted, it ends at once.
 *
 * The system asks the network who has an address, and keeps a place for the question until it gives up
 * (three seconds on Linux). Where all places are taken, it drops what is to be sent and says nothing:
 * such addresses look dead. So only as many are asked as there are places for, and where the system can
 * tell that it never asked, the address is tried again.
 */
export async function sweep(
  addresses: readonly string[],
  options: SweepOptions,
): Promise<void> {
  const { ports, within, hold, signal } = options;
  let { width } = options;
  const waiting = addresses.map((address) => ({ address, tries: 1 }));
  const held: number[] = [];
  let next = 0;
  let inFlight = 0;
  let searched = 0;
  let expired: { address: string; tries: number }[] = [];

  const ask = async (one: { address: string; tries: number }) => {
    const release = Date.now() + hold;
    inFlight += 1;
    const ends = await Promise.all(
      ports.map(async (port) => {
        const connected = await connectOnce(one.address, port, within, signal);
        if (connected.end !== "silent")
          options.onConnected(one.address, port, connected);
        return connected.end;
      }),
    );
    inFlight -= 1;
    if (ends.every((end) => end === "silent")) {
      held.push(release);
      expired.push(one);
    } else searched += 1;
  };
  const settle = async () => {
    const silent = expired;
    expired = [];
    if (silent.length === 0) return;
    const unasked = new Set(
      (await options.unasked?.(silent.map(({ address }) => address))) ?? [],
    );
    // Fewer places than it seemed: others on this machine take some.
    width = Math.max(narrowest, width - Math.min(unasked.size, 32));
    for (const { address, tries } of silent)
      if (unasked.has(address) && tries < mostTries)
        waiting.push({ address, tries: tries + 1 });
      else searched += 1;
  };

  while (!signal.aborted) {
    const now = Date.now();
    while (held.length > 0 && (held[0] ?? 0) <= now) held.shift();
    while (next < waiting.length && inFlight + held.length < width) {
      const one = waiting[next];
      next += 1;
      if (one !== undefined) void ask(one);
    }
    if (inFlight === 0 && expired.length === 0 && next >= waiting.length) break;
    await sleep(step, undefined, { signal }).catch(() => undefined);
    await settle();
    options.onSearched(searched);
  }
}
