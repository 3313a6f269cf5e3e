import { FailureCode, failed, type Failed } from "./failure.ts";

/** How the scripts under resources/remote say an expected failure: `::forecourt-failed CODE key=value…`, tab-separated. */
export const failureLine = "::forecourt-failed\t";

/**
 * The failure that a script ended with: the one that it named itself, else `job-failed` with its exit
 * code and last lines. `label` is what was being done.
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
  const context = {
    host,
    command: label,
    exitCode: code,
    lastLines,
    retry: true,
  };
  if (said !== undefined) {
    const [name = "", ...pairs] = said.slice(failureLine.length).split("\t");
    const known = FailureCode.safeParse(name);
    if (known.success)
      return failed(known.data, {
        ...context,
        data: Object.fromEntries(pairs.map(asPair)),
      });
  }
  return failed("job-failed", { ...context, data: { step: label } });
}

/** The same, of a whole answer. */
export function answerFailure(
  host: string,
  label: string,
  answer: {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
  },
): Failed {
  return scriptFailure(host, label, answer.code, [
    ...answer.stdout.split("\n"),
    ...answer.stderr.split("\n"),
  ]);
}

function asPair(pair: string): [string, string | number] {
  const at = pair.indexOf("=");
  const [key, value] = [pair.slice(0, at), pair.slice(at + 1)];
  return [key, /^\d{1,15}$/.test(value) ? Number(value) : value];
}
