import { checkText } from "./check-text.ts";
import type { Language } from "../language.ts";
import { word } from "../sentence.ts";
import type { Finding } from "../../model/finding.ts";

/** A finding for a person: what was seen, why it matters, what mends it; in one line where all is well. */
export function findingLines(
  finding: Finding,
  language: Language,
  { host: withHost }: { readonly host: boolean },
): string[] {
  const { check, host, level, mend: commands, accepted, fix } = finding;
  const { title, seen, why, mend } = checkText(finding, language);
  const head = `${word(`level.${level}`, language)}  ${withHost ? `${host}  ` : ""}${title} (${check})`;
  if (level === "ok" || level === "unseen") return [head];
  return [
    head,
    `  ${seen}`,
    `  ${why}`,
    ...(mend === "" ? [] : [`  ${mend}`]),
    ...commands.map((command) => `    ${command}`),
    ...(fix === undefined
      ? []
      : [
          `  ${word(fix.chosen ? "check.mended" : "check.mendable", language, { check })}`,
        ]),
    ...(accepted === undefined
      ? []
      : [
          `  ${word("check.accepted", language, { by: accepted.by, reason: accepted.reason })}`,
        ]),
  ];
}

/** "98 passed, 3 warnings, 1 problem, 2 not seen" */
export function findingSummary(
  findings: readonly Finding[],
  language: Language,
): string {
  const count = (level: Finding["level"]) =>
    findings.filter((each) => each.level === level).length;
  return word("check.summary", language, {
    passed: count("ok"),
    warnings: count("warn"),
    problems: count("fail"),
    unseen: count("unseen"),
  });
}
