import type { Api } from "../../common/ipc/faces.ts";
import type { RunEvent } from "../../common/model/events.ts";
import { fold, noRun, type RunState } from "./run-state.ts";

type Run = Pick<Api["run"], "events" | "onEvent">;

const retryAfter = 1_000;

/**
 * The events of the run in their order, each once: those from before are asked for, those that come are
 * heard, and where one is missing it is asked for again. A reload loses nothing.
 */
export class RunFeed {
  readonly #run: Run;
  #state: RunState = noRun;
  #early = new Map<number, RunEvent>();
  #listeners = new Set<() => void>();
  #unsubscribe: (() => void) | undefined;
  /** How many main says there are. */
  #known = 0;
  #asking = false;
  #again = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Stable until the next event. */
  readonly state = (): RunState => this.#state;

  /** Listens while somebody looks. Gives back its end. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#unsubscribe === undefined) {
      this.#unsubscribe = this.#run.onEvent((event) => this.#take([event]));
      void this.#ask();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#unsubscribe?.();
      this.#unsubscribe = undefined;
      clearTimeout(this.#retry);
    };
  };

  /** Main says that there are so many: whatever is missing is asked for. */
  expect(seq: number): void {
    this.#known = seq;
    if (seq > this.#state.seq) void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#retry);
    this.#asking = true;
    let failed = false;
    let more = false;
    do {
      this.#again = false;
      const { seq } = this.#state;
      const answer = await this.#run
        .events({ after: seq })
        .catch(() => ({ ok: false as const }));
      if (this.#unsubscribe === undefined) break;
      if (answer.ok) this.#take(answer.value);
      // Without anything new, asking at once would bring the same.
      failed = !answer.ok;
      more = this.#state.seq > seq;
    } while (more && (this.#again || this.#early.size > 0));
    this.#asking = false;
    if (this.#unsubscribe === undefined) return;
    if (failed || this.#early.size > 0 || this.#state.seq < this.#known)
      this.#retry = setTimeout(() => void this.#ask(), retryAfter);
  }

  #take(events: readonly RunEvent[]): void {
    const before = this.#state;
    for (const event of events) {
      const { run } = this.#state;
      if (event.type === "run-started" && run !== null && event.run !== run) {
        // Another run begins; what was early belonged to the one before.
        this.#state = noRun;
        this.#early.clear();
      }
      if (event.seq > this.#state.seq) this.#early.set(event.seq, event);
    }
    for (
      let next = this.#early.get(this.#state.seq + 1);
      next !== undefined;
      next = this.#early.get(this.#state.seq + 1)
    ) {
      this.#early.delete(next.seq);
      this.#state = fold(this.#state, next);
    }
    if (this.#early.size > 0 && !this.#asking) void this.#ask();
    if (this.#state !== before)
      for (const listener of this.#listeners) listener();
  }
}
