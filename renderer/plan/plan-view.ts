import {
  longestWay,
  type Plan,
  type PlannedStep,
} from "../../common/model/plan.ts";

export interface PlanHost {
  readonly host: string;
  readonly steps: readonly PlannedStep[];
  readonly bytes: number;
}

export interface PlanView {
  readonly hosts: readonly PlanHost[];
  readonly steps: number;
  readonly bytes: number;
  /** Along the longest way, as hosts go side by side. */
  readonly minutes: number;
}

export function planView({ steps }: Pick<Plan, "steps">): PlanView {
  const hosts = [...new Set(steps.map(({ host }) => host))].map((host) => {
    const own = steps.filter((step) => step.host === host);
    return { host, steps: own, bytes: bytesOf(own) };
  });
  return {
    hosts,
    steps: steps.length,
    bytes: bytesOf(steps),
    minutes: Math.max(1, Math.ceil(longestWay(steps) / 60)),
  };
}

function bytesOf(steps: readonly PlannedStep[]): number {
  return steps.reduce((sum, { bytes }) => sum + bytes, 0);
}
