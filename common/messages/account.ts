import { checkTexts } from "./checks/all.ts";
import { findingLines } from "./checks/finding-lines.ts";
import type { RunEvent, RunKind } from "../model/events.ts";
import type { Failure } from "../model/failure.ts";
import type { PlannedStep } from "../model/plan.ts";
import type { Language } from "./language.ts";
import { failureText, formatDuration, stepTitle, word } from "./sentence.ts";

/**
 * A run told line by line, for somebody who was not there: when, where, what, and each failure with what
 * the host said. Times are those of the laptop, in UTC.
 */
export function accountOf(
  events: readonly RunEvent[],
  language: Language,
): string[] {
  const so: SoFar = {
    steps: new Map(),
    run: "",
    kind: "install",
    station: "",
    began: 0,
  };
  const lines: string[] = [];
  for (const event of events) {
    if (event.type === "run-started") {
      so.run = event.run;
      so.kind = event.kind;
    }
    if (event.type === "run-started" || event.type === "run-resumed") {
      so.station = event.plan.station;
      so.began = Date.parse(event.time);
      for (const step of event.plan.steps) so.steps.set(step.id, step);
    }
    const [first, ...more] = linesOf(event, so, language);
    if (first === undefined) continue;
    lines.push(`${event.time.slice(0, 19).replace("T", " ")}  ${first}`);
    lines.push(...more.map((line) => `${" ".repeat(21)}${line}`));
  }
  return lines;
}

interface SoFar {
  readonly steps: Map<string, PlannedStep>;
  run: string;
  kind: RunKind;
  station: string;
  began: number;
}

function linesOf(event: RunEvent, so: SoFar, language: Language): string[] {
  const titled = (id: string) => {
    const step = so.steps.get(id);
    return step === undefined
      ? id
      : `${step.host}  ${stepTitle(step.name, language)}`;
  };
  switch (event.type) {
    case "run-started":
      return [
        `${word("run.started", language, { run: so.run })} (${event.owner}, ${event.app})`,
      ];
    case "run-resumed":
      return [
        `${word("run.resumed", language, { run: so.run })} (${event.owner}, ${event.app})`,
        ...(event.torn === true ? [word("run.torn", language)] : []),
      ];
    case "finding":
      return findingLines(event.finding, language, { host: true });
    case "checks-passed":
      return [
        `${event.host}  ${word("level.ok", language)}: ${event.checks.map((check) => checkTexts[check][language].title).join(", ")}`,
      ];
    case "step-started":
      return [`${titled(event.step)} …`];
    case "step-progress":
      return [];
    case "step-ended":
      return [
        `${titled(event.step)}: ${word(`outcome.${event.outcome}`, language)} (${formatDuration(event.took, language)})`,
        ...failureAccount(event.failure, language),
      ];
    case "run-ended":
      return [
        `${ended(event.outcome, so, language)} (${word("run.summary", language, { skipped: event.skipped, bytes: event.bytes, took: Date.parse(event.time) - so.began })})`,
        ...failureAccount(event.failure, language),
      ];
  }
}

function ended(
  outcome: "done" | "failed" | "aborted",
  { kind, station }: SoFar,
  language: Language,
): string {
  if (outcome !== "done") return word(`run.${outcome}`, language);
  return word(doneWords[kind], language, { station });
}

/** How a run of each kind ends well. */
export const doneWords = {
  install: "run.done",
  undo: "run.undone",
  register: "run.registered",
  unregister: "run.unregistered",
} as const satisfies Record<RunKind, string>;

/** What happened, what was being done, what the host said, what to do. */
export function failureAccount(
  failure: Failure | undefined,
  language: Language,
): string[] {
  if (failure === undefined) return [];
  const { what, todo } = failureText(failure, language);
  const { command, exitCode, lastLines = [] } = failure;
  return [
    `${what} [${failure.code}]`,
    ...(command === undefined
      ? []
      : [`${word("failure.command", language)}: ${command}`]),
    ...(exitCode === undefined
      ? []
      : [`${word("failure.exit-code", language)}: ${exitCode}`]),
    ...(lastLines.length === 0
      ? []
      : [
          `${word("failure.last-lines", language)}:`,
          ...lastLines.map((line) => `  ${line}`),
        ]),
    `${word("failure.todo", language)}: ${todo}`,
  ];
}
