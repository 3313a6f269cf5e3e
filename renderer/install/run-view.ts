import type { Failure } from "../../common/model/failure.ts";
import type { StepName } from "../../common/model/plan.ts";
import {
  isWell,
  type Phase,
  type RunState,
  type StepState,
  type StepTrack,
} from "./run-state.ts";

/** One step as it is shown. Times in milliseconds, rates in bytes per second; null where it cannot be told. */
export interface StepView {
  readonly id: string;
  readonly name: StepName;
  readonly host: string;
  readonly state: StepState;
  readonly phase: Phase | null;
  readonly bytes: number;
  readonly totalBytes: number;
  /** Above 0 and below 1; null where nothing can be counted: then only that it goes on is shown. */
  readonly share: number | null;
  readonly rate: number | null;
  readonly left: number | null;
  /** Since something was heard; null unless it runs. */
  readonly silent: number | null;
  /** It runs longer than planned, with no bytes to tell how long still. */
  readonly overdue: boolean;
  readonly took: number | null;
  readonly line: string | null;
}

export interface HostView {
  readonly host: string;
  readonly steps: readonly StepView[];
  readonly ended: number;
  readonly state: "waiting" | "running" | "done" | "failed" | "aborted";
}

export interface RunView {
  readonly kind: RunState["kind"];
  readonly attempt: number;
  readonly state: RunState["state"];
  /** 1 to 98 before the end, 100 once all is done; whole percent. */
  readonly percent: number;
  readonly left: number | null;
  /** Milliseconds from its beginning to the last that was heard of it, breaks included. */
  readonly took: number;
  readonly hosts: readonly HostView[];
  readonly failure: Failure | null;
  /** The step that failed, where it was one. */
  readonly failedStep: StepView | null;
  readonly skipped: number;
  readonly bytes: number;
}

/** `now`: milliseconds since 1970; `floor`: the percent shown before, under which it never goes. */
export function viewOf(state: RunState, now: number, floor = 0): RunView {
  const hosts = new Map<string, StepView[]>();
  for (const step of state.steps.values()) {
    const views = hosts.get(step.planned.host) ?? [];
    hosts.set(step.planned.host, [...views, stepView(step, now)]);
  }
  const all = [...hosts.values()].flat();
  const failedStep = all.find((step) => step.state === "failed") ?? null;
  return {
    kind: state.kind,
    attempt: state.attempt,
    state: state.state,
    percent: percentOf(state, now, floor),
    left: state.state === "running" ? leftOf(state, now) : null,
    took: Math.max(0, state.heard - state.began),
    hosts: [...hosts].map(([host, steps]) => ({
      host,
      steps,
      ended: steps.filter((step) => isWell(step.state)).length,
      state: hostState(steps),
    })),
    failure:
      state.failure ??
      (failedStep === null
        ? null
        : (state.steps.get(failedStep.id)?.failure ?? null)),
    failedStep,
    skipped: state.skipped,
    bytes: state.bytes,
  };
}

function hostState(steps: readonly StepView[]): HostView["state"] {
  const has = (state: StepState) => steps.some((step) => step.state === state);
  if (has("running")) return "running";
  if (has("failed")) return "failed";
  if (has("aborted")) return "aborted";
  return steps.every((step) => isWell(step.state)) ? "done" : "waiting";
}

function stepView(step: StepTrack, now: number): StepView {
  const { planned, state, phase, bytes, totalBytes, took, line } = step;
  const running = state === "running";
  const counted = running && bytes > 0 && bytes < totalBytes;
  const rate = running ? rateOf(step, now) : null;
  const elapsed = Math.max(0, now - step.started);
  return {
    id: planned.id,
    name: planned.name,
    host: planned.host,
    state,
    phase: running ? phase : null,
    bytes,
    totalBytes,
    share: counted ? step.reached : null,
    rate,
    left:
      counted && rate !== null && rate > 0
        ? ((totalBytes - bytes) / rate) * 1000
        : null,
    silent: running ? Math.max(0, now - step.heard) : null,
    overdue: running && totalBytes === 0 && elapsed > 2 * weight(step) * 1000,
    took,
    line: running ? line : null,
  };
}

function weight({ planned }: StepTrack): number {
  return Math.max(1, planned.seconds);
}

function percentOf(state: RunState, now: number, floor: number): number {
  if (state.state === "done") return 100;
  let all = 0;
  let done = 0;
  for (const step of state.steps.values()) {
    all += weight(step);
    done += weight(step) * fractionOf(step, now);
  }
  const percent = all === 0 ? 0 : Math.floor((100 * done) / all);
  return Math.min(98, Math.max(1, floor, percent));
}

/** By bytes where it sends; else by time, nearing its end and never reaching it. */
function fractionOf(step: StepTrack, now: number): number {
  if (isWell(step.state)) return 1;
  if (step.state !== "running" || step.planned.bytes > 0) return step.reached;
  const elapsed = Math.max(0, now - step.started);
  return Math.max(
    step.reached,
    0.95 * (1 - Math.exp(-elapsed / (weight(step) * 1000))),
  );
}

/** Until now, not until the last sample: a line that has gone quiet slows down. */
function rateOf(step: StepTrack, now: number): number | null {
  const [first] = step.samples;
  if (first === undefined || step.totalBytes === 0) return null;
  const seconds = (now - first.time) / 1000;
  return seconds < 0.5 ? null : (step.bytes - first.bytes) / seconds;
}

/** The longest way through what is still to do: hosts go side by side. Null where nobody can tell. */
function leftOf(state: RunState, now: number): number | null {
  const order = [...state.steps.values()];
  const waitsFor = new Map<string, string[]>();
  for (const { planned } of order)
    for (const before of planned.after) {
      const [from, to] =
        state.kind === "install" ? [before, planned.id] : [planned.id, before];
      waitsFor.set(to, [...(waitsFor.get(to) ?? []), from]);
    }
  const ends = new Map<string, number>();
  let longest = 0;
  for (const step of state.kind === "install" ? order : order.toReversed()) {
    const begin = Math.max(
      0,
      ...(waitsFor.get(step.planned.id) ?? []).map((id) => ends.get(id) ?? 0),
    );
    const end = begin + restOf(step, now);
    ends.set(step.planned.id, end);
    longest = Math.max(longest, end);
  }
  return longest > 0 ? longest : null;
}

function restOf(step: StepTrack, now: number): number {
  if (step.state === "waiting") return weight(step) * 1000 * (1 - step.reached);
  if (step.state !== "running") return 0;
  const rate = rateOf(step, now);
  if (rate !== null && rate > 0)
    return ((step.totalBytes - step.bytes) / rate) * 1000;
  return Math.max(0, weight(step) * 1000 - Math.max(0, now - step.started));
}
