import { failed } from "../../common/model/failure.ts";
import type { Plan } from "../../common/model/plan.ts";
import type { Step } from "../engine/step.ts";
import { clusterStep } from "./cluster-step.ts";
import { dockerSteps } from "./docker-steps.ts";
import { hostIsReady, hostSteps } from "./host-steps.ts";
import { k3sSteps, tokenReader } from "./k3s-steps.ts";
import { loginSteps } from "./login-steps.ts";
import { laterNoteStep, laterSteps } from "./rancher/later-steps.ts";
import { rancherImageSteps, rancherSteps } from "./rancher/rancher-steps.ts";
import type { StationWork } from "./remote-work.ts";

/**
 * All steps of a station, each after those that it waits for. Pure: asks and changes nothing.
 * Throws `bundle-incomplete` where the bundle has not what a host needs.
 */
export function stationSteps(work: StationWork): Step[] {
  return work.kind === "register" || work.kind === "unregister"
    ? inOrder(registrationSteps(work))
    : inOrder(installSteps(work));
}

/** Only Rancher, on a cluster that stands. */
function registrationSteps(work: StationWork): Step[] {
  const { prepared } = work;
  if (prepared !== undefined) {
    const images = rancherImageSteps(work, undefined);
    return [...images, ...laterSteps(work, prepared, idsOf(images))];
  }
  if (work.kind === "unregister" && work.onlyStation === true)
    return laterSteps(work, undefined, []);
  const { id, rancher } = work.station;
  if (rancher === undefined)
    throw failed("rancher-not-configured", { data: { station: id } });
  if (work.rancher === undefined)
    throw failed("secret-missing", {
      data: {
        kind: rancher.user === undefined ? "rancher-token" : "rancher-password",
      },
    });
  const registers = work.kind === "register";
  const images = registers ? rancherImageSteps(work, undefined) : [];
  return [
    ...images,
    ...rancherSteps(work, work.rancher, { cluster: [], images: idsOf(images) }),
    // What a pack left there says nothing any more.
    ...(registers ? [] : [laterNoteStep(work, undefined)]),
  ];
}

function idsOf(steps: readonly Step[]): string[] {
  return steps.map(({ planned }) => planned.id);
}

function installSteps(work: StationWork): Step[] {
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
  const cluster = clusterStep(work);
  const { rancher, prepared } = work;
  const wanted = work.kind === "undo" || work.station.rancher !== undefined;
  const images = wanted ? rancherImageSteps(work, "k3s-upload") : [];
  // What an earlier run registered is taken back also where nobody can sign in to Rancher.
  const later = prepared !== undefined || work.kind === "undo";
  return [
    ...steps,
    ...loginSteps(work),
    cluster,
    ...images,
    ...(rancher === undefined
      ? []
      : rancherSteps(work, rancher, {
          cluster: [cluster.planned.id],
          images: idsOf(images),
        })),
    ...(rancher === undefined && later
      ? laterSteps(work, prepared, [cluster.planned.id, ...idsOf(images)])
      : []),
  ];
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
