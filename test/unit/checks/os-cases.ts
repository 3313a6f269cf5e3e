import type { checksOf } from "../../../common/model/check.ts";
import { manifest, MiB, GiB } from "./sample.ts";
import type { CasesOf } from "./cases.ts";

export const osCases: CasesOf<(typeof checksOf)["os"][number]> = {
  "os.linux": {
    passes: [{}],
    refuses: [[{ facts: { kernel: "FreeBSD" } }, "os-unsupported"]],
  },
  "os.systemd": {
    passes: [{}],
    refuses: [[{ facts: { systemd: false } }, "os-unsupported"]],
  },
  "os.architecture": {
    passes: [
      { facts: { machine: "aarch64" } },
      { facts: { machine: "armv7l" } },
    ],
    refuses: [[{ facts: { machine: "mips" } }, "arch-unsupported"]],
  },
  "os.bundle-architecture": {
    passes: [{}],
    refuses: [
      [
        {
          manifest: {
            ...manifest,
            files: manifest.files.filter(({ arch }) => arch === "arm64"),
          },
        },
        "bundle-wrong-arch",
      ],
      [{ manifest: null }, "none"],
    ],
  },
  "os.tools": {
    passes: [{}],
    refuses: [[{ facts: { missingTools: ["tar", "ss"] } }, "tool-missing"]],
  },
  "os.release": {
    passes: [
      {
        facts: {
          os: {
            id: "ubuntu",
            version: "20.04",
            name: "Ubuntu 20.04",
            like: "debian",
          },
        },
      },
    ],
    refuses: [
      [
        {
          facts: {
            os: { id: "centos", version: "7", name: "CentOS 7", like: "rhel" },
          },
        },
        "warn",
      ],
      [
        {
          facts: {
            os: { id: "debian", version: "10", name: "Debian 10", like: "" },
          },
        },
        "warn",
      ],
    ],
  },
  "os.systemd-version": {
    passes: [{ facts: { systemdVersion: 231 } }],
    refuses: [
      [{ facts: { systemdVersion: 219 } }, "warn"],
      [{ facts: { systemdVersion: 218 } }, "block"],
      [{ facts: { systemdVersion: null } }, "unseen"],
    ],
  },
  "os.failed-units": {
    passes: [{}],
    refuses: [
      [{ facts: { failedUnits: ["x.service"] } }, "warn"],
      [{ facts: { failedUnits: null } }, "unseen"],
    ],
  },
  "os.host-name": {
    passes: [
      { facts: { hostName: "till-1.site.example" } },
      { facts: { hostName: "Till_1" }, host: { setHostName: true } },
    ],
    refuses: [
      [{ facts: { hostName: "Till_1" } }, "warn"],
      [{ facts: { hostName: "localhost" } }, "warn"],
    ],
  },
  "os.host-name-unique": {
    passes: [{}],
    refuses: [
      [{ other: { hostName: "till-1" } }, "warn"],
      [{ host: { setHostName: true } }, "none"],
    ],
  },
  "os.machine-id": {
    passes: [{}],
    refuses: [
      [{ other: { machineId: "m-1" } }, "warn"],
      [{ facts: { machineId: null } }, "unseen"],
    ],
  },
  "os.own-hosts-line": {
    passes: [{}],
    refuses: [
      [{ facts: { hosts: { own: false, localhost: true } } }, "warn"],
      [{ facts: { hosts: { own: null, localhost: null } } }, "unseen"],
    ],
  },
  "os.localhost": {
    passes: [{}],
    refuses: [[{ facts: { hosts: { own: true, localhost: false } } }, "fail"]],
  },
  "os.reboot-required": {
    passes: [{}],
    refuses: [[{ facts: { rebootRequired: true } }, "warn"]],
  },
  "os.package-work": {
    passes: [{}],
    refuses: [[{ facts: { packageWork: ["apt-get", "dpkg"] } }, "warn"]],
  },
  "os.secure-path": {
    passes: [{ facts: { securePath: "" } }],
    refuses: [
      [{ facts: { securePath: "/usr/sbin:/usr/bin" } }, "warn"],
      [{ facts: { seenAs: "user" } }, "unseen"],
    ],
  },
  "os.virtualization": {
    passes: [{ facts: { virtualization: "kvm" } }],
    refuses: [[{ facts: { virtualization: "lxc" } }, "warn"]],
  },
};

export const cpuMemoryCases: CasesOf<(typeof checksOf)["cpu-memory"][number]> =
  {
    "cpu.cores": {
      passes: [{ facts: { cpus: 2 } }, { facts: { cpus: 1 }, role: "agent" }],
      refuses: [[{ facts: { cpus: 1 } }, "warn"]],
    },
    "cpu.level": {
      passes: [{ facts: { cpuLevel: 2 } }],
      refuses: [
        [{ facts: { cpuLevel: 1 } }, "warn"],
        [{ facts: { machine: "aarch64", cpuLevel: 0 } }, "none"],
      ],
    },
    "cpu.userland": {
      passes: [{}],
      refuses: [[{ facts: { userlandBits: 32 } }, "warn"]],
    },
    "cpu.load": {
      passes: [{ facts: { load: 8 } }],
      refuses: [[{ facts: { load: 8.1 } }, "warn"]],
    },
    "memory.size": {
      passes: [
        { facts: { memory: 1700 * MiB } },
        { facts: { memory: 450 * MiB }, role: "agent" },
      ],
      refuses: [
        [{ facts: { memory: GiB } }, "memory-too-small"],
        [{ facts: { memory: GiB / 4 }, role: "agent" }, "memory-too-small"],
      ],
    },
    "memory.rancher": {
      passes: [{ facts: { memory: 2700 * MiB } }],
      refuses: [
        [{ facts: { memory: 2 * GiB } }, "warn"],
        [{ facts: { memory: GiB }, role: "agent" }, "none"],
      ],
    },
    "memory.available": {
      passes: [{ facts: { memoryAvailable: 300 * MiB }, role: "agent" }],
      refuses: [
        [{ facts: { memoryAvailable: 500 * MiB } }, "warn"],
        [{ facts: { memoryAvailable: 5, lastRun: "r" } }, "none"],
        [{ facts: { memoryAvailable: null } }, "unseen"],
      ],
    },
    "memory.swap": {
      passes: [
        { facts: { swap: 0, swapUsed: 0 } },
        { facts: { swap: 8 * GiB, swapUsed: GiB } },
      ],
      refuses: [[{ facts: { swap: GiB, swapUsed: GiB / 2 } }, "warn"]],
    },
    "memory.huge-pages": {
      passes: [{ facts: { hugePages: GiB } }],
      refuses: [[{ facts: { hugePages: 4 * GiB } }, "warn"]],
    },
  };
