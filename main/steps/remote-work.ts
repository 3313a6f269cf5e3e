import type { FixableCheck } from "../../common/model/check.ts";
import type { RunKind } from "../../common/model/events.ts";
import { failed } from "../../common/model/failure.ts";
import type { Architecture } from "../../common/model/architecture.ts";
import type { Facts } from "../../common/model/facts.ts";
import type { Station, StationHost } from "../../common/model/station.ts";
import type { Bundle } from "../ports/bundle.ts";
import type { Clock } from "../ports/clock.ts";
import type { OpenClusterApi } from "../ports/cluster-api.ts";
import type { RemoteHost } from "../ports/remote-host.ts";
import type { RemoteScripts } from "../ports/scripts.ts";
import type { PreparedRegistration } from "../ports/prepared-registration.ts";
import type { RancherWork } from "./rancher/rancher-work.ts";

/** One host of the station, signed in and looked at. */
export interface HostWork {
  readonly spec: StationHost;
  readonly remote: RemoteHost;
  readonly facts: Facts;
  readonly arch: Architecture;
}

/** A finding on a host that the plan mends. */
export interface ChosenFix {
  readonly check: FixableCheck;
  readonly host: string;
}

/** Everything that the steps of a station are made from. */
export interface StationWork {
  /** Taking back looks at every step there is: the station file may have changed since. */
  readonly kind: RunKind;
  readonly station: Station;
  readonly bundle: Bundle;
  readonly hosts: readonly HostWork[];
  readonly fixes: readonly ChosenFix[];
  readonly scripts: RemoteScripts;
  readonly clock: Clock;
  readonly openClusterApi: OpenClusterApi;
  /** Where the station registers; undefined where it does not, or nobody signed in. */
  readonly rancher?: RancherWork;
  /** Registers with this instead, without an uplink. */
  readonly prepared?: PreparedRegistration;
  /** Leaves without asking Rancher, whose record of the cluster stays. */
  readonly onlyStation?: boolean;
  /** Registers a secret read from a host, before anything else is done with it. */
  readonly keepSecret: (secret: string) => void;
}

export function mends(
  { fixes }: StationWork,
  host: HostWork,
  ...checks: readonly FixableCheck[]
): boolean {
  return fixes.some(
    (fix) => fix.host === host.spec.name && checks.includes(fix.check),
  );
}

/** The first server: it makes the cluster, all others join it. */
export function serverWork(work: StationWork): HostWork {
  const server = work.hosts.find((host) => host.spec.role === "server");
  if (server === undefined) throw new Error("a station has a server");
  return server;
}

/** Which unit K3s is on this host. */
export function unitOf(host: HostWork): "k3s" | "k3s-agent" {
  return host.spec.role === "server" ? "k3s" : "k3s-agent";
}

/** An address as it stands in a URL. */
export function inUrl(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

/** A file of the bundle that must be there. */
export function needed<T>(file: T | undefined, arch: string, kind: string): T {
  if (file === undefined)
    throw failed("bundle-incomplete", { data: { arch, kind } });
  return file;
}
