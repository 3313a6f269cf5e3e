import type { Plan } from "../../common/model/plan.ts";
import type { Step } from "../engine/step.ts";
import { clusterStep } from "./cluster-step.ts";
import { dockerSteps } from "./docker-steps.ts";
import { hostIsReady, hostSteps } from "./host-steps.ts";
import { k3sSteps, tokenReader } from "./k3s-steps.ts";
import type { StationWork } from "./remote-work.ts";

/**
 * All steps of a station, each after those that it waits for. Pure: asks and changes nothing.
 * Throws `bundle-incomplete` where the bundle has not what a host needs.
 */
export function stationSteps(work: StationWork): Step[] {
  const token = tokenReader(work);
  const steps = work.hosts.flatMap((host) => {
    const prepare = hostSteps(work, host);
    const ready = hostIsReady(host, prepare);
    return [
      ...prepare,
      ...dockerSteps(work, host, ready),
      ...k3sSteps(work, host, ready, token),
    ];
  });
  return inOrder([...steps, clusterStep(work)]);
}

export function planOf(work: StationWork, steps: readonly Step[]): Plan {
  const { manifest, digest } = work.bundle;
  return {
    station: work.station.id,
    bundle: {
      name: manifest.name,
      sequence: manifest.sequence,
      digest,
      ...manifest.versions,
    },
    steps: steps.map((step) => step.planned),
  };
}

/** Sorted so that each comes after those that it waits for, and otherwise as they came. */
function inOrder(steps: readonly Step[]): Step[] {
  const waiting = [...steps];
  const sorted: Step[] = [];
  const placed = new Set<string>();
  while (waiting.length > 0) {
    const at = waiting.findIndex((step) =>
      step.planned.after.every((id) => placed.has(id)),
    );
    const [next] = at < 0 ? [] : waiting.splice(at, 1);
    if (next === undefined)
      throw new Error(
        `steps wait for each other: ${waiting.map((step) => step.planned.id).join(", ")}`,
      );
    sorted.push(next);
    placed.add(next.planned.id);
  }
  return sorted;
}
