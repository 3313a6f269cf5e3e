// A host on which every check has something to see and finds all well, and how tests change it.
import type { CheckId } from "../../../common/model/check.ts";
import { Facts } from "../../../common/model/facts.ts";
import type { Finding } from "../../../common/model/finding.ts";
import type { BundleFile, Manifest } from "../../../common/model/manifest.ts";
import { Station } from "../../../common/model/station.ts";
import { findingsOf } from "../../../main/checks/all-checks.ts";
import type { CheckInput } from "../../../main/checks/check.ts";
import { diskPaths } from "../../../main/checks/disk-need.ts";

export const GiB = 1024 ** 3;
export const MiB = 1024 ** 2;

/** Folders on one file system, with some of it otherwise. */
export const places = (
  change: Partial<NonNullable<Facts["places"]>[number]> = {},
  paths: readonly string[] = [...diskPaths, "/tmp", "/var/log"],
): NonNullable<Facts["places"]> =>
  [...diskPaths, "/tmp", "/var/log"].map((path) => ({
    path,
    mount: "/",
    bytes: 40 * GiB,
    total: 60 * GiB,
    type: "ext4",
    options: "rw,relatime",
    device: "/dev/sda1",
    inodes: 4_000_000,
    inodesFree: 3_000_000,
    ...(paths.includes(path) ? change : {}),
  }));

export const modules = (
  change: Record<string, "working" | "available" | "missing" | "unknown"> = {},
) =>
  Object.entries({
    overlay: "working" as const,
    br_netfilter: "available" as const,
    vxlan: "available" as const,
    nf_conntrack: "working" as const,
    iptable_nat: "missing" as const,
    nf_tables: "working" as const,
    ...change,
  }).map(([name, state]) => ({ name, state }));

export const settings = (change: Record<string, string> = {}) =>
  Object.entries({
    "net.ipv4.ip_local_port_range": "32768 60999",
    "net.ipv4.conf.all.rp_filter": "0",
    "net.ipv4.conf.all.arp_ignore": "0",
    "net.ipv4.conf.all.arp_filter": "0",
    "net.netfilter.nf_conntrack_max": "262144",
    "kernel.pid_max": "4194304",
    "vm.overcommit_memory": "0",
    "vm.panic_on_oom": "0",
    ...change,
  }).map(([key, value]) => ({ key, value }));

export const listening = (
  port: number,
  protocol: "tcp" | "udp" = "tcp",
  program = "java",
) => [{ port, protocol, program, address: "0.0.0.0" }];

export const goodFacts: Facts = Facts.parse({
  seenAs: "root",
  groups: ["root"],
  kernel: "Linux",
  machine: "x86_64",
  release: "6.1.0-18-amd64",
  os: { id: "debian", version: "12", name: "Debian GNU/Linux 12 (bookworm)" },
  hostName: "till-1",
  bootId: "b",
  machineId: "m-1",
  systemd: true,
  systemdVersion: 252,
  failedUnits: [],
  activeUnits: ["chrony"],
  hosts: { own: true, localhost: true },
  rebootRequired: false,
  securePath: "/usr/local/bin:/usr/bin",
  packageWork: [],
  virtualization: "none",
  missingTools: [],
  cpus: 4,
  hardware: {
    vendor: "ACME",
    model: "Box 1",
    serial: "1",
    cpu: "Intel(R) N100",
    disks: [{ name: "sda", model: "SSD", bytes: 64e9 }],
  },
  cpuLevel: 3,
  userlandBits: 64,
  memory: 8 * GiB,
  memoryAvailable: 7 * GiB,
  swap: GiB,
  swapUsed: 0,
  hugePages: 0,
  load: 0.2,
  clock: 1_790_000_000,
  rtc: true,
  rtcLocal: false,
  timeZone: "Europe/Berlin",
  clockSynchronized: true,
  places: places(),
  dataDevice: "sda1",
  dataRotational: false,
  xfsFtype: null,
  writeMs: 1.5,
  writes: 64,
  links: [],
  closedFolders: [],
  diskErrors: [],
  brokenRaids: [],
  networks: [{ address: "192.168.10.11/24", interface: "eth0" }],
  devices: [{ name: "eth0", mtu: 1500 }],
  speeds: [{ name: "eth0", megabits: 1000 }],
  clusterLinks: [],
  defaultRoutes: ["default via 192.168.10.1 dev eth0"],
  routeSource: "192.168.10.11",
  listening: listening(22, "tcp", "sshd"),
  nameServers: ["192.168.10.1"],
  searchDomains: [],
  proxies: [],
  cloudSetup: false,
  networkManagerSpares: false,
  iptables: "iptables v1.8.9 (nf_tables)",
  legacyTables: false,
  inputDropped: false,
  kubeChains: false,
  cgroup: "v2",
  controllers: ["cpuset", "cpu", "io", "memory", "pids"],
  moduleFolder: true,
  modules: modules(),
  settings: settings(),
  forwardingOff: [],
  seccomp: true,
  selinux: "absent",
  k3sSelinuxPolicy: false,
  appArmor: true,
  appArmorParser: true,
  kysec: false,
  k3s: [],
  k3sRemains: [],
  kubernetes: [],
  cniFiles: [],
  docker: "",
  snapDocker: false,
  k3sVersion: "",
  dockerVersion: "",
  lastRun: "",
});

const file = {
  path: "x",
  name: "x",
  version: "1",
  arch: "amd64" as const,
  size: 100_000_000,
  sha256: "0".repeat(64),
  chunks: [],
} satisfies Partial<BundleFile>;

export const manifest: Manifest = {
  format: "forecourt-bundle/1",
  name: "b",
  sequence: 1,
  created: "2026-01-01T00:00:00Z",
  expires: "2027-01-01T00:00:00Z",
  versions: { k3s: "v1.36.4+k3s1", docker: "29.7.2" },
  files: (["amd64", "arm64", "arm"] as const).flatMap((arch) => [
    { ...file, arch, kind: "k3s-binary" as const },
    { ...file, arch, kind: "k3s-images" as const },
    { ...file, arch, kind: "docker-archive" as const },
  ]),
};

export interface Change {
  readonly facts?: Partial<Facts>;
  readonly station?: Record<string, unknown>;
  readonly host?: Record<string, unknown>;
  /** Null: a visit without a bundle. */
  readonly manifest?: Manifest | null;
  readonly role?: "agent";
  readonly laptopClock?: number;
  /** What the station's other host is like. */
  readonly other?: Partial<Facts>;
}

export function inputOf(change: Change = {}): CheckInput {
  const station = Station.parse({
    id: "s-1",
    hosts: [
      {
        name: "till-1",
        role: "server",
        address: "192.168.10.11",
        ...change.host,
      },
      { name: "till-2", role: "agent", address: "192.168.10.12" },
    ],
    ...change.station,
  });
  const [first, second] = station.hosts;
  if (first === undefined || second === undefined)
    throw new Error("there are two hosts");
  const laptopClock = change.laptopClock ?? 1_790_000_000;
  return {
    station,
    host: change.role === "agent" ? { ...first, role: "agent" } : first,
    facts: { ...goodFacts, ...change.facts },
    laptopClock,
    others: [
      {
        host: second,
        laptopClock,
        facts: {
          ...goodFacts,
          hostName: "till-2",
          machineId: "m-2",
          networks: [
            { address: "192.168.10.12/24", interface: "eth0", dynamic: false },
          ],
          ...change.other,
        },
      },
    ],
    ...(change.manifest === null
      ? {}
      : { manifest: change.manifest ?? manifest }),
  };
}

/** What one check says of a changed host; undefined where the question does not arise. */
export function look(check: CheckId, change: Change = {}): Finding | undefined {
  return findingsOf(inputOf(change)).find((each) => each.check === check);
}
