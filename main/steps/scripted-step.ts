import type { PlannedStep, StepName } from "../../common/model/plan.ts";
import type { Step, StepWork } from "../engine/step.ts";
import type { HostWork, StationWork } from "./remote-work.ts";
import {
  answerFailure,
  scriptFailure,
} from "../../common/model/script-failure.ts";
import { type Parameters } from "../../common/model/shell.ts";
import { stepScript, todoCode } from "./step-script.ts";

export interface ScriptedStep {
  readonly name: StepName;
  /** File under resources/remote/steps; default: the step's name. */
  readonly file?: string;
  readonly after: readonly string[];
  readonly seconds: number;
  readonly changes: readonly string[];
  readonly parameters?: Parameters;
  /** Milliseconds for applying. */
  readonly timeout?: number;
  /** Parameters known only once it is that far, such as a digest of a token. */
  readonly lateParameters?: () => Promise<Parameters>;
  /** Standard input for applying; may be a secret. */
  readonly input?: () => Promise<string>;
}

export function stepId(host: HostWork, name: StepName): string {
  return `${host.spec.name}/${name}`;
}

/** A step that is one script on the host with the functions check, apply, verify and undo. */
export function scriptedStep(
  work: StationWork,
  host: HostWork,
  step: ScriptedStep,
): Step {
  const planned: PlannedStep = {
    id: stepId(host, step.name),
    name: step.name,
    host: host.spec.name,
    after: [...step.after],
    bytes: 0,
    seconds: step.seconds,
    changes: [...step.changes],
  };
  const script = async (verb: string) =>
    stepScript(work.scripts, step.file ?? step.name, step.name, verb, {
      ...step.parameters,
      ...(verb === "undo" ? {} : await step.lateParameters?.()),
    });
  return {
    planned,
    check: async ({ signal }) =>
      look(host, `${step.name} check`, await script("check"), signal),
    apply: async (stepWork) => {
      const input = await step.input?.();
      await change(
        host,
        stepWork,
        `${step.name} apply`,
        await script("apply"),
        {
          ...(input === undefined ? {} : { input }),
          ...(step.timeout === undefined ? {} : { timeout: step.timeout }),
        },
      );
    },
    verify: async ({ signal }) => {
      await look(host, `${step.name} verify`, await script("verify"), signal);
    },
    undo: async (stepWork) =>
      change(host, stepWork, `${step.name} undo`, await script("undo"), {}),
  };
}

/** Asks a script that answers 0 for "so already" and `todoCode` for "to be done". */
export async function look(
  host: HostWork,
  label: string,
  script: string,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await host.remote.ask({ script, label, signal });
  if (answer.code === 0) return true;
  if (answer.code === todoCode) return false;
  throw answerFailure(host.spec.name, label, answer);
}

/** Runs a script that changes the host, as a job that outlives the connection. */
export async function change(
  host: HostWork,
  work: StepWork,
  label: string,
  script: string,
  more: { input?: string; timeout?: number },
): Promise<void> {
  work.progress({ phase: "run" });
  const { code, lines } = await host.remote.job({
    id: work.jobId,
    script,
    label,
    signal: work.signal,
    onLine: (line) => {
      if (!line.startsWith("::")) work.line(line);
    },
    ...more,
  });
  if (code !== 0) throw scriptFailure(host.spec.name, label, code, lines);
}
