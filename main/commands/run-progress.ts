import type { RunEvent } from "../../common/model/events.ts";
import type { PlannedStep, StepName } from "../../common/model/plan.ts";

type Phase = Extract<RunEvent, { type: "step-progress" }>["phase"];

/** How far one host is. Times in milliseconds. */
export interface HostProgress {
  readonly host: string;
  /** 1 to 98 while something is still to do: it never sits at an end that is none, and never goes back. */
  readonly percent: number;
  /** What it is busy with; undefined while it waits for another host, and at its end. */
  readonly step:
    | {
        readonly name: StepName;
        readonly phase: Phase;
        readonly bytes: number;
        /** 0 where the phase has none. */
        readonly totalBytes: number;
      }
    | undefined;
  /** Bytes per second over the last seconds; undefined until it can be told. */
  readonly rate: number | undefined;
  /** A rough time left; undefined where it took longer than planned. */
  readonly left: number | undefined;
  /** Since something was heard of it; undefined while it does nothing. */
  readonly silent: number | undefined;
  readonly end: "done" | "failed" | "aborted" | undefined;
}

interface StepState {
  readonly planned: PlannedStep;
  state: "waiting" | "running" | "ended";
  started: number;
  phase: Phase;
  bytes: number;
  totalBytes: number;
  /** 0 to 1; only grows. */
  fraction: number;
  heard: number;
  samples: { time: number; bytes: number }[];
}

interface HostState {
  steps: StepState[];
  percent: number;
  end: HostProgress["end"];
}

/** Rates are taken over this time. */
const window = 8_000;

/** Folds a run's events into how far each host is. */
export class RunProgress {
  readonly #steps = new Map<string, StepState>();
  readonly #hosts = new Map<string, HostState>();

  apply(event: RunEvent): void {
    const time = Date.parse(event.time);
    switch (event.type) {
      case "run-started":
      case "run-resumed":
        this.#begin(event.plan.steps);
        break;
      case "step-started":
        this.#with(event.step, (step) => {
          Object.assign(step, { state: "running", started: time, heard: time });
        });
        break;
      case "step-progress":
        this.#with(event.step, (step) => {
          if (step.phase !== event.phase) step.samples = [];
          const { phase, bytes, totalBytes } = event;
          Object.assign(step, { phase, bytes, totalBytes, heard: time });
          step.samples = [
            ...step.samples.filter((sample) => sample.time >= time - window),
            { time, bytes },
          ];
        });
        break;
      case "step-ended":
        this.#with(event.step, (step, host) => {
          Object.assign(step, { state: "ended", fraction: 1, heard: time });
          if (event.outcome === "failed" || event.outcome === "aborted")
            host.end ??= event.outcome;
          else if (host.steps.every(({ state }) => state === "ended"))
            host.end ??= "done";
        });
        break;
      case "finding":
      case "checks-passed":
      case "run-ended":
        break;
    }
  }

  /** In the plan's order. `now`: milliseconds since 1970. */
  hosts(now: number): HostProgress[] {
    return [...this.#hosts].map(([host, state]) => {
      const running = state.steps.filter((step) => step.state === "running");
      for (const step of running) step.fraction = fractionOf(step, now);
      state.percent = Math.max(state.percent, percentOf(state));
      // Several may run side by side: the one that was heard last is the livelier.
      const step = running.toSorted((a, b) => b.heard - a.heard)[0];
      return {
        host,
        percent: state.percent,
        step:
          step === undefined
            ? undefined
            : {
                name: step.planned.name,
                phase: step.phase,
                bytes: step.bytes,
                totalBytes: step.totalBytes,
              },
        rate: step === undefined ? undefined : rateOf(step, now),
        left: state.end === undefined ? leftOf(state, now) : undefined,
        silent: step === undefined ? undefined : Math.max(0, now - step.heard),
        end: running.length > 0 ? undefined : state.end,
      };
    });
  }

  #begin(steps: readonly PlannedStep[]): void {
    this.#steps.clear();
    this.#hosts.clear();
    for (const planned of steps) {
      const step: StepState = {
        planned,
        state: "waiting",
        started: 0,
        phase: "run",
        bytes: 0,
        totalBytes: 0,
        fraction: 0,
        heard: 0,
        samples: [],
      };
      this.#steps.set(planned.id, step);
      const host = this.#hosts.get(planned.host);
      if (host === undefined)
        this.#hosts.set(planned.host, {
          steps: [step],
          percent: 1,
          end: undefined,
        });
      else host.steps.push(step);
    }
  }

  #with(id: string, work: (step: StepState, host: HostState) => void): void {
    const step = this.#steps.get(id);
    const host =
      step === undefined ? undefined : this.#hosts.get(step.planned.host);
    if (step !== undefined && host !== undefined) work(step, host);
  }
}

function weight(step: StepState): number {
  return Math.max(1, step.planned.seconds);
}

function percentOf({ steps }: HostState): number {
  const all = steps.reduce((sum, step) => sum + weight(step), 0);
  const done = steps.reduce(
    (sum, step) => sum + weight(step) * step.fraction,
    0,
  );
  return Math.min(98, Math.max(1, Math.floor((100 * done) / all)));
}

/** By bytes where it sends, most of it for sending; else nearing its end the longer it takes. */
function fractionOf(step: StepState, now: number): number {
  const share = step.totalBytes > 0 ? step.bytes / step.totalBytes : 0;
  const fraction =
    step.planned.bytes === 0
      ? 0.95 * (1 - Math.exp(-elapsed(step, now) / (weight(step) * 1000)))
      : step.phase === "send"
        ? 0.85 * share
        : step.phase === "verify"
          ? 0.85 + 0.1 * share
          : 0;
  return Math.max(step.fraction, Math.min(0.95, fraction));
}

function elapsed(step: StepState, now: number): number {
  return Math.max(0, now - step.started);
}

function rateOf(step: StepState, now: number): number | undefined {
  const first = step.samples[0];
  if (first === undefined || step.totalBytes === 0) return undefined;
  // Until now, not until the last sample: a line that has gone quiet slows down.
  const seconds = (now - first.time) / 1000;
  return seconds < 0.5 ? undefined : (step.bytes - first.bytes) / seconds;
}

function leftOf({ steps }: HostState, now: number): number | undefined {
  let left = 0;
  for (const step of steps)
    if (step.state === "waiting") left += weight(step) * 1000;
    else if (step.state === "running") {
      const rate = rateOf(step, now);
      const rest = weight(step) * 1000 - elapsed(step, now);
      if (rate !== undefined && rate > 0)
        left += ((step.totalBytes - step.bytes) / rate) * 1000;
      else if (rest > 0) left += rest;
    }
  return left > 0 ? left : undefined;
}
