import type { NewRunEvent } from "../../common/model/events.ts";
import type { Failure } from "../../common/model/failure.ts";
import type { Plan, PlannedStep, StepName } from "../../common/model/plan.ts";

export function step(
  host: string,
  name: StepName,
  more: Partial<PlannedStep> = {},
): PlannedStep {
  const id = `${host}/${name}`;
  return {
    id,
    name,
    host,
    after: [],
    bytes: 0,
    seconds: 10,
    changes: [],
    ...more,
  };
}

export const plan: Plan = {
  station: "s-0815",
  bundle: {
    name: "Autumn",
    sequence: 7,
    digest: "d",
    k3s: "v1.35.1+k3s1",
    docker: "29.0.1",
  },
  steps: [
    step("pump-1", "k3s-upload", {
      bytes: 600e6,
      seconds: 60,
      changes: ["/usr/local/bin/k3s"],
    }),
    step("pump-1", "k3s-start", {
      after: ["pump-1/k3s-upload"],
      seconds: 40,
      changes: ["k3s.service"],
    }),
    step("till-2", "k3s-join", { after: ["pump-1/k3s-start"], seconds: 30 }),
  ],
};

export const started: NewRunEvent = {
  type: "run-started",
  version: 1,
  run: "20261123-170102-ab12",
  kind: "install",
  app: "0.1.0",
  owner: "a@b",
  plan,
};

export const progress = (
  bytes: number,
  phase: "send" | "verify" = "send",
): NewRunEvent => ({
  type: "step-progress",
  step: "pump-1/k3s-upload",
  phase,
  bytes,
  totalBytes: 600e6,
});
export const stepStarted = (id: string): NewRunEvent => ({
  type: "step-started",
  step: id,
});
export const stepEnded = (
  id: string,
  outcome: "done" | "skipped" | "failed" | "aborted",
  failure?: Failure,
): NewRunEvent => ({
  type: "step-ended",
  step: id,
  outcome,
  bytes: 0,
  took: 1000,
  ...(failure === undefined ? {} : { failure }),
});

export const failure: Failure = {
  code: "k3s-start-failed",
  host: "pump-1",
  command: "k3s-start apply",
  exitCode: 1,
  lastLines: ["starting", "evil\u001b[2J\u001b[31m line\u0007\r"],
  data: { reason: "it did not start" },
  retry: true,
};
