import { refusesCgroupV1 } from "../../common/model/k3s-version.ts";
import { quoted } from "../../common/model/shell.ts";
import {
  block,
  fail,
  given,
  ok,
  setting,
  unseen,
  warn,
  type Check,
  type CheckInput,
  type Checks,
} from "./check.ts";
import {
  install,
  isContainer,
  isRaspberry,
  kernelParameter,
  kindOf,
} from "./system-kind.ts";

/** K3s ends without these, each for itself (facts B.3). */
const controller =
  (name: string, { fatalOnV1 }: { fatalOnV1: boolean }): Check =>
  ({ facts }) =>
    given(facts.controllers, (controllers) => {
      const data = { controllers: controllers.join(", ") };
      if (controllers.includes(name)) return ok(data);
      const words =
        name === "memory" || name === "cpuset"
          ? `cgroup_enable=${name}${name === "memory" ? " cgroup_memory=1" : ""}`
          : `cgroup_enable=${name}`;
      // Alpine mounts the hierarchy by a service (facts B.6).
      const mend =
        kindOf(facts) === "alpine"
          ? ["sudo rc-update add cgroups", "sudo rc-service cgroups start"]
          : kernelParameter(facts, words);
      return facts.cgroup === "v1" && !fatalOnV1
        ? warn(data, mend)
        : block(data, mend);
    });

/** Where more of a distribution's kernel modules lie (facts B.4). */
function moreModules({ facts }: CheckInput): string {
  if (isRaspberry(facts) && facts.os.id === "ubuntu")
    return install(facts, { any: "linux-modules-extra-raspi" });
  return install(facts, {
    debian: `linux-modules-extra-${facts.release}`,
    redhat: "kernel-modules-extra",
    suse: "kernel-default",
    alpine: "linux-lts",
    any: "modprobe",
  });
}

const kernelModule =
  (name: string, missing: typeof block | typeof warn): Check =>
  (input) =>
    given(input.facts.modules, (modules) => {
      const state = modules.find((each) => each.name === name)?.state;
      if (state === undefined || state === "unknown") return unseen;
      return state === "missing"
        ? missing({ module: name }, [
            moreModules(input),
            `sudo modprobe ${name}`,
          ])
        : ok({ module: name });
    });

/** `key` as it should be, kept over the next start. */
const sysctl = (key: string, value: string | number) => [
  `echo '${key} = ${value}' | sudo tee -a /etc/sysctl.d/91-local.conf`,
  "sudo sysctl --system",
];

const numbered =
  (key: string, good: (value: number) => boolean, wanted: number): Check =>
  ({ facts }) =>
    given(setting(facts, key), (value) =>
      good(value) ? ok({ value }) : warn({ value }, sysctl(key, wanted)),
    );

export const kernelChecks: Checks<"kernel"> = {
  "kernel.version": ({ facts: { release } }) => {
    const [major = 0, minor = 0] = release.split(".").map((part) => Number.parseInt(part, 10)); // prettier-ignore
    const number = major * 100 + minor;
    if (number < 310) return block({ release });
    return number < 415 ? warn({ release }) : ok({ release });
  },

  "kernel.cgroup": ({ facts, station, manifest }) => {
    const version = manifest?.versions.k3s;
    const data = { version: version ?? "1.35", found: facts.cgroup };
    if (facts.cgroup === "v2") return ok(data);
    // The controllers are missing, which stops by itself.
    if (facts.cgroup === "none") return undefined;
    const mend = kernelParameter(facts, "systemd.unified_cgroup_hierarchy=1");
    if (station.k3s.allowCgroupV1)
      return { ...warn(data, mend), fixable: false };
    if (version === undefined) return warn(data, mend);
    return refusesCgroupV1(version) ? block(data, mend, "cgroup-v1") : ok(data);
  },

  "kernel.cgroup-memory": controller("memory", { fatalOnV1: true }),
  "kernel.cgroup-cpu": controller("cpu", { fatalOnV1: true }),
  "kernel.cgroup-cpuset": controller("cpuset", { fatalOnV1: false }),
  "kernel.cgroup-pids": controller("pids", { fatalOnV1: true }),

  "kernel.modules-folder": ({ facts }) =>
    // A container has its kernel from elsewhere.
    isContainer(facts)
      ? undefined
      : given(facts.moduleFolder, (there) =>
          there
            ? ok({ release: facts.release })
            : warn({ release: facts.release }, [
                "ls /lib/modules",
                "sudo reboot",
              ]),
        ),

  "kernel.overlay": kernelModule("overlay", block),
  "kernel.br-netfilter": kernelModule("br_netfilter", block),
  "kernel.vxlan": kernelModule("vxlan", block),
  "kernel.conntrack": kernelModule("nf_conntrack", block),

  /** One of them carries kube-proxy's rules. */
  "kernel.nat": (input) =>
    given(input.facts.modules, (modules) => {
      const states = modules
        .filter(({ name }) => name === "iptable_nat" || name === "nf_tables")
        .map(({ state }) => state);
      if (states.some((state) => state === "working" || state === "available"))
        return ok();
      return states.includes("unknown") || states.length === 0
        ? unseen
        : block({}, moreModules(input));
    }),

  "kernel.forwarding": ({ facts }) =>
    given(facts.forwardingOff, (files) =>
      files.length === 0
        ? ok({ files: "" })
        : fail({ files: files.join(", ") }, [
            ...files.map(
              (file) =>
                `sudo sed -i -E 's/^(\\s*net[./]ipv4[./](ip_forward|conf[./]all[./]forwarding)\\s*=)\\s*0/\\1 1/' ${quoted(file)}`,
            ),
            "sudo sysctl --system",
          ]),
    ),

  "kernel.rp-filter": ({ facts }) => {
    const all = setting(facts, "net.ipv4.conf.all.rp_filter");
    if (all === null) return unseen;
    return all === 1
      ? warn({ value: all }, sysctl("net.ipv4.conf.all.rp_filter", 2))
      : ok({ value: all });
  },

  "kernel.arp": ({ facts }) => {
    const ignore = setting(facts, "net.ipv4.conf.all.arp_ignore");
    const filter = setting(facts, "net.ipv4.conf.all.arp_filter");
    if (ignore === null && filter === null) return unseen;
    const data = { ignore: ignore ?? 0, filter: filter ?? 0 };
    return data.ignore === 0 && data.filter === 0
      ? ok(data)
      : warn(data, [
          ...sysctl("net.ipv4.conf.all.arp_ignore", 0).slice(0, 1),
          ...sysctl("net.ipv4.conf.all.arp_filter", 0),
        ]);
  },

  "kernel.conntrack-max": numbered(
    "net.netfilter.nf_conntrack_max",
    (value) => value >= 32_768,
    131_072,
  ),
  "kernel.pid-max": numbered(
    "kernel.pid_max",
    (value) => value >= 32_768,
    4_194_304,
  ),
  "kernel.overcommit": numbered(
    "vm.overcommit_memory",
    (value) => value !== 2,
    0,
  ),
  "kernel.panic-on-oom": numbered("vm.panic_on_oom", (value) => value === 0, 0),

  "kernel.seccomp": ({ facts }) =>
    given(facts.seccomp, (there) => (there ? ok() : warn({}))),
};
