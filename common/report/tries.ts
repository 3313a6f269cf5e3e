import type { RunEvent, StepOutcome } from "../model/events.ts";
import type { Failure } from "../model/failure.ts";
import type { Finding } from "../model/finding.ts";
import type { PlannedStep } from "../model/plan.ts";

/** One step of one try, in milliseconds since 1970. */
export interface DoneStep {
  readonly planned: PlannedStep;
  readonly began: number;
  /** Where it has no end: the last that was heard of the try. */
  readonly ended: number;
  readonly outcome: StepOutcome | "open";
  readonly bytes: number;
  readonly failure: Failure | undefined;
}

/** From one start or resume to its end. */
export interface Try {
  readonly began: number;
  readonly ended: number;
  readonly owner: string;
  readonly app: string;
  readonly outcome: "done" | "failed" | "aborted" | "open";
  readonly steps: readonly DoneStep[];
  readonly findings: readonly Finding[];
  /** Checks of all hosts in which all was well. */
  readonly passed: number;
  readonly failure: Failure | undefined;
}

/** A run's tries, first to last: what a report tells. */
export function triesOf(events: readonly RunEvent[]): Try[] {
  const tries: Try[] = [];
  let from = 0;
  events.forEach((event, at) => {
    const begins = event.type === "run-started" || event.type === "run-resumed";
    if (begins && at > from) tries.push(...tryOf(events.slice(from, at)));
    if (begins) from = at;
  });
  return [...tries, ...tryOf(events.slice(from))];
}

function tryOf(events: readonly RunEvent[]): Try[] {
  const [first] = events;
  if (first?.type !== "run-started" && first?.type !== "run-resumed") return [];
  const began = Date.parse(first.time);
  const last = Date.parse(events.at(-1)?.time ?? first.time);
  const end = events.findLast((event) => event.type === "run-ended");
  const steps = first.plan.steps.flatMap((planned): DoneStep[] => {
    const of = events.filter(
      (event) => "step" in event && event.step === planned.id,
    );
    const start = of.find((event) => event.type === "step-started");
    const close = of.findLast((event) => event.type === "step-ended");
    if (start === undefined) return [];
    return [
      {
        planned,
        began: Date.parse(start.time),
        ended: close === undefined ? last : Date.parse(close.time),
        outcome: close?.outcome ?? "open",
        bytes: close?.bytes ?? 0,
        failure: close?.failure,
      },
    ];
  });
  return [
    {
      began,
      ended: last,
      owner: first.owner,
      app: first.app,
      outcome: end?.outcome ?? "open",
      steps,
      findings: events.flatMap((event) =>
        event.type === "finding" ? [event.finding] : [],
      ),
      passed: events.reduce(
        (sum, event) =>
          sum + (event.type === "checks-passed" ? event.checks.length : 0),
        0,
      ),
      failure: end?.failure,
    },
  ];
}
