import { failed } from "../../common/model/failure.ts";
import { stops, type Finding } from "../../common/model/finding.ts";
import { takesBack, type RunKind } from "../../common/model/events.ts";
import {
  fileKinds,
  filesFor,
  type BundleFile,
} from "../../common/model/manifest.ts";
import type { Plan } from "../../common/model/plan.ts";
import { remoteScript } from "../adapters/files/remote-script.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import type { RunStore } from "../adapters/files/run-store.ts";
import { openClusterApi } from "../adapters/kube/cluster-api.ts";
import { findingsOf } from "../checks/all-checks.ts";
import type { Looked } from "../checks/check.ts";
import type { Step } from "../engine/step.ts";
import type { Redactor } from "../logs/redactor.ts";
import type { Bundle } from "../ports/bundle.ts";
import { planOf, stationSteps } from "../steps/station-steps.ts";
import type { PreparedRegistration } from "../ports/prepared-registration.ts";
import type { StationWork } from "../steps/remote-work.ts";
import { secretsIn } from "../logs/station-secrets.ts";
import { connect, type WayIn } from "./connect.ts";
import { decided, noDecisions, type Decisions } from "./decisions.ts";
import { fixesFor, withFixes } from "./fixes.ts";
import type { RancherWork } from "../steps/rancher/rancher-work.ts";
import { lookAtHosts, type SeenHost } from "./look-at-hosts.ts";
import { openStationRancher, type RancherTrusting } from "./rancher-access.ts";

/** What the laptop brings to a station, before any host was spoken to. */
export interface Laptop extends WayIn {
  readonly bundle: Bundle;
  readonly redactor: Redactor;
  readonly runs: RunStore;
  readonly rancher?: RancherTrusting;
  /** Out of the station's pack: register with this, without an uplink. */
  readonly prepared?: PreparedRegistration;
  /** Leaves Rancher without asking it. */
  readonly onlyStation?: boolean;
}

/** The hosts of a station, signed in, looked at and planned for. Nothing has changed until here. */
export interface OpenStation {
  /** Where relative paths of keys begin. */
  readonly folder: string;
  readonly hosts: readonly SeenHost[];
  readonly work: StationWork;
  readonly steps: readonly Step[];
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  close(): Promise<void>;
}

export async function openStation(
  laptop: Laptop,
  kind: RunKind,
  signal: AbortSignal,
  decisions: Decisions = noDecisions,
  { withRancher = true }: { readonly withRancher?: boolean } = {},
): Promise<OpenStation> {
  const { station, redactor, prepared, onlyStation = false } = laptop;
  const rancher =
    withRancher && prepared === undefined && !onlyStation
      ? await openStationRancher(laptop, signal)
      : undefined;
  for (const secret of secretsIn(station)) redactor.add(secret);
  let hosts: readonly SeenHost[] = [];
  try {
    // Before any host: a token that is refused costs nothing then.
    if (!takesBack(kind)) await rancher?.server();
    hosts = await lookAtHosts(
      station,
      (host) => connect(laptop, host, signal),
      remoteScript,
      systemClock,
    );
    return planned(laptop, kind, hosts, decisions, rancher);
  } catch (error) {
    await closeAll(hosts, rancher);
    throw error;
  }
}

/** What follows from hosts as they were seen and from what was decided: asks nobody. */
export function planned(
  laptop: Pick<
    Laptop,
    "station" | "bundle" | "redactor" | "folder" | "prepared" | "onlyStation"
  >,
  kind: RunKind,
  hosts: readonly SeenHost[],
  decisions: Decisions,
  rancher?: RancherWork,
): OpenStation {
  const { station, bundle, redactor } = laptop;
  const looked = hosts.map(asLooked);
  const findings = decided(
    looked.flatMap((each) =>
      findingsOf({
        ...each,
        station,
        manifest: bundle.manifest,
        others: looked.filter((other) => other !== each),
      }),
    ),
    decisions,
  );
  const fixes = fixesFor(decisions, findings);
  const changed = withFixes(station, hosts, fixes);
  const work: StationWork = {
    kind,
    station: changed,
    bundle,
    hosts: hosts.map((host) => ({
      ...host,
      spec:
        changed.hosts.find(({ name }) => name === host.spec.name) ?? host.spec,
    })),
    fixes,
    scripts: remoteScript,
    clock: systemClock,
    openClusterApi,
    keepSecret: (secret) => redactor.add(secret),
    ...(rancher === undefined ? {} : { rancher }),
    ...(laptop.prepared === undefined ? {} : { prepared: laptop.prepared }),
    onlyStation: laptop.onlyStation ?? false,
  };
  // What is refused needs no plan, and may not even have one: the bundle lacks what it would bring.
  const steps =
    kind === "install" && findings.some(stops) ? [] : stationSteps(work);
  return {
    folder: laptop.folder,
    hosts,
    work,
    steps,
    plan: planOf(work, steps),
    findings,
    close: () => closeAll(hosts, rancher),
  };
}

/** As the checks take it. */
export function asLooked({
  spec,
  facts,
  laptopClock,
}: Pick<SeenHost, "spec" | "facts" | "laptopClock">): Looked {
  return { host: spec, facts, laptopClock };
}

async function closeAll(
  hosts: readonly SeenHost[],
  rancher: RancherWork | undefined,
): Promise<void> {
  await Promise.all(hosts.map(({ remote }) => remote.close()));
  await rancher?.api.close();
}

/** Throws the first finding that forbids to install. It does not keep anybody from taking back. */
export function refuseUnfit({ work, findings }: OpenStation): void {
  if (work.kind !== "install") return;
  const open = findings.filter(stops);
  const stopper = open.find(({ blocking }) => blocking) ?? open[0];
  if (stopper === undefined) return;
  const { check, host, code, data } = stopper;
  throw failed(code ?? "finding-open", {
    host,
    data: { ...data, check, id: check },
  });
}

/** Hashes all that these hosts need, so that an altered file stops the run before it changes anything. */
export async function verifyBundleFor(
  bundle: Bundle,
  hosts: readonly SeenHost[],
  signal: AbortSignal,
): Promise<void> {
  const files = new Set<BundleFile>(
    hosts.flatMap((host) => filesFor(bundle.manifest, host.arch, ...fileKinds)),
  );
  await bundle.verify([...files], { signal });
}
