import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Facts } from "../../../common/model/facts.ts";
import { Station } from "../../../common/model/station.ts";
import { findingsOf } from "../../../main/checks/all-checks.ts";
import { manifest } from "../checks/sample.ts";

const folder = new URL("./", import.meta.url);
const factsOf = (name: string) =>
  Facts.parse(
    JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")),
  );

/** What is not ok on a server with these facts, with a bundle of K3s 1.36: "block", or the level. */
const notOk = (name: string) => {
  const facts = factsOf(name);
  const address = facts.networks[0]?.address.split("/")[0] ?? "";
  const station = Station.parse({
    id: "s-1",
    hosts: [{ name: "server", role: "server", address }],
  });
  const [host] = station.hosts;
  if (host === undefined) throw new Error("there is one");
  return findingsOf({
    station,
    host,
    facts,
    manifest,
    laptopClock: facts.clock,
    others: [],
  })
    .filter(({ level }) => level !== "ok")
    .map(
      ({ level, blocking, check }) => `${blocking ? "block" : level} ${check}`,
    );
};

const expected: Record<string, readonly string[]> = {
  "debian-12": [
    "warn os.virtualization",
    "warn cpu.load",
    "warn disk.writing",
    "unseen disk.rotational",
    "unseen disk.sd-card",
    "block network.default-route",
    "warn network.name-servers",
    "warn clock.service",
    "warn clock.rtc",
    "block kernel.cgroup",
    "unseen kernel.nat",
  ],
  "debian-13": [
    "warn os.virtualization",
    "warn cpu.load",
    "warn disk.writing",
    "block network.default-route",
    "warn network.name-servers",
    "unseen network.cloud-setup",
    "warn clock.service",
    "warn clock.rtc",
    "block kernel.cgroup",
    "unseen kernel.nat",
  ],
  "ubuntu-20.04": [
    "warn network.name-servers",
    "warn network.iptables",
    "block kernel.cgroup",
  ],
  "ubuntu-22.04": ["warn os.reboot-required", "warn network.name-servers"],
  "ubuntu-24.04": ["warn network.name-servers", "block conflicts.docker-snap"],
  "rocky-8": [
    "warn os.secure-path",
    "warn network.network-manager",
    "block kernel.cgroup",
    "warn kernel.rp-filter",
    "block security.selinux",
  ],
  "rocky-9": [
    "warn os.secure-path",
    "warn network.network-manager",
    "block security.selinux",
  ],
  "rocky-10": [
    "warn os.secure-path",
    "warn network.network-manager",
    "block kernel.br-netfilter",
    "block security.selinux",
  ],
  "opensuse-leap-15.6": [],
  "sles-15": ["block kernel.cgroup", "block security.apparmor"],
  "kylin-v10": [
    "warn os.secure-path",
    "warn network.network-manager",
    "warn network.iptables",
    "block kernel.cgroup",
    "warn kernel.rp-filter",
    "warn security.kysec",
    "fail conflicts.podman",
  ],
  "openeuler-22.03": [
    "warn os.secure-path",
    "warn network.network-manager",
    "block kernel.cgroup",
    "block security.selinux",
  ],
  "raspberry-pi-os-12": [
    "warn disk.writing",
    "warn disk.sd-card",
    "warn network.dhcp",
    "warn network.network-manager",
    "warn clock.rtc",
    "block kernel.cgroup-memory",
  ],
  "alpine-3.23": [
    "block os.systemd",
    "block os.tools",
    "unseen os.failed-units",
    "warn os.host-name",
    "warn os.own-hosts-line",
    "fail os.localhost",
    "unseen os.virtualization",
    "warn memory.rancher",
    "block disk.free",
    "warn disk.eviction",
    "warn disk.writing",
    "unseen network.ports",
    "unseen network.ports-udp",
    "unseen network.web-ports",
    "unseen network.node-ports",
    "warn network.name-servers",
    "unseen network.cloud-setup",
    "unseen network.foreign-firewall",
    "unseen clock.service",
    "block kernel.cgroup-memory",
    "block kernel.cgroup-cpu",
    "block kernel.cgroup-cpuset",
    "block kernel.cgroup-pids",
    "warn kernel.rp-filter",
    "unseen kernel.conntrack-max",
    "unseen security.fapolicyd",
    "unseen conflicts.kube-chains",
  ],
};

it("every file has its list", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  expect(files.map((name) => name.replace(".json", "")).sort()).toEqual(
    Object.keys(expected).sort(),
  );
});

describe.each(Object.entries(expected))("%s", (name, list) => {
  it("has these findings and no other", () => {
    expect(notOk(name)).toEqual(list);
  });
});
