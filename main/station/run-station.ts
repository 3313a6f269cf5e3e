import {
  takesBack,
  type NewRunEvent,
  type RunKind,
} from "../../common/model/events.ts";
import type { Finding } from "../../common/model/finding.ts";
import { failureOf } from "../../common/model/failure.ts";
import { whileHolding } from "../engine/hold.ts";
import { install, undo, type RunResult } from "../engine/runner.ts";
import { remoteScript } from "../adapters/files/remote-script.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { awaitRunningJobs, holdOf } from "./hold-hosts.ts";
import type { OpenStation } from "./open-station.ts";
import { owner } from "./owner.ts";
import { appVersion } from "./app-version.ts";

export interface Running {
  readonly run: string;
  readonly kind: RunKind;
  /** 1 for a new run, and one more with each resume. */
  readonly attempt: number;
  readonly append: (event: NewRunEvent) => Promise<unknown>;
  readonly signal: AbortSignal;
}

/** Holds the hosts, runs the plan or takes it back, and writes both ends of the run into the journal. */
export async function runStation(
  opened: OpenStation,
  { run, kind, attempt, append, signal }: Running,
): Promise<RunResult> {
  const holds = opened.hosts.map(({ remote }) =>
    holdOf(remote, remoteScript, {
      run,
      owner: owner(),
      clean: kind === "undo",
    }),
  );
  return whileHolding(holds, systemClock, signal, async (held) => {
    await append(startEvent(opened, { run, kind, attempt }));
    for (const event of checkEvents(opened.findings)) await append(event);
    const result = await ended(async () => {
      await Promise.all(
        opened.hosts.map(({ remote }) => awaitRunningJobs(remote, held)),
      );
      return (takesBack(kind) ? undo : install)({
        run,
        attempt,
        steps: opened.steps,
        clock: systemClock,
        signal: held,
        append,
      });
    }, held);
    await append({ type: "run-ended", ...result });
    return result;
  });
}

/** What is well and nobody decided about is told in one line per host: each line of the journal is brought to the disk. */
function checkEvents(findings: readonly Finding[]): NewRunEvent[] {
  const well = ({ level, fix }: Finding) => level === "ok" && fix === undefined;
  const hosts = [...new Set(findings.map(({ host }) => host))];
  return [
    ...hosts.map((host): NewRunEvent => ({
      type: "checks-passed",
      host,
      checks: findings
        .filter((each) => each.host === host && well(each))
        .map(({ check }) => check),
    })),
    ...findings
      .filter((each) => !well(each))
      .map((finding): NewRunEvent => ({ type: "finding", finding })),
  ];
}

function startEvent(
  { plan }: OpenStation,
  { run, kind, attempt }: Pick<Running, "run" | "kind" | "attempt">,
): NewRunEvent {
  const both = { app: appVersion, owner: owner(), plan };
  return attempt === 1
    ? { type: "run-started", version: 1, run, kind, ...both }
    : { type: "run-resumed", ...both };
}

/** A failure outside of any step ends the run as well; a lost hold counts before being aborted by it. */
async function ended(
  work: () => Promise<RunResult>,
  held: AbortSignal,
): Promise<RunResult> {
  const lost = () => failureOf(held.reason);
  try {
    const result = await work();
    const failure = result.outcome === "aborted" ? lost() : undefined;
    return failure === undefined
      ? result
      : { ...result, outcome: "failed", failure };
  } catch (error) {
    const failure = lost() ?? failureOf(error);
    if (failure === undefined) throw error;
    return failure.code === "aborted"
      ? { outcome: "aborted", skipped: 0, bytes: 0 }
      : { outcome: "failed", skipped: 0, bytes: 0, failure };
  }
}
