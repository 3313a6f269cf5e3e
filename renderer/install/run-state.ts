import type { RunEvent, RunKind } from "../../common/model/events.ts";
import type { Failure } from "../../common/model/failure.ts";
import type { Plan, PlannedStep } from "../../common/model/plan.ts";

type Progress = Extract<RunEvent, { type: "step-progress" }>;
export type Phase = Progress["phase"];
export type StepState =
  "waiting" | "running" | Extract<RunEvent, { type: "step-ended" }>["outcome"];

/** What is known of one step. Times in milliseconds since 1970. */
export interface StepTrack {
  readonly planned: PlannedStep;
  readonly state: StepState;
  readonly phase: Phase | null;
  /** Of the phase; never goes back within one. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** How far it is by bytes, 0 to 1, over all phases; only grows, even over a resume. */
  readonly reached: number;
  readonly started: number;
  readonly heard: number;
  readonly samples: readonly {
    readonly time: number;
    readonly bytes: number;
  }[];
  /** Milliseconds; null before its end. */
  readonly took: number | null;
  /** The last line heard from the host. */
  readonly line: string | null;
  readonly failure: Failure | null;
}

/** Everything that the events of a run say. */
export interface RunState {
  readonly seq: number;
  /** When it began, in milliseconds since 1970; 0 before the first event. */
  readonly began: number;
  /** When the last event was, in milliseconds since 1970. */
  readonly heard: number;
  readonly run: string | null;
  readonly kind: RunKind;
  /** From 1; counts on with each resume; 0 before the first event. */
  readonly attempt: number;
  readonly state: "running" | "done" | "failed" | "aborted";
  /** In the plan's order. */
  readonly steps: ReadonlyMap<string, StepTrack>;
  readonly failure: Failure | null;
  /** At the end: steps that were so already, and bytes sent in all. */
  readonly skipped: number;
  readonly bytes: number;
}

export const noRun: RunState = {
  seq: 0,
  began: 0,
  heard: 0,
  run: null,
  kind: "install",
  attempt: 0,
  state: "running",
  steps: new Map(),
  failure: null,
  skipped: 0,
  bytes: 0,
};

/** Rates are taken over this time. */
export const rateWindow = 8_000;

/** The state after one more event. Of a step that is not in the plan nothing is known. */
export function fold(state: RunState, event: RunEvent): RunState {
  const time = Date.parse(event.time);
  const next = { ...state, seq: event.seq, heard: time };
  switch (event.type) {
    case "run-started":
      return {
        ...noRun,
        seq: event.seq,
        began: time,
        heard: time,
        run: event.run,
        kind: event.kind,
        attempt: 1,
        steps: begin(event.plan, noRun.steps),
      };
    case "run-resumed":
      return {
        ...next,
        attempt: state.attempt + 1,
        state: "running",
        failure: null,
        steps: begin(event.plan, state.steps),
      };
    case "finding":
    case "checks-passed":
      return next;
    case "step-started":
      return withStep(next, event.step, (step) => ({
        ...step,
        state: "running",
        started: time,
        heard: time,
      }));
    case "step-progress":
      return withStep(next, event.step, (step) => progressed(step, event));
    case "step-ended":
      return withStep(next, event.step, (step) => ({
        ...step,
        state: event.outcome,
        reached: isWell(event.outcome) ? 1 : step.reached,
        heard: time,
        took: event.took,
        failure: event.failure ?? null,
      }));
    case "run-ended":
      return {
        ...next,
        state: event.outcome,
        failure: event.failure ?? null,
        skipped: event.skipped,
        bytes: event.bytes,
      };
  }
}

export function isWell(state: StepState): boolean {
  return state === "done" || state === "skipped" || state === "undone";
}

/** What an earlier try reached is kept: the whole never goes back. */
function begin(
  plan: Plan,
  before: ReadonlyMap<string, StepTrack>,
): ReadonlyMap<string, StepTrack> {
  return new Map(
    plan.steps.map((planned) => [
      planned.id,
      {
        planned,
        state: "waiting",
        phase: null,
        bytes: 0,
        totalBytes: 0,
        reached: before.get(planned.id)?.reached ?? 0,
        started: 0,
        heard: 0,
        samples: [],
        took: null,
        line: null,
        failure: null,
      } satisfies StepTrack,
    ]),
  );
}

function withStep(
  state: RunState,
  id: string,
  change: (step: StepTrack) => StepTrack,
): RunState {
  const step = state.steps.get(id);
  return step === undefined
    ? state
    : { ...state, steps: new Map(state.steps).set(id, change(step)) };
}

function progressed(step: StepTrack, event: Progress): StepTrack {
  const time = Date.parse(event.time);
  const same = step.phase === event.phase;
  const bytes = same ? Math.max(step.bytes, event.bytes) : event.bytes;
  const samples = same ? step.samples : [];
  const share =
    event.totalBytes > 0 ? Math.min(1, bytes / event.totalBytes) : 0;
  return {
    ...step,
    phase: event.phase,
    bytes,
    totalBytes: event.totalBytes,
    reached: Math.max(step.reached, reachedIn(event.phase, share)),
    heard: Math.max(step.heard, time),
    samples: [
      ...samples.filter((sample) => sample.time >= time - rateWindow),
      { time, bytes },
    ],
    line: event.line ?? step.line,
  };
}

/** Sending is most of the work of a step that sends; checking what came is the rest. */
function reachedIn(phase: Phase, share: number): number {
  if (phase === "send") return 0.85 * share;
  if (phase === "verify") return share === 0 ? 0 : 0.85 + 0.1 * share;
  return 0;
}
