import type { NewRunEvent, StepOutcome } from "../../common/model/events.ts";
import { failed, failureOf, type Failure } from "../../common/model/failure.ts";
import type { Clock } from "../ports/clock.ts";
import type { Step, StepWork } from "./step.ts";

export interface RunOptions {
  /** The run's id, part of every job's id. */
  readonly run: string;
  /** Which try of the run this is, from 1: a resume counts on. */
  readonly attempt: number;
  /** In an order in which every step comes after those that it waits for. */
  readonly steps: readonly Step[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Writes to the journal; resolves once it is on disk. */
  readonly append: (event: NewRunEvent) => Promise<unknown>;
}

export interface RunResult {
  readonly outcome: "done" | "failed" | "aborted";
  readonly skipped: number;
  readonly bytes: number;
  readonly failure?: Failure;
}

type Verb = "install" | "undo";
type Ended = StepOutcome | "blocked";

const progressEvery = 250;

/** Installs: each step once all those before it ended well; hosts side by side. */
export function install(options: RunOptions): Promise<RunResult> {
  return walk(options, options.steps, (step) => step.planned.after, "install");
}

/** Takes everything back: each step once all those that built on it are gone. */
export function undo(options: RunOptions): Promise<RunResult> {
  const builtOn = (step: Step) =>
    options.steps
      .filter((other) => other.planned.after.includes(step.planned.id))
      .map((other) => other.planned.id);
  return walk(options, options.steps.toReversed(), builtOn, "undo");
}

async function walk(
  options: RunOptions,
  steps: readonly Step[],
  waitsFor: (step: Step) => readonly string[],
  verb: Verb,
): Promise<RunResult> {
  const totals = { skipped: 0, bytes: 0 };
  let failure: Failure | undefined;
  const ends = new Map<string, Promise<Ended>>();

  const one = async (step: Step): Promise<Ended> => {
    const before = await Promise.all(
      waitsFor(step).map((id) => ends.get(id) ?? unknownStep(id)),
    );
    if (before.some((end) => end === "failed" || end === "blocked"))
      return "blocked";
    if (options.signal.aborted || before.includes("aborted")) return "aborted";
    const end = await runStep(options, step, verb);
    if (end.outcome === "skipped") totals.skipped += 1;
    totals.bytes += end.bytes;
    if (end.outcome === "failed") failure ??= end.failure;
    return end.outcome;
  };

  for (const step of steps) ends.set(step.planned.id, one(step));
  // All come to rest before a bug is passed on: nobody writes to a journal that was closed.
  const settled = await Promise.allSettled(ends.values());
  const bug = settled.find((end) => end.status === "rejected");
  if (bug !== undefined) throw bug.reason;
  const outcomes = settled.map((end) =>
    end.status === "fulfilled" ? end.value : "failed",
  );
  const outcome =
    failure !== undefined
      ? "failed"
      : outcomes.includes("aborted")
        ? "aborted"
        : "done";
  return {
    outcome,
    ...totals,
    ...(failure === undefined ? {} : { failure }),
  };
}

function unknownStep(id: string): never {
  throw new Error(`step ${id} is waited for and not in the plan before it`);
}

interface StepEnd {
  readonly outcome: StepOutcome;
  readonly bytes: number;
  readonly failure?: Failure;
}

async function runStep(
  options: RunOptions,
  step: Step,
  verb: Verb,
): Promise<StepEnd> {
  const { id, host } = step.planned;
  const started = options.clock.now();
  await options.append({ type: "step-started", step: id });
  const { work, sent } = workFor(options, id, verb);
  const end = await perform(step, work, verb, options.signal).catch(
    (error: unknown): Omit<StepEnd, "bytes"> => {
      const failure = failureOf(error);
      if (failure === undefined) throw error;
      return failure.code === "aborted"
        ? { outcome: "aborted" }
        : { outcome: "failed", failure: { host, ...failure } };
    },
  );
  await options.append({
    type: "step-ended",
    step: id,
    bytes: sent(),
    took: options.clock.now() - started,
    ...end,
  });
  return { ...end, bytes: sent() };
}

async function perform(
  step: Step,
  work: StepWork,
  verb: Verb,
  signal: AbortSignal,
): Promise<{ outcome: StepOutcome }> {
  if (verb === "undo") {
    await step.undo(work);
    return { outcome: "undone" };
  }
  if (await step.check(work)) return { outcome: "skipped" };
  if (signal.aborted) throw failed("aborted");
  await step.apply(work);
  await step.verify(work);
  return { outcome: "done" };
}

function workFor(
  { run, attempt, clock, append, signal }: RunOptions,
  id: string,
  verb: Verb,
): { work: StepWork; sent: () => number } {
  let sent = 0;
  let latest = {
    phase: "run" as "send" | "verify" | "wait" | "run",
    bytes: 0,
    totalBytes: 0,
  };
  let line: string | undefined;
  let told = 0;
  const tell = (always: boolean) => {
    const now = clock.now();
    if (!always && now - told < progressEvery) return;
    told = now;
    // A journal that cannot be written fails at the step's next event, which is waited for.
    append({
      type: "step-progress",
      step: id,
      ...latest,
      ...(line === undefined ? {} : { line }),
    }).catch(() => undefined);
  };
  return {
    sent: () => sent,
    work: {
      signal,
      jobId: `${run}-${id.replace("/", "-")}-${verb}-${attempt}`,
      progress({ phase, bytes = 0, totalBytes = 0 }) {
        const turned = phase !== latest.phase;
        latest = {
          phase,
          bytes: turned ? bytes : Math.max(bytes, latest.bytes),
          totalBytes,
        };
        tell(turned);
      },
      line(text) {
        line = text;
        tell(false);
      },
      sent(bytes) {
        sent += bytes;
      },
    },
  };
}
