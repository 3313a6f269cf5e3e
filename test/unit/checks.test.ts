import { describe, expect, it } from "vitest";
import type { Facts } from "../../common/model/facts.ts";
import type { BundleFile, Manifest } from "../../common/model/manifest.ts";
import { Station } from "../../common/model/station.ts";
import { findingsOf } from "../../main/checks/all-checks.ts";
import { overlap } from "../../main/checks/ipv4.ts";

const GiB = 1024 ** 3;

const facts: Facts = {
  kernel: "Linux",
  machine: "x86_64",
  release: "6.1.0",
  os: { id: "debian", version: "12", name: "Debian GNU/Linux 12" },
  hostName: "till-1",
  bootId: "b",
  systemd: true,
  cpus: 2,
  memory: 4 * GiB,
  free: {
    "/usr/local/bin": { bytes: 40 * GiB, mount: "/" },
    "/var/lib/forecourt": { bytes: 40 * GiB, mount: "/" },
    "/var/lib/docker": { bytes: 40 * GiB, mount: "/" },
    "/var/lib/rancher": { bytes: 40 * GiB, mount: "/" },
  },
  cgroup: "v2",
  defaultRoute: true,
  networks: [{ address: "192.168.10.11/24", interface: "eth0" }],
  clock: 1_000_000,
  selinux: "absent",
  k3sSelinuxPolicy: false,
  firewalld: false,
  ufw: false,
  listening: [{ port: 22, program: "sshd" }],
  k3s: [],
  kubernetes: [],
  docker: "",
  missingTools: [],
  lastRun: "",
};

const file = {
  path: "x",
  name: "x",
  version: "1",
  arch: "amd64" as const,
  size: 100_000_000,
  sha256: "0".repeat(64),
  chunks: [],
} satisfies Partial<BundleFile>;

const manifest: Manifest = {
  format: "forecourt-bundle/1",
  name: "b",
  sequence: 1,
  created: "2026-01-01T00:00:00Z",
  expires: "2027-01-01T00:00:00Z",
  versions: { k3s: "v1.36.4+k3s1", docker: "29.7.2" },
  files: [
    { ...file, kind: "k3s-binary" },
    { ...file, kind: "k3s-images" },
    { ...file, kind: "docker-archive" },
  ],
};

const codes = (
  change: Partial<Facts> = {},
  station: Record<string, unknown> = {},
  more: { manifest?: Manifest; laptopClock?: number; role?: "agent" } = {},
) => {
  const parsed = Station.parse({
    id: "s-1",
    hosts: [
      { name: "till-1", role: "server", address: "192.168.10.11" },
      { name: "till-2", role: "agent", address: "192.168.10.12" },
    ],
    ...station,
  });
  const host = parsed.hosts[more.role === "agent" ? 1 : 0];
  if (host === undefined) throw new Error("there are two hosts");
  return findingsOf({
    station: parsed,
    host,
    facts: { ...facts, ...change },
    manifest: more.manifest ?? manifest,
    laptopClock: more.laptopClock ?? 1_000_000,
  }).map(({ level, code }) => `${level} ${String(code)}`);
};

describe("checks", () => {
  it("a good host: nothing found", () => expect(codes()).toEqual([]));

  it.each<[string, Partial<Facts>, string]>([
    ["no Linux", { kernel: "FreeBSD" }, "fail os-unsupported"],
    ["no systemd", { systemd: false }, "fail os-unsupported"],
    [
      "a machine K3s is not built for",
      { machine: "mips" },
      "fail arch-unsupported",
    ],
    [
      "a machine the bundle is not for",
      { machine: "aarch64" },
      "fail bundle-wrong-arch",
    ],
    ["tools missing", { missingTools: ["tar"] }, "fail tool-missing"],
    [
      "a host name that is none",
      { hostName: "Till_1" },
      "warn host-name-invalid",
    ],
    ["little memory", { memory: GiB }, "fail memory-too-small"],
    ["a clock that is behind", { clock: 1_000_000 - 61 }, "fail clock-off"],
    ["a clock that is ahead", { clock: 1_000_000 + 61 }, "fail clock-off"],
    ["cgroup v1", { cgroup: "v1" }, "fail cgroup-v1"],
    ["somebody's K3s", { k3s: ["/usr/local/bin/k3s"] }, "fail other-k3s"],
    [
      "somebody's Kubernetes",
      { kubernetes: ["/etc/kubernetes"] },
      "fail other-kubernetes",
    ],
    ["no default route", { defaultRoute: false }, "fail no-default-route"],
    [
      "6443 taken",
      { listening: [{ port: 6443, program: "java" }] },
      "fail ports-in-use",
    ],
    [
      "10250 taken",
      { listening: [{ port: 10250, program: "" }] },
      "fail ports-in-use",
    ],
    [
      "the pods' network on site",
      { networks: [{ address: "10.42.3.4/24", interface: "e" }] },
      "fail network-overlap",
    ],
    [
      "the services' network on site",
      { networks: [{ address: "10.0.0.1/8", interface: "e" }] },
      "fail network-overlap",
    ],
    [
      "SELinux without policy",
      { selinux: "enforcing" },
      "fail selinux-policy-missing",
    ],
  ])("%s", (_, change, expected) => {
    expect(codes(change)).toEqual([expected]);
  });

  it("what the station allows, and what is ours already", () => {
    expect(codes({ cgroup: "v1" }, { k3s: { allowCgroupV1: true } })).toEqual(
      [],
    );
    expect(codes({ defaultRoute: false }, { isolated: true })).toEqual([]);
    expect(
      codes({
        lastRun: "20260101-000000-abcd",
        listening: [{ port: 6443, program: "k3s" }],
      }),
    ).toEqual([]);
    expect(codes({ selinux: "enforcing", k3sSelinuxPolicy: true })).toEqual([]);
    expect(codes({ selinux: "permissive" })).toEqual([]);
    expect(codes({ clock: 1_000_000 + 60 })).toEqual([]);
  });

  it("an agent needs less memory and leaves 6443 alone", () => {
    const role = "agent" as const;
    expect(codes({ memory: GiB }, {}, { role })).toEqual([]);
    expect(codes({ memory: GiB / 4 }, {}, { role })).toEqual([
      "fail memory-too-small",
    ]);
    expect(
      codes({ listening: [{ port: 6443, program: "x" }] }, {}, { role }),
    ).toEqual([]);
  });

  it("cgroup v1 is no matter for a K3s before 1.35", () => {
    expect(
      codes(
        { cgroup: "v1" },
        {},
        {
          manifest: {
            ...manifest,
            versions: { ...manifest.versions, k3s: "v1.34.4+k3s1" },
          },
        },
      ),
    ).toEqual([]);
  });

  it("needs of one file system add up; of several each counts alone", () => {
    const enough = 1_100_000_000;
    const apart = Object.fromEntries(
      Object.keys(facts.free).map((path) => [
        path,
        { bytes: enough + 200 * 1024 ** 2, mount: path },
      ]),
    );
    expect(codes({ free: apart })).toEqual([]);
    const together = Object.fromEntries(
      Object.keys(facts.free).map((path) => [
        path,
        { bytes: enough + 200 * 1024 ** 2, mount: "/" },
      ]),
    );
    expect(codes({ free: together })).toEqual(["fail disk-too-small"]);
  });
});

describe("networks that overlap", () => {
  it.each<[string, string, boolean]>([
    ["10.42.0.0/16", "10.42.255.255/32", true],
    ["10.42.0.0/16", "10.43.0.0/16", false],
    ["10.0.0.0/8", "10.43.1.0/24", true],
    ["0.0.0.0/0", "192.168.1.1/24", true],
    ["192.168.0.0/24", "192.168.1.0/24", false],
    ["192.168.0.0/23", "192.168.1.0/24", true],
    ["255.255.255.255/32", "255.255.255.254/31", true],
    ["10.42.0.0/33", "10.42.0.0/16", false],
    ["10.42.0.256/16", "10.42.0.0/16", false],
    ["nonsense", "10.42.0.0/16", false],
  ])("%s and %s: %s", (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
    expect(overlap(b, a)).toBe(expected);
  });
});
