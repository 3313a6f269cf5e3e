import { Failed } from "../../common/model/failure.ts";
import type { Clock } from "../ports/clock.ts";

/** Asks the host for one of the hold's verbs; throws `host-busy` where somebody else has it. */
export type HoldCall = (verb: "take" | "beat" | "release") => Promise<void>;

/** Milliseconds between signs of life; the host forgets a silent hold after `staleSeconds`. */
const beatEvery = 10_000;
export const staleSeconds = 45;

/**
 * Runs `work` while the hosts are held, so that no second installer starts on one of them.
 * Losing a hold (the laptop slept, another one took over) aborts the work with that failure.
 */
export async function whileHolding<T>(
  hosts: readonly HoldCall[],
  clock: Clock,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const over = new AbortController();
  const held: HoldCall[] = [];
  let reason: Failed | undefined;
  try {
    for (const call of hosts) {
      await call("take");
      held.push(call);
    }
    const beating = beat(held, clock, over.signal, (failed) => {
      reason = failed;
      lost.abort(failed);
    });
    try {
      const result = await work(AbortSignal.any([outer, lost.signal]));
      if (reason !== undefined) throw reason;
      return result;
    } finally {
      over.abort();
      await beating;
    }
  } finally {
    // Best effort: an unreachable host forgets us by itself.
    await Promise.allSettled(held.map((call) => call("release")));
  }
}

async function beat(
  held: readonly HoldCall[],
  clock: Clock,
  over: AbortSignal,
  lost: (failed: Failed) => void,
): Promise<void> {
  while (!over.aborted) {
    await clock.sleep(beatEvery, over).catch(() => undefined);
    if (over.aborted) return;
    for (const end of await Promise.allSettled(
      held.map((call) => call("beat")),
    ))
      if (
        end.status === "rejected" &&
        end.reason instanceof Failed &&
        end.reason.failure.code === "host-busy"
      )
        return lost(end.reason);
  }
}
