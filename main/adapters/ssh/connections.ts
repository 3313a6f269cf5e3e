import { systemClock } from "../files/system-clock.ts";
import type { Session } from "./session.ts";

/** Sends until nothing is left, over this session; tells the bytes that the host has written. */
type Send = (over: Session, moved: (bytes: number) => void) => Promise<void>;

/** sshd's MaxStartups begins to drop at ten (facts: perf-security §2). */
const mostConnections = 8;
const windowMs = 1000;
/** Above this the laptop's one thread is the limit, not the line: MB/s do not rise with connections. */
const fastEnough = 40_000_000;
/** A rise counts from here; so many windows without one end the growth: on a lossy line one says little. */
const rise = 1.1;
const flatWindows = 3;

/**
 * Sends over one connection, and over more as long as the total rises with them: each has a TCP
 * window of its own, which is what a lossy line wants.
 */
export class Connections {
  readonly #first: Session;
  readonly #send: Send;
  readonly #moreToSend: () => boolean;
  readonly #added: Session[] = [];
  #moved = 0;

  constructor(first: Session, send: Send, moreToSend: () => boolean) {
    this.#first = first;
    this.#send = send;
    this.#moreToSend = moreToSend;
  }

  /** Throws what the first connection's sending ended with. */
  async run(signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const count = (bytes: number) => {
      this.#moved += bytes;
    };
    const growing = this.#grow(AbortSignal.any([over.signal, signal]), count);
    try {
      await this.#send(this.#first, count);
      // The first found nothing left to take; the others still send theirs.
      await Promise.allSettled(this.#sending);
    } finally {
      over.abort();
      await growing;
      await Promise.all(this.#added.map((session) => session.close()));
    }
  }

  readonly #sending: Promise<void>[] = [];

  async #grow(
    signal: AbortSignal,
    count: (bytes: number) => void,
  ): Promise<void> {
    let best = await this.#rate(signal);
    let flat = 0;
    while (
      !signal.aborted &&
      best < fastEnough &&
      flat < flatWindows &&
      this.#added.length + 1 < mostConnections &&
      this.#moreToSend()
    ) {
      if (!(await this.#add(count, signal))) return;
      const rate = await this.#rate(signal);
      flat = rate > best * rise ? 0 : flat + 1;
      best = Math.max(best, rate);
    }
  }

  async #rate(signal: AbortSignal): Promise<number> {
    const before = this.#moved;
    const started = performance.now();
    await systemClock.sleep(windowMs, signal).catch(() => undefined);
    return ((this.#moved - before) * 1000) / (performance.now() - started);
  }

  /** False where the host would not have one more: then it stays with those there are. */
  async #add(
    count: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      const session = await this.#first.another(signal);
      this.#added.push(session);
      if (signal.aborted) return false;
      this.#sending.push(
        // What it gave back is sent by the others; a failure of the host's is theirs to meet.
        this.#send(session, count).catch(() => undefined),
      );
      return true;
    } catch {
      return false;
    }
  }
}
