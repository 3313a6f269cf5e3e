import { describe, expect, it } from "vitest";
import type { FixableCheck } from "../../common/model/check.ts";
import type { RunEvent } from "../../common/model/events.ts";
import type { Finding } from "../../common/model/finding.ts";
import { Station } from "../../common/model/station.ts";
import {
  decided,
  decisionsIn,
  noDecisions,
  together,
  type Decisions,
} from "../../main/station/decisions.ts";
import { fixesFor, withFixes } from "../../main/station/fixes.ts";
import { goodFacts } from "./checks/sample.ts";

const station = (changes: Record<string, unknown> = {}) =>
  Station.parse({
    id: "s-1",
    hosts: [
      { name: "server", role: "server", address: "192.0.2.1" },
      { name: "till", role: "agent", address: "192.0.2.2" },
    ],
    ...changes,
  });
const host = (...addresses: string[]) => ({
  facts: {
    ...goodFacts,
    networks: addresses.map((address) => ({
      interface: "eth0",
      address,
      dynamic: false,
    })),
  },
});
const fixed = (
  check: FixableCheck,
  changes: Record<string, unknown> = {},
  hosts: Parameters<typeof withFixes>[1] = [host("192.0.2.1/24")],
) => withFixes(station(changes), hosts, [{ check, host: "server" }]);

const finding = (
  check: FixableCheck,
  changes: Partial<Finding> = {},
): Finding => ({
  check,
  host: "server",
  level: "fail",
  blocking: false,
  data: {},
  mend: [],
  fix: { chosen: false },
  ...changes,
});

describe("fixes that are settings of the run", () => {
  it("without any the station is as it was", () => {
    expect(withFixes(station(), [host("192.0.2.1/24")], [])).toEqual(station());
  });

  it("the default route, the cgroup and the firewall's program each set theirs", () => {
    expect(fixed("network.default-route").isolated).toBe(true);
    expect(fixed("kernel.cgroup").k3s.allowCgroupV1).toBe(true);
    expect(fixed("network.iptables").k3s.config).toEqual({
      "prefer-bundled-bin": true,
    });
  });

  it("what the station file says of K3s counts more", () => {
    const k3s = { config: { "prefer-bundled-bin": false } };
    expect(fixed("network.iptables", { k3s }).k3s.config).toEqual(k3s.config);
  });

  it("a name is given to its own host only", () => {
    expect(
      fixed("os.host-name").hosts.map(({ setHostName }) => setHostName),
    ).toEqual([true, false]);
  });

  it.each([
    ["10.200.0.1/24", ["192.0.2.1/24"]],
    ["10.210.0.1/24", ["10.200.0.0/16"]],
    ["172.30.240.1/24", ["10.0.0.0/8"]],
    ["192.168.240.1/24", ["10.0.0.0/8", "172.16.0.0/12"]],
  ])("Docker's bridge is %s beside %j", (bip, addresses) => {
    expect(
      fixed("network.docker-pool", {}, [host("192.0.2.1/24"), host(...addresses)]).docker.daemon, // prettier-ignore
    ).toEqual({ bip });
  });

  it("Docker's bridge keeps out of the cluster's networks, and a given one stays", () => {
    const k3s = { clusterCidr: "10.200.0.0/16" };
    expect(fixed("network.docker-pool", { k3s }).docker.daemon).toEqual({
      bip: "10.210.0.1/24",
    });
    const docker = { daemon: { bip: "10.1.1.1/24" } };
    expect(fixed("network.docker-pool", { docker }).docker.daemon).toEqual(docker.daemon); // prettier-ignore
  });
});

describe("which fixes are made", () => {
  it("for all hosts: where there is something to mend; for a named one in any case, and once", () => {
    const findings: Finding[] = [
      finding("network.docker-pool"),
      {
        check: "network.docker-pool",
        host: "till",
        level: "ok",
        blocking: false,
        data: {},
        mend: [],
      },
    ];
    expect(
      fixesFor(
        {
          accepted: [],
          fixes: [
            { check: "network.docker-pool" },
            { check: "network.docker-pool", host: "server" },
            { check: "kernel.cgroup" },
            { check: "os.host-name", host: "till" },
          ],
        },
        findings,
      ),
    ).toEqual([
      { check: "network.docker-pool", host: "server" },
      { check: "os.host-name", host: "till" },
    ]);
  });
});

describe("a run that is taken up again", () => {
  const acceptance = { reason: "none here", by: "tech@laptop", time: "2026" };
  const events = [
    { type: "finding", finding: finding("kernel.cgroup", { fix: { chosen: true } }) }, // prettier-ignore
    { type: "finding", finding: finding("network.iptables", { accepted: acceptance }) }, // prettier-ignore
    { type: "finding", finding: finding("network.docker-pool") },
    { type: "run-ended" },
  ] as unknown as RunEvent[];

  it("has the decisions that it was begun with, out of its journal", () => {
    const kept = decisionsIn(events);
    expect(kept).toEqual({
      accepted: [{ check: "network.iptables", host: "server", ...acceptance }],
      fixes: [{ check: "kernel.cgroup", host: "server" }],
    });
    // The host was mended meanwhile: nothing is found there any more, and the step stays in the plan.
    expect(fixesFor(kept, [])).toEqual(kept.fixes);
  });

  it("has those too that were wanted where nothing was wrong", () => {
    const check = "network.docker-pool";
    const well: Finding = { check, host: "server", level: "ok", blocking: false, data: {}, mend: [] }; // prettier-ignore
    const wanted = (host?: string): Decisions => ({
      accepted: [],
      fixes: [{ check, ...(host === undefined ? {} : { host }) }],
    });
    const [shown] = decided([well], wanted("server"));
    expect(shown?.fix).toEqual({ chosen: true });
    expect(decided([well], wanted())).toEqual([well]);
    expect(decided([well], wanted("till"))).toEqual([well]);
  });

  it("and those of now beside them, of which the later counts", () => {
    const now = {
      accepted: [
        { check: "network.iptables" as const, ...acceptance, reason: "asked" },
      ],
      fixes: [],
    };
    const [shown] = decided(
      [finding("network.iptables", { level: "warn" })],
      together(decisionsIn(events), now),
    );
    expect(shown?.accepted?.reason).toBe("asked");
  });

  it("a finding that nobody may accept is not accepted by an old word", () => {
    const blocking = finding("network.iptables", { blocking: true });
    const [shown] = decided([blocking], decisionsIn(events));
    expect(shown?.accepted).toBeUndefined();
    expect(decided([blocking], noDecisions)[0]).toEqual(blocking);
  });
});
