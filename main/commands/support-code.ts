import { failures } from "../../common/messages/failures/all.ts";
import { stepTitle, word } from "../../common/messages/sentence.ts";
import { failed, failureCodes } from "../../common/model/failure.ts";
import { stepNames } from "../../common/model/plan.ts";
import { readSupportCode } from "../../common/support/support-code.ts";
import { harmless } from "./paint.ts";
import { table } from "./table.ts";
import { languageFor } from "./tell-error.ts";

/** What the code says: version, step, failure with what to do about it, checks. Throws `support-code-wrong`. */
export function explain(
  text: string,
  options: { json?: boolean; language?: string },
): void {
  const read = readSupportCode(text);
  if (read === undefined)
    throw failed("support-code-wrong", {
      data: { code: harmless(text).slice(0, 60) },
    });
  if (options.json === true) {
    process.stdout.write(
      `${JSON.stringify({ type: "support-code", ...read })}\n`,
    );
    return;
  }
  const language = languageFor(options.language);
  const step = stepNames.find((name) => name === read.step);
  const code = failureCodes.find((known) => known === read.code);
  const none = word("support.none", language);
  process.stdout.write(
    table([
      [word("support.app", language), `${read.app} (${read.kind})`],
      [
        word("support.step", language),
        step === undefined
          ? (read.step ?? none)
          : `${stepTitle(step, language)} (${step})`,
      ],
      [word("support.error", language), read.code ?? none],
      [word("support.checks", language), read.checks.join(", ") || none],
    ]),
  );
  // Its placeholders stay: the code carries no data.
  if (code !== undefined)
    process.stdout.write(
      `\n${failures[code][language].what}\n${word("failure.todo", language)}: ${failures[code][language].todo}\n`,
    );
}
