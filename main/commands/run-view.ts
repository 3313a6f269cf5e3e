import { doneWords } from "../../common/messages/account.ts";
import { checkText } from "../../common/messages/checks/check-text.ts";
import type { Language } from "../../common/messages/language.ts";
import {
  formatBytes,
  formatDuration,
  stepDoing,
  stepTitle,
  word,
} from "../../common/messages/sentence.ts";
import {
  takesBack,
  type RunEvent,
  type RunKind,
} from "../../common/model/events.ts";
import type { PlannedStep } from "../../common/model/plan.ts";
import { qrModules, qrText } from "../../common/qr/qr.ts";
import {
  supportCode,
  supportFactsOf,
} from "../../common/support/support-code.ts";
import type { Clock } from "../ports/clock.ts";
import {
  harmless,
  isLively,
  LiveLines,
  painter,
  type Paint,
  type Screen,
} from "./paint.ts";
import { RunProgress, type HostProgress } from "./run-progress.ts";
import { width } from "./table.ts";
import { failureLines } from "./tell-error.ts";

export interface RunViewOptions {
  readonly screen: Screen;
  readonly language: Language;
  readonly clock: Pick<Clock, "now">;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What to type to go on, and to take everything back. */
  readonly commands?: { readonly resume: string; readonly undo: string };
}

/** Milliseconds: a terminal is painted at most so often, and without news once a second. */
const paintEvery = 100;
const tick = 1_000;
/** Without a terminal, a long step tells how far it is so often. */
const tellEvery = 15_000;
/** Seconds without a sign of life that deserve a look. */
const quietFrom = 5;

type StepEnded = Extract<RunEvent, { type: "step-ended" }>;
const marks = {
  done: ["green", "✓"],
  skipped: ["dim", "="],
  undone: ["green", "✓"],
  failed: ["red", "✗"],
  aborted: ["yellow", "■"],
} as const;

/**
 * A run for a person. On a terminal: one live line per host below what has ended; else plain lines.
 * What hosts printed is shown without its control characters.
 */
export class RunView {
  readonly #options: RunViewOptions;
  readonly #paint: Paint;
  readonly #lively: boolean;
  readonly #live: LiveLines;
  readonly #progress = new RunProgress();
  readonly #steps = new Map<string, PlannedStep>();
  readonly #told = new Map<string, number>();
  /** All but progress: what a support code is made from. */
  readonly #milestones: RunEvent[] = [];
  #run: { kind: RunKind; station: string; started: number } | undefined;
  #painted = 0;
  #failureShown = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RunViewOptions) {
    const { screen, env = process.env } = options;
    this.#options = options;
    this.#paint = painter(screen, env);
    this.#lively = isLively(screen, env);
    this.#live = new LiveLines(screen);
  }

  show(event: RunEvent): void {
    this.#progress.apply(event);
    const lines = this.#linesOf(event).map((line) => line.trimEnd());
    if (!this.#lively) {
      for (const line of lines) this.#options.screen.write(`${line}\n`);
      return;
    }
    if (event.type === "run-ended") this.end(lines);
    else {
      this.#timer ??= setInterval(() => this.repaint(), tick).unref();
      if (
        lines.length > 0 ||
        this.#options.clock.now() - this.#painted >= paintEvery
      )
        this.repaint(lines);
    }
  }

  /** Paints the live lines anew, below `above`. */
  repaint(above: readonly string[] = []): void {
    const now = this.#options.clock.now();
    this.#painted = now;
    const hosts = this.#progress.hosts(now);
    const widest = Math.max(0, ...hosts.map(({ host }) => width(host)));
    this.#live.paint(
      above,
      hosts.map((host) => this.#hostLine(host, widest)),
    );
  }

  /** Takes the live lines away and stops painting. May be called twice. */
  end(last: readonly string[] = []): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#lively) this.#live.paint(last, []);
  }

  #linesOf(event: RunEvent): string[] {
    if (event.type !== "step-progress") this.#milestones.push(event);
    const { language, clock } = this.#options;
    switch (event.type) {
      case "run-started":
      case "run-resumed":
        for (const step of event.plan.steps) this.#steps.set(step.id, step);
        this.#run = {
          kind: event.type === "run-started" ? event.kind : "install",
          ...this.#run,
          station: event.plan.station,
          started: clock.now(),
        };
        return event.type === "run-started"
          ? [word("run.started", language, { run: event.run })]
          : event.torn === true
            ? [word("run.torn", language)]
            : [];
      case "finding": {
        // The plan told it whole, just before; here it is only said again that it is so.
        const { level, host, check } = event.finding;
        if (level === "ok" || level === "unseen") return [];
        const { title, seen } = checkText(event.finding, language);
        return [
          `${this.#paint(level === "warn" ? "yellow" : "red", "!")} ${host}  ${title} (${check}): ${harmless(seen)}`,
        ];
      }
      case "checks-passed":
        return [];
      case "step-started": {
        const step = this.#steps.get(event.step);
        this.#told.set(event.step, clock.now());
        return this.#lively || step === undefined
          ? []
          : [`${step.host}: ${stepDoing(step.name, language)}`];
      }
      case "step-progress":
        return this.#lively ? [] : this.#toldNow(event.step);
      case "step-ended":
        return this.#stepEnded(event);
      case "run-ended":
        return this.#runEnded(event);
    }
  }

  #stepEnded(event: StepEnded): string[] {
    const { language } = this.#options;
    const step = this.#steps.get(event.step);
    const [style, mark] = marks[event.outcome];
    // A resumed run does not say again which kind it is.
    if (event.outcome === "undone" && this.#run?.kind === "install")
      this.#run.kind = "undo";
    const parts = [
      `${this.#paint(style, mark)} ${step?.host ?? event.step}`,
      ...(step === undefined ? [] : [stepTitle(step.name, language)]),
      word(`outcome.${event.outcome}`, language),
      ...(event.outcome === "skipped"
        ? []
        : [formatDuration(event.took, language)]),
      ...(event.bytes > 0 ? [formatBytes(event.bytes)] : []),
    ];
    const line = parts.join("  ");
    if (event.failure === undefined) return [line];
    this.#failureShown = true;
    return [line, ...this.#failure(event.failure)];
  }

  #runEnded(event: Extract<RunEvent, { type: "run-ended" }>): string[] {
    const { language, clock, commands } = this.#options;
    const { kind, station, started } = this.#run ?? {
      kind: "install",
      station: "",
      started: clock.now(),
    };
    const nothing =
      event.outcome === "done" &&
      !takesBack(kind) &&
      event.skipped === this.#steps.size;
    return [
      ...(event.failure !== undefined && !this.#failureShown
        ? this.#failure(event.failure)
        : []),
      "",
      ...(nothing ? [word("run.nothing", language)] : []),
      event.outcome !== "done"
        ? this.#paint("red", word(`run.${event.outcome}`, language))
        : this.#paint(
            "green",
            word(doneWords[kind], language, {
              station,
            }),
          ),
      word("run.summary", language, {
        skipped: event.skipped,
        bytes: event.bytes,
        took: clock.now() - started,
      }),
      ...this.#supportCode(),
      ...(event.outcome === "done" || commands === undefined
        ? []
        : [
            word("hint.resume", language, { command: commands.resume }),
            word("hint.export", language, {
              command: "forecourt export latest",
            }),
            ...(takesBack(kind) || kind === "register"
              ? []
              : [word("hint.undo", language, { command: commands.undo })]),
          ]),
    ];
  }

  #supportCode(): string[] {
    const facts = supportFactsOf(this.#milestones);
    if (facts === undefined) return [];
    const code = supportCode(facts);
    return [
      word("support.code", this.#options.language, { code }),
      // For a telephone's camera; in a log it would only be noise.
      ...(this.#lively ? qrText(qrModules(code)).split("\n") : []),
    ];
  }

  #failure(failure: NonNullable<StepEnded["failure"]>): string[] {
    return failureLines(failure, this.#options.language).map(
      (line) => `  ${harmless(line)}`,
    );
  }

  /** Without a terminal: how far a host is, now and then. */
  #toldNow(id: string): string[] {
    const now = this.#options.clock.now();
    const step = this.#steps.get(id);
    if (step === undefined || now - (this.#told.get(id) ?? 0) < tellEvery)
      return [];
    this.#told.set(id, now);
    return this.#progress
      .hosts(now)
      .filter(({ host }) => host === step.host)
      .map((host) => this.#hostLine(host, 0));
  }

  #hostLine(progress: HostProgress, widest: number): string {
    const { host, percent, step, rate, left, silent, end } = progress;
    const { language } = this.#options;
    const name = host + " ".repeat(Math.max(0, widest - width(host)));
    if (end !== undefined)
      return `${name}  ${word(`outcome.${end}`, language)}`;
    const head = `${name}  ${String(percent).padStart(2)} %`;
    if (step === undefined)
      return `${head}  ${word("state.waiting", language)}`;
    const { bytes, totalBytes: total, phase } = step;
    const seconds = Math.floor((silent ?? 0) / 1000);
    const sign = word("progress.sign", language, { seconds });
    // Narrow terminals cut the end: a host that has gone quiet says so first.
    const quiet = seconds >= quietFrom;
    return [
      head,
      stepDoing(step.name, language),
      ...(quiet ? [sign] : []),
      ...(phase === "verify" || phase === "wait"
        ? [word(`phase.${phase}`, language)]
        : []),
      ...(total > 0 ? [word("progress.sent", language, { bytes, total })] : []),
      ...(rate === undefined ? [] : [`${formatBytes(rate)}/s`]),
      ...(left === undefined
        ? []
        : [word("progress.left", language, { left })]),
      ...(quiet ? [] : [sign]),
    ].join("  ");
  }
}
