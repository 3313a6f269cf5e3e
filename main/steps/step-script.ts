import type { StepName } from "../../common/model/plan.ts";
import { assignments, type Parameters } from "../../common/model/shell.ts";
import type { RemoteScripts } from "../ports/scripts.ts";

/** A step's script with the library before it and one of its functions called at the end. */
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

/** What lib.sh's `todo` answers. */
export const todoCode = 10;
