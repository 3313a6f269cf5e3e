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
    if (seq > this.#state.seq) void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    if (this.#unsubscribe === undefined) return;
    this.#asking = true;
    clearTimeout(this.#retry);
    const answer = await this.#run
      .events({ after: this.#state.seq })
      .catch(() => ({ ok: false as const }));
    this.#asking = false;
    if (this.#unsubscribe === undefined) return;
    if (!answer.ok) {
      this.#retry = setTimeout(() => void this.#ask(), retryAfter);
      return;
    }
    const again = this.#again;
    this.#again = false;
    this.#take(answer.value);
    if (again && this.#early.size > 0) void this.#ask();
  }

  #take(events: readonly RunEvent[]): void {
    const before = this.#state;
    for (const event of events) {
      if (event.type === "run-started" && event.run !== this.#state.run) {
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
    if (this.#early.size > 0) void this.#ask();
    if (this.#state !== before)
      for (const listener of this.#listeners) listener();
  }
}
