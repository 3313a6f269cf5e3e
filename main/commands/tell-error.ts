import {
  languageOf,
  languages,
  type Language,
} from "../../common/messages/language.ts";
import { failureText, word } from "../../common/messages/sentence.ts";
import { harmless } from "./paint.ts";
import { failureOf, type Failure } from "../../common/model/failure.ts";

/** The language asked for, else the one of the environment. */
export function languageFor(asked: string | undefined): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (
    languages.find((language) => language === asked) ??
    languageOf([LC_ALL, LC_MESSAGES, LANG].find((value) => value))
  );
}

/** What ended a command: for a person on stderr, with `json` as one line on stdout. */
export function tellError(
  error: unknown,
  { language, json }: { language?: string | undefined; json: boolean },
): void {
  const failure = failureOf(error);
  const tongue = languageFor(language);
  if (failure === undefined) {
    const { message, stack } = error as Error;
    process.stderr.write(
      `${word("failure.bug", tongue, { reason: message })}\n${stack ?? ""}\n`,
    );
    return;
  }
  if (json) {
    process.stdout.write(`${JSON.stringify({ type: "refused", failure })}\n`);
    return;
  }
  process.stderr.write(`${failureLines(failure, tongue).join("\n")}\n`);
}

/** A failure for a person: what happened, what was being done, what to do. */
export function failureLines(failure: Failure, language: Language): string[] {
  const { what, todo } = failureText(failure, language);
  const label = (
    key:
      | "failure.command"
      | "failure.exit-code"
      | "failure.last-lines"
      | "failure.todo",
  ) => `  ${word(key, language)}: `;
  return [
    `${failure.host === undefined ? "" : `${failure.host}: `}${what} [${failure.code}]`,
    ...(failure.command === undefined
      ? []
      : [`${label("failure.command")}${failure.command}`]),
    ...(failure.exitCode === undefined
      ? []
      : [`${label("failure.exit-code")}${failure.exitCode}`]),
    ...(failure.lastLines === undefined || failure.lastLines.length === 0
      ? []
      : [
          label("failure.last-lines"),
          ...failure.lastLines.slice(-8).map((line) => `    ${harmless(line)}`),
        ]),
    `${label("failure.todo")}${todo}`,
  ];
}
