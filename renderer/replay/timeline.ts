import type { RunEvent } from "../../common/model/events.ts";
import { fold, noRun, type RunState } from "../install/run-state.ts";

/** A state is kept after so many events: going back costs at most so many. */
const keptEvery = 512;

/** A recorded run that can be looked at as it was at any moment. */
export class ReplayTimeline {
  readonly events: readonly RunEvent[];
  /** Milliseconds since 1970 of each event; never going back. */
  readonly times: Float64Array;
  readonly #kept: RunState[] = [noRun];

  constructor(events: readonly RunEvent[]) {
    this.events = events;
    this.times = new Float64Array(events.length);
    let last = -Infinity;
    events.forEach((event, at) => {
      // A laptop's clock may have been set meanwhile.
      last = Math.max(last, Date.parse(event.time) || last);
      this.times[at] = last;
    });
  }

  get begin(): number {
    return this.times[0] ?? 0;
  }

  get end(): number {
    return this.times.at(-1) ?? 0;
  }

  /** How many events there had been by then. */
  countAt(time: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.times[middle] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The run after so many events. */
  stateAfter(count: number): RunState {
    const known = Math.min(
      Math.floor(count / keptEvery),
      this.#kept.length - 1,
    );
    let state = this.#kept[known] ?? noRun;
    for (let at = known * keptEvery; at < count; at += 1) {
      const event = this.events[at];
      if (event === undefined) break;
      state = fold(state, event);
      if ((at + 1) % keptEvery === 0)
        this.#kept[(at + 1) / keptEvery] ??= state;
    }
    return state;
  }

  /** Folds ahead for so many milliseconds, for the jump that may come; false once there is nothing left. */
  foldOn(milliseconds: number): boolean {
    const end = performance.now() + milliseconds;
    while (this.#kept.length * keptEvery <= this.events.length) {
      this.stateAfter(this.#kept.length * keptEvery);
      if (performance.now() >= end) return true;
    }
    return false;
  }

  /** Moments worth going to: where a try had failed, a new one began, all was done. */
  marks(): Mark[] {
    const marks: Mark[] = [];
    // A step fails a moment before the run ends with it; the end shows both.
    let failed = false;
    this.events.forEach((event, at) => {
      const time = this.times[at] ?? 0;
      const fails =
        (event.type === "step-ended" || event.type === "run-ended") &&
        event.outcome === "failed";
      if (fails) {
        if (failed) marks.pop();
        marks.push({ time, what: "failed" });
        failed = true;
      } else if (event.type === "run-resumed") {
        marks.push({ time, what: "resumed" });
        failed = false;
      } else if (event.type === "run-ended" && event.outcome === "done")
        marks.push({ time, what: "ended" });
    });
    return marks;
  }
}

export interface Mark {
  readonly time: number;
  readonly what: "failed" | "resumed" | "ended";
}

/**
 * Hours in which nothing happened are passed over: the timeline is of played time, in which a pause takes
 * as long as `longestPause`.
 */
export class PlayedTime {
  readonly #real: number[] = [];
  readonly #played: number[] = [];

  constructor({ times }: ReplayTimeline, longestPause = 10_000) {
    let played = 0;
    let last = times[0] ?? 0;
    this.#real.push(last);
    this.#played.push(0);
    for (const time of times) {
      if (time - last > longestPause) {
        this.#real.push(last, time);
        this.#played.push(played, played + longestPause);
        played += longestPause;
      } else played += time - last;
      last = time;
    }
    this.#real.push(last);
    this.#played.push(played);
  }

  /** Milliseconds that the whole takes to be played at single speed. */
  get length(): number {
    return this.#played.at(-1) ?? 0;
  }

  realAt(played: number): number {
    return between(this.#played, this.#real, played);
  }

  playedAt(real: number): number {
    return between(this.#real, this.#played, real);
  }
}

function between(
  from: readonly number[],
  to: readonly number[],
  value: number,
): number {
  let at = from.findIndex((known) => known >= value);
  if (at === -1) return to.at(-1) ?? 0;
  if (at === 0) return to[0] ?? 0;
  // Points may lie on one another; the last of them counts.
  while (from[at] === from[at - 1] && at > 1) at -= 1;
  const [a = 0, b = 0] = [from[at - 1], from[at]];
  const [x = 0, y = 0] = [to[at - 1], to[at]];
  return b === a ? y : x + ((value - a) / (b - a)) * (y - x);
}
