import type { Language } from "../../common/messages/language.ts";
import {
  formatDuration,
  stepTitle,
  stepUndo,
  word,
} from "../../common/messages/sentence.ts";
import type { RunEvent } from "../../common/model/events.ts";
import type { Finding } from "../../common/model/finding.ts";
import {
  longestWay,
  type Plan,
  type PlannedStep,
} from "../../common/model/plan.ts";
import { harmless, type Screen } from "./paint.ts";
import { RunView } from "./run-view.ts";
import { findingLines, findingSummary } from "./tell-findings.ts";
import { table } from "./table.ts";

/** The plan for a person: what was seen, and per host its steps with what they change, send and take. */
export function planView(
  plan: Plan,
  findings: readonly Finding[],
  language: Language,
): string {
  const { station, bundle, steps } = plan;
  const hosts = [...new Set(steps.map(({ host }) => host))];
  return [
    word("plan.heading", language, { station }),
    word("plan.bundle", language, bundle),
    "",
    ...findingsText(findings, language),
    ...hosts.flatMap((host) => [
      host,
      ...stepLines(
        steps.filter((step) => step.host === host),
        language,
      ),
      "",
    ]),
    word("plan.total", language, {
      steps: steps.length,
      hosts: hosts.length,
      bytes: steps.reduce((sum, step) => sum + step.bytes, 0),
      minutes: Math.max(1, Math.ceil(longestWay(steps) / 60)),
    }),
    "",
  ].join("\n");
}

function stepLines(
  steps: readonly PlannedStep[],
  language: Language,
): string[] {
  const rows = table(
    steps.map(({ name, bytes, seconds }, index) => [
      String(index + 1).padStart(4),
      stepTitle(name, language),
      bytes > 0 ? word("plan.sends", language, { bytes }) : "",
      seconds > 0 ? formatDuration(seconds * 1000, language) : "",
    ]),
  ).split("\n");
  return steps.flatMap(({ name, changes }, index) => [
    rows[index] ?? "",
    ...(changes.length === 0
      ? []
      : [
          `      ${word("plan.changes", language)}: ${harmless(changes.join(", "))}`,
        ]),
    ...[stepUndo(name, language) ?? []].flat().map((text) => `      ${text}`),
  ]);
}

function findingsText(
  findings: readonly Finding[],
  language: Language,
): string[] {
  if (findings.length === 0) return [];
  const told = findings.flatMap((finding) =>
    finding.level === "ok" || finding.level === "unseen"
      ? []
      : findingLines(finding, language, { host: true }),
  );
  return [
    word("check.heading", language),
    ...(told.length === 0 ? [word("check.passed", language)] : told).map(
      (line) => `  ${line}`,
    ),
    `  ${findingSummary(findings, language)}`,
    "",
  ];
}

/** An event as one line of JSON. */
export function jsonView(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** Shows a run as the caller asked for it, on standard output. */
export function runView(
  options: {
    readonly json?: boolean;
    readonly station?: string;
    readonly pack?: string;
    readonly bundle: string;
  },
  language: Language,
  screen: Screen = process.stdout,
): { show(event: RunEvent): void; end(): void } {
  if (options.json === true)
    return {
      show: (event) => void screen.write(jsonView(event)),
      end: () => undefined,
    };
  const command = (verb: string) =>
    `forecourt ${verb} ${given(options)} --bundle ${quoted(options.bundle)}`;
  return new RunView({
    screen,
    language,
    clock: Date,
    commands: { resume: command("resume"), undo: command("undo") },
  });
}

/** The options that say which station is meant. */
function given(options: { station?: string; pack?: string }): string {
  return (["station", "pack"] as const)
    .flatMap((name) => {
      const path = options[name];
      return path === undefined ? [] : [`--${name} ${quoted(path)}`];
    })
    .join(" ");
}

/** For a shell. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument)
    ? argument
    : `'${argument.replaceAll("'", `'\\''`)}'`;
}
