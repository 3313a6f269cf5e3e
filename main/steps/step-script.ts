import {
  FailureCode,
  failed,
  type Failed,
} from "../../common/model/failure.ts";
import type { StepName } from "../../common/model/plan.ts";
import type { RemoteScripts } from "../ports/scripts.ts";

/** What the scripts under resources/remote take, as shell variables; never a secret. */
export type Parameters = Readonly<Record<string, string>>;

/** A script with the library before it and one of its functions called at the end. */
export function stepScript(
  scripts: RemoteScripts,
  file: string,
  step: StepName,
  verb: string,
  parameters: Parameters,
): string {
  return [
    scripts("lib.sh"),
    assignments({ STEP: step, ...parameters }),
    scripts(`steps/${file}.sh`),
    verb,
    "",
  ].join("\n");
}

export function assignments(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join("\n");
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What lib.sh's `todo` answers. */
export const todoCode = 10;

const failureLine = "::forecourt-failed\t";

/**
 * The failure that a script ended with: the one that it named itself, or `job-failed` with its exit
 * code and last lines.
 */
export function scriptFailure(
  host: string,
  label: string,
  code: number,
  lines: readonly string[],
): Failed {
  const said = lines.findLast((line) => line.startsWith(failureLine));
  const lastLines = lines
    .filter((line) => !line.startsWith(failureLine) && line.trim() !== "")
    .slice(-20);
  const context = { host, command: label, exitCode: code, lastLines };
  if (said !== undefined) {
    const [name = "", ...pairs] = said.slice(failureLine.length).split("\t");
    const known = FailureCode.safeParse(name);
    if (known.success)
      return failed(known.data, {
        ...context,
        data: Object.fromEntries(pairs.map(asPair)),
        retry: true,
      });
  }
  return failed("job-failed", {
    ...context,
    data: { step: label },
    retry: true,
  });
}

function asPair(pair: string): [string, string | number] {
  const at = pair.indexOf("=");
  const [key, value] = [pair.slice(0, at), pair.slice(at + 1)];
  return [key, /^\d{1,15}$/.test(value) ? Number(value) : value];
}
