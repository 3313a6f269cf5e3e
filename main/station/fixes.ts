import type { FixableCheck } from "../../common/model/check.ts";
import type { Finding } from "../../common/model/finding.ts";
import type { Station } from "../../common/model/station.ts";
import { overlap } from "../checks/ipv4.ts";
import type { ChosenFix } from "../steps/remote-work.ts";
import type { Decisions } from "./decisions.ts";
import type { LookedAt } from "./look-at-hosts.ts";

/**
 * The fixes host by host. A wish for all hosts counts where there is something to mend; one that names
 * its host counts in any case: a resumed run has mended a part already.
 */
export function fixesFor(
  { fixes }: Decisions,
  findings: readonly Finding[],
): ChosenFix[] {
  const all = fixes.flatMap(({ check, host }): ChosenFix[] =>
    host !== undefined
      ? [{ check, host }]
      : findings
          .filter((each) => each.check === check && each.fix !== undefined)
          .map((each) => ({ check, host: each.host })),
  );
  return all.filter(
    (fix, at) =>
      all.findIndex((b) => b.check === fix.check && b.host === fix.host) === at,
  );
}

/** The station with those fixes that are settings of the run; the others are steps of their own. */
export function withFixes(
  station: Station,
  hosts: readonly Pick<LookedAt, "facts">[],
  fixes: readonly ChosenFix[],
): Station {
  const any = (check: FixableCheck) =>
    fixes.some((each) => each.check === check);
  const { k3s, docker } = station;
  return {
    ...station,
    isolated: station.isolated || any("network.default-route"),
    hosts: station.hosts.map((host) => ({
      ...host,
      setHostName:
        host.setHostName ||
        fixes.some(
          (each) => each.check === "os.host-name" && each.host === host.name,
        ),
    })),
    docker: any("network.docker-pool")
      ? { ...docker, daemon: { bip: freeBridge(station, hosts), ...docker.daemon } } // prettier-ignore
      : docker,
    k3s: {
      ...k3s,
      allowCgroupV1: k3s.allowCgroupV1 || any("kernel.cgroup"),
      config: any("network.iptables")
        ? { "prefer-bundled-bin": true, ...k3s.config }
        : k3s.config,
    },
  };
}

/** For Docker's bridge: the first network that nobody at the site uses. */
const bridges = [
  "10.200.0.1/24",
  "10.210.0.1/24",
  "172.30.240.1/24",
  "192.168.240.1/24",
] as const;

function freeBridge(
  { k3s }: Station,
  hosts: readonly Pick<LookedAt, "facts">[],
): string {
  const used = [
    k3s.clusterCidr,
    k3s.serviceCidr,
    ...hosts.flatMap(({ facts }) =>
      facts.networks.map(({ address }) => address),
    ),
  ];
  return (
    bridges.find((bridge) => !used.some((each) => overlap(bridge, each))) ??
    bridges[0]
  );
}
