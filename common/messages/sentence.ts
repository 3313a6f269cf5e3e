import type { Failure, FailureCode } from "../model/failure.ts";
import { type StepName, StepName as StepNames } from "../model/plan.ts";
import { CheckId } from "../model/check.ts";
import { checkTexts } from "./checks/all.ts";
import { failures } from "./failures/all.ts";
import type { FailureSentence } from "./failures/area.ts";
import type { Language } from "./language.ts";
import type { StepTexts } from "./step-text.ts";
import { stepsEn } from "./steps.en.ts";
import { stepsJa } from "./steps.ja.ts";
import { stepsZhHans } from "./steps.zh-hans.ts";
import { type WordKey, type Words, wordKeys } from "./words.ts";
import { wordsEn } from "./words.en.ts";
import { wordsJa } from "./words.ja.ts";
import { wordsZhHans } from "./words.zh-hans.ts";

export const steps: Record<Language, StepTexts> = {
  en: stepsEn,
  "zh-Hans": stepsZhHans,
  ja: stepsJa,
};
export const words: Record<Language, Words> = {
  en: wordsEn,
  "zh-Hans": wordsZhHans,
  ja: wordsJa,
};

export type MessageData = Readonly<Record<string, string | number | undefined>>;

/** What to show for a failure: what happened and what to do next. A finding with a code fits as well. */
export function failureText(
  failure: Pick<Failure, "host" | "data"> & { code: FailureCode },
  language: Language,
): FailureSentence {
  const { what, todo } = failures[failure.code][language];
  const data = { ...failure.data, host: failure.host };
  return { what: fill(what, data, language), todo: fill(todo, data, language) };
}

/** "Install Docker's programs" */
export function stepTitle(name: StepName, language: Language): string {
  return steps[language][name].title;
}

/** "Installing Docker's programs …" */
export function stepDoing(name: StepName, language: Language): string {
  return steps[language][name].doing;
}

/** "Undo takes …", where a step says so. */
export function stepUndo(
  name: StepName,
  language: Language,
): string | undefined {
  return steps[language][name].undo;
}

export function word(
  key: WordKey,
  language: Language,
  data: MessageData = {},
): string {
  return fill(words[language][key], data, language);
}

/** Decimal units as on the disk's label: "999 B", "12 kB", "340 MB", "1.5 GB"; "?" for what is no size. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return "?";
  for (const [unit, size] of [
    ["B", 1],
    ["kB", 1e3],
    ["MB", 1e6],
  ] as const)
    if (Math.round(bytes / size) < 1000)
      return `${Math.round(bytes / size)} ${unit}`;
  return bytes / 1e9 < 999.95
    ? `${(bytes / 1e9).toFixed(1)} GB`
    : `${(bytes / 1e12).toFixed(1)} TB`;
}

const units = {
  en: { day: " d", hour: " h", minute: " min", second: " s" },
  "zh-Hans": { day: " 天", hour: " 小时", minute: " 分", second: " 秒" },
  ja: { day: " 日", hour: " 時間", minute: " 分", second: " 秒" },
} as const satisfies Record<Language, Record<string, string>>;

/**
 * Milliseconds as "3.2 s", "45 s", "3 min 20 s", "2 h 5 min" or "4 d 3 h": the two largest units.
 * "?" for what is no duration.
 */
export function formatDuration(ms: number, language: Language = "en"): string {
  if (!Number.isFinite(ms) || ms < 0) return "?";
  const { day, hour, minute, second } = units[language];
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)}${second}`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}${second}`;
  if (seconds < 3600)
    return pair(Math.floor(seconds / 60), minute, seconds % 60, second);
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60)
    return pair(Math.floor(minutes / 60), hour, minutes % 60, minute);
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), day, hours % 24, hour);
}

function pair(large: number, unit: string, small: number, smallUnit: string) {
  return small === 0
    ? `${large}${unit}`
    : `${large}${unit} ${small}${smallUnit}`;
}

/** How a placeholder `{key:format}` writes its value; a value of another type is written as it is. */
const formats: Record<
  string,
  (value: string | number, language: Language) => string | number
> = {
  bytes: (value) => (typeof value === "number" ? formatBytes(value) : value),
  // Rounded apart, so that what is missing never reads "3.0 GB free, 3.0 GB needed".
  gbUp: (value) => gigabytes(value, Math.ceil),
  gbDown: (value) => gigabytes(value, Math.floor),
  ms: (value, language) =>
    typeof value === "number" ? formatDuration(value, language) : value,
  duration: (value, language) =>
    typeof value === "number"
      ? formatDuration(Math.abs(value) * 1000, language)
      : value,
  time: (value) => localTime(value),
  step: (value, language) => {
    const name = StepNames.safeParse(String(value).split("/").at(-1));
    return name.success ? stepTitle(name.data, language) : value;
  },
  check: (value, language) => {
    const check = CheckId.safeParse(value);
    return check.success ? checkTexts[check.data][language].title : value;
  },
  secret: (value, language) => {
    const key = wordKeys.find((known) => known === `secret.${value}`);
    return key === undefined ? value : words[language][key];
  },
};

function gigabytes(
  value: string | number,
  round: (tenths: number) => number,
): string | number {
  if (typeof value !== "number") return value;
  return Number.isFinite(value) && value >= 0
    ? `${(round(value / 1e8) / 10).toFixed(1)} GB`
    : "?";
}

/** "2026-05-04 13:05" in the reader's time zone. */
function localTime(value: string | number): string | number {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A sentence with its placeholders `{key}` or `{key:format}` filled; what is missing reads "?". */
export function fill(
  text: string,
  data: MessageData,
  language: Language,
): string {
  return text.replace(
    /\{(\w+)(?::(\w+))?\}/g,
    (_all, key: string, format?: string) => {
      const value = Object.hasOwn(data, key) ? data[key] : undefined;
      if (value === undefined || value === "" || Number.isNaN(value))
        return "?";
      const written =
        format === undefined ? value : formats[format]?.(value, language);
      return plain(String(written ?? value));
    },
  );
}

/** Values come from hosts and files: none of them may move the cursor, break the line or turn the reading direction. */
function plain(value: string): string {
  return (
    value
      .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ")
      .trim() || "?"
  );
}
