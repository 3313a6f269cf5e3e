import { z } from "zod";

/** In the order in which they are told. */
export const families = [
  "os",
  "cpu-memory",
  "disk",
  "network",
  "clock",
  "kernel",
  "security",
  "conflicts",
] as const;
export type Family = (typeof families)[number];

/** The closed list of checks; each has its texts in every language and its function in main/checks. */
export const checksOf = {
  os: [
    "os.linux",
    "os.systemd",
    "os.architecture",
    "os.bundle-architecture",
    "os.tools",
    "os.release",
    "os.systemd-version",
    "os.failed-units",
    "os.host-name",
    "os.host-name-unique",
    "os.machine-id",
    "os.own-hosts-line",
    "os.localhost",
    "os.reboot-required",
    "os.package-work",
    "os.secure-path",
    "os.virtualization",
  ],
  "cpu-memory": [
    "cpu.cores",
    "cpu.level",
    "cpu.userland",
    "cpu.load",
    "memory.size",
    "memory.rancher",
    "memory.available",
    "memory.swap",
    "memory.huge-pages",
  ],
  disk: [
    "disk.free",
    "disk.eviction",
    "disk.inodes",
    "disk.writing",
    "disk.noexec",
    "disk.read-only",
    "disk.mount-options",
    "disk.network",
    "disk.overlay",
    "disk.xfs",
    "disk.rotational",
    "disk.sd-card",
    "disk.links",
    "disk.closed-folders",
    "disk.tmp",
    "disk.tmp-noexec",
    "disk.log",
    "disk.errors",
    "disk.raid",
  ],
  network: [
    "network.default-route",
    "network.route-source",
    "network.node-address",
    "network.dhcp",
    "network.overlap",
    "network.own-overlap",
    "network.quorum",
    "network.docker-pool",
    "network.ports",
    "network.ports-udp",
    "network.web-ports",
    "network.node-ports",
    "network.port-range",
    "network.name-servers",
    "network.search-domains",
    "network.proxy",
    "network.mtu",
    "network.speed",
    "network.cloud-setup",
    "network.network-manager",
    "network.iptables",
    "network.iptables-mixed",
    "network.foreign-firewall",
  ],
  clock: [
    "clock.laptop",
    "clock.bundle",
    "clock.service",
    "clock.synchronized",
    "clock.rtc",
    "clock.rtc-local",
    "clock.time-zone",
    "clock.hosts",
  ],
  kernel: [
    "kernel.version",
    "kernel.cgroup",
    "kernel.cgroup-memory",
    "kernel.cgroup-cpu",
    "kernel.cgroup-cpuset",
    "kernel.cgroup-pids",
    "kernel.modules-folder",
    "kernel.overlay",
    "kernel.br-netfilter",
    "kernel.vxlan",
    "kernel.conntrack",
    "kernel.nat",
    "kernel.forwarding",
    "kernel.rp-filter",
    "kernel.arp",
    "kernel.conntrack-max",
    "kernel.pid-max",
    "kernel.overcommit",
    "kernel.panic-on-oom",
    "kernel.seccomp",
  ],
  security: [
    "security.root",
    "security.selinux",
    "security.apparmor",
    "security.fapolicyd",
    "security.kysec",
  ],
  conflicts: [
    "conflicts.k3s",
    "conflicts.k3s-remains",
    "conflicts.k3s-version",
    "conflicts.rke2",
    "conflicts.rancher-agent",
    "conflicts.kubeadm",
    "conflicts.microk8s",
    "conflicts.k0s",
    "conflicts.minikube",
    "conflicts.kubeedge",
    "conflicts.links",
    "conflicts.cni",
    "conflicts.kube-chains",
    "conflicts.docker",
    "conflicts.docker-version",
    "conflicts.docker-snap",
    "conflicts.podman",
  ],
} as const satisfies Record<Family, readonly string[]>;

export const checkIds = families.flatMap(
  (family): readonly CheckId[] => checksOf[family],
);
export type CheckId = (typeof checksOf)[Family][number];
export const CheckId = z.enum(checkIds as [CheckId, ...CheckId[]]);

export function familyOf(check: CheckId): Family {
  const family = families.find((each) =>
    (checksOf[each] as readonly string[]).includes(check),
  );
  if (family === undefined) throw new Error(`${check} is in no family`);
  return family;
}

/** What the app can mend itself, as a setting of the run or as a step with undo. */
export const fixableChecks = [
  "os.host-name",
  "os.own-hosts-line",
  "network.default-route",
  "network.docker-pool",
  "network.cloud-setup",
  "network.network-manager",
  "network.iptables",
  "clock.laptop",
  "clock.bundle",
  "clock.hosts",
  "kernel.cgroup",
] as const satisfies readonly CheckId[];
export const FixableCheck = z.enum(fixableChecks);
export type FixableCheck = z.infer<typeof FixableCheck>;
