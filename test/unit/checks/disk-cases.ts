import type { checksOf } from "../../../common/model/check.ts";
import { GiB, MiB, places } from "./sample.ts";
import type { CasesOf } from "./cases.ts";

const rancher = ["/var/lib/rancher"];

export const diskCases: CasesOf<(typeof checksOf)["disk"][number]> = {
  "disk.free": {
    passes: [{ facts: { places: places({ bytes: 3 * GiB }) } }],
    refuses: [
      [{ facts: { places: places({ bytes: GiB }) } }, "disk-too-small"],
      [{ facts: { places: places({ bytes: GiB }), lastRun: "r" } }, "none"],
      [{ facts: { places: null } }, "unseen"],
      [{ manifest: null }, "none"],
    ],
  },
  "disk.eviction": {
    passes: [{ facts: { places: places({ bytes: 12 * GiB }) } }],
    refuses: [
      [{ facts: { places: places({ bytes: 9 * GiB }) } }, "warn"],
      // What is brought counts as well.
      [{ facts: { places: places({ bytes: 10 * GiB }) } }, "warn"],
    ],
  },
  "disk.inodes": {
    passes: [{ facts: { places: places({ inodes: 0, inodesFree: 0 }) } }],
    refuses: [
      [{ facts: { places: places({ inodesFree: 100_000 }) } }, "warn"],
      [{ facts: { places: places({ inodesFree: 40_000 }) } }, "block"],
    ],
  },
  "disk.writing": {
    passes: [
      { facts: { writeMs: 10 } },
      { facts: { writeMs: 90 }, role: "agent" },
    ],
    refuses: [
      [{ facts: { writeMs: 11 } }, "warn"],
      [{ facts: { writeMs: 101 }, role: "agent" }, "warn"],
      [{ facts: { writeMs: null } }, "unseen"],
    ],
  },
  "disk.noexec": {
    passes: [
      {
        facts: {
          places: places({ options: "rw,noexec" }, ["/tmp", "/var/log"]),
        },
      },
    ],
    refuses: [
      [
        { facts: { places: places({ options: "rw,noexec" }, rancher) } },
        "block",
      ],
    ],
  },
  "disk.read-only": {
    passes: [
      { facts: { places: places({ options: "rw,errors=remount-ro" }) } },
    ],
    refuses: [
      [
        {
          facts: {
            places: places({ options: "ro,relatime" }, ["/usr/local/bin"]),
          },
        },
        "block",
      ],
    ],
  },
  "disk.mount-options": {
    passes: [{}],
    refuses: [
      [
        { facts: { places: places({ options: "rw,nosuid" }, rancher) } },
        "warn",
      ],
      [{ facts: { places: places({ options: "rw,nodev" }, rancher) } }, "warn"],
    ],
  },
  "disk.network": {
    passes: [{ facts: { places: places({ type: "btrfs" }) } }],
    refuses: [
      [{ facts: { places: places({ type: "nfs4" }, rancher) } }, "block"],
      [{ facts: { places: places({ type: "fuse.sshfs" }, rancher) } }, "block"],
    ],
  },
  "disk.overlay": {
    passes: [{ facts: { places: places({ type: "xfs" }) } }],
    refuses: [
      [{ facts: { places: places({ type: "overlay" }, rancher) } }, "warn"],
      [{ facts: { places: places({ type: "vfat" }, rancher) } }, "block"],
    ],
  },
  "disk.xfs": {
    passes: [{ facts: { places: places({ type: "xfs" }), xfsFtype: true } }],
    refuses: [
      [
        { facts: { places: places({ type: "xfs" }), xfsFtype: false } },
        "block",
      ],
      [
        { facts: { places: places({ type: "xfs" }), xfsFtype: null } },
        "unseen",
      ],
      [{}, "none"],
    ],
  },
  "disk.rotational": {
    passes: [
      { facts: { dataRotational: true, dataDevice: "vda1" } },
      { facts: { dataRotational: true, virtualization: "vmware" } },
    ],
    refuses: [
      [{ facts: { dataRotational: true } }, "warn"],
      [{ facts: { dataRotational: true }, role: "agent" }, "none"],
      [{ facts: { dataRotational: null } }, "unseen"],
    ],
  },
  "disk.sd-card": {
    passes: [{}],
    refuses: [[{ facts: { dataDevice: "mmcblk0p2" } }, "warn"]],
  },
  "disk.links": {
    passes: [{}],
    refuses: [[{ facts: { links: ["/var/lib/rancher"] } }, "warn"]],
  },
  "disk.closed-folders": {
    passes: [{}],
    refuses: [[{ facts: { closedFolders: ["/var/lib"] } }, "fail"]],
  },
  "disk.tmp": {
    passes: [{ facts: { places: places({ bytes: 50 * MiB }, ["/tmp"]) } }],
    refuses: [
      [{ facts: { places: places({ bytes: MiB }, ["/tmp"]) } }, "block"],
      [{ facts: { places: places({ options: "ro" }, ["/tmp"]) } }, "block"],
    ],
  },
  "disk.tmp-noexec": {
    passes: [{}],
    refuses: [
      [
        {
          facts: { places: places({ options: "rw,nosuid,noexec" }, ["/tmp"]) },
        },
        "warn",
      ],
    ],
  },
  "disk.log": {
    passes: [{ facts: { places: places({ bytes: 200 * MiB }, ["/var/log"]) } }],
    refuses: [
      [
        { facts: { places: places({ bytes: 100 * MiB }, ["/var/log"]) } },
        "warn",
      ],
    ],
  },
  "disk.errors": {
    passes: [{}],
    refuses: [[{ facts: { diskErrors: ["sda1"] } }, "fail"]],
  },
  "disk.raid": {
    passes: [{}],
    refuses: [[{ facts: { brokenRaids: ["md0"] } }, "warn"]],
  },
};
