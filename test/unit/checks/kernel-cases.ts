import type { checksOf } from "../../../common/model/check.ts";
import { manifest, modules, settings } from "./sample.ts";
import type { CasesOf } from "./cases.ts";

const k3s = (version: string) => ({
  ...manifest,
  versions: { ...manifest.versions, k3s: version },
});
const without = (name: string) => ({
  controllers: ["cpuset", "cpu", "io", "memory", "pids"].filter(
    (each) => each !== name,
  ),
});
const set = (key: string, value: string) => ({
  facts: { settings: settings({ [key]: value }) },
});
const now = 1_790_000_000;

export const clockCases: CasesOf<(typeof checksOf)["clock"][number]> = {
  "clock.laptop": {
    passes: [{ facts: { clock: now + 60 } }, { facts: { clock: now - 60 } }],
    refuses: [
      [{ facts: { clock: now + 61 } }, "clock-off"],
      [{ facts: { clock: now - 61 } }, "clock-off"],
    ],
  },
  "clock.bundle": {
    passes: [{}],
    refuses: [
      [{ facts: { clock: 1_000_000 }, laptopClock: 1_000_000 }, "block"],
      [{ manifest: null }, "none"],
    ],
  },
  "clock.service": {
    passes: [{ facts: { activeUnits: ["systemd-timesyncd"] } }],
    refuses: [
      [{ facts: { activeUnits: [] } }, "warn"],
      [{ facts: { activeUnits: null } }, "unseen"],
    ],
  },
  "clock.synchronized": {
    passes: [{}],
    refuses: [
      [{ facts: { clockSynchronized: false } }, "warn"],
      [{ facts: { clockSynchronized: null } }, "warn"],
      [{ facts: { activeUnits: [] } }, "none"],
    ],
  },
  "clock.rtc": {
    passes: [{}],
    refuses: [[{ facts: { rtc: false } }, "warn"]],
  },
  "clock.rtc-local": {
    passes: [{ facts: { rtcLocal: null } }],
    refuses: [[{ facts: { rtcLocal: true } }, "warn"]],
  },
  "clock.time-zone": {
    passes: [{ facts: { timeZone: "Etc/UTC" }, other: { timeZone: "" } }],
    refuses: [[{ other: { timeZone: "Asia/Tokyo" } }, "warn"]],
  },
  "clock.hosts": {
    passes: [{ other: { clock: now + 15 } }],
    refuses: [
      [{ other: { clock: now + 16 } }, "warn"],
      [{ facts: { clock: now - 40 }, other: { clock: now + 40 } }, "fail"],
    ],
  },
};

export const kernelCases: CasesOf<(typeof checksOf)["kernel"][number]> = {
  "kernel.version": {
    passes: [{ facts: { release: "4.18.0-553.el8.x86_64" } }],
    refuses: [
      [{ facts: { release: "3.10.0-1160.el7.x86_64" } }, "warn"],
      [{ facts: { release: "2.6.32-754.el6.x86_64" } }, "block"],
    ],
  },
  "kernel.cgroup": {
    passes: [{ facts: { cgroup: "v1" }, manifest: k3s("v1.34.4+k3s1") }],
    refuses: [
      [{ facts: { cgroup: "v1" } }, "cgroup-v1"],
      [{ facts: { cgroup: "v1" }, manifest: k3s("v1.35.0+k3s1") }, "cgroup-v1"],
      [
        { facts: { cgroup: "v1" }, station: { k3s: { allowCgroupV1: true } } },
        "warn",
      ],
      [{ facts: { cgroup: "v1" }, manifest: null }, "warn"],
    ],
  },
  "kernel.cgroup-memory": {
    passes: [{}],
    refuses: [
      [{ facts: without("memory") }, "block"],
      [{ facts: { ...without("memory"), cgroup: "v1" } }, "block"],
      [{ facts: { controllers: null } }, "unseen"],
    ],
  },
  "kernel.cgroup-cpu": {
    passes: [{}],
    refuses: [[{ facts: without("cpu") }, "block"]],
  },
  "kernel.cgroup-cpuset": {
    passes: [{}],
    refuses: [
      [{ facts: without("cpuset") }, "block"],
      [{ facts: { ...without("cpuset"), cgroup: "v1" } }, "warn"],
    ],
  },
  "kernel.cgroup-pids": {
    passes: [{}],
    refuses: [[{ facts: without("pids") }, "block"]],
  },
  "kernel.modules-folder": {
    passes: [{}],
    refuses: [
      [{ facts: { moduleFolder: false } }, "warn"],
      [{ facts: { moduleFolder: false, virtualization: "docker" } }, "none"],
    ],
  },
  "kernel.overlay": {
    passes: [{ facts: { modules: modules({ overlay: "available" }) } }],
    refuses: [
      [{ facts: { modules: modules({ overlay: "missing" }) } }, "block"],
    ],
  },
  "kernel.br-netfilter": {
    passes: [{}],
    refuses: [
      [{ facts: { modules: modules({ br_netfilter: "missing" }) } }, "block"],
      [{ facts: { modules: modules({ br_netfilter: "unknown" }) } }, "unseen"],
    ],
  },
  "kernel.vxlan": {
    passes: [{ facts: { modules: modules({ vxlan: "working" }) } }],
    refuses: [[{ facts: { modules: modules({ vxlan: "missing" }) } }, "block"]],
  },
  "kernel.conntrack": {
    passes: [{}],
    refuses: [
      [{ facts: { modules: modules({ nf_conntrack: "missing" }) } }, "block"],
    ],
  },
  "kernel.nat": {
    passes: [
      {
        facts: {
          modules: modules({ nf_tables: "missing", iptable_nat: "available" }),
        },
      },
    ],
    refuses: [
      [{ facts: { modules: modules({ nf_tables: "missing" }) } }, "block"],
      [{ facts: { modules: modules({ nf_tables: "unknown" }) } }, "unseen"],
    ],
  },
  "kernel.forwarding": {
    passes: [{}],
    refuses: [
      [{ facts: { forwardingOff: ["/etc/sysctl.d/99-cis.conf"] } }, "fail"],
    ],
  },
  "kernel.rp-filter": {
    passes: [set("net.ipv4.conf.all.rp_filter", "2")],
    refuses: [[set("net.ipv4.conf.all.rp_filter", "1"), "warn"]],
  },
  "kernel.arp": {
    passes: [{}],
    refuses: [
      [set("net.ipv4.conf.all.arp_ignore", "1"), "warn"],
      [set("net.ipv4.conf.all.arp_filter", "1"), "warn"],
    ],
  },
  "kernel.conntrack-max": {
    passes: [set("net.netfilter.nf_conntrack_max", "32768")],
    refuses: [[set("net.netfilter.nf_conntrack_max", "8192"), "warn"]],
  },
  "kernel.pid-max": {
    passes: [set("kernel.pid_max", "32768")],
    refuses: [[set("kernel.pid_max", "4096"), "warn"]],
  },
  "kernel.overcommit": {
    passes: [set("vm.overcommit_memory", "1")],
    refuses: [[set("vm.overcommit_memory", "2"), "warn"]],
  },
  "kernel.panic-on-oom": {
    passes: [{}],
    refuses: [[set("vm.panic_on_oom", "1"), "warn"]],
  },
  "kernel.seccomp": {
    passes: [{}],
    refuses: [[{ facts: { seccomp: false } }, "warn"]],
  },
};
