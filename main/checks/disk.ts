import { architectureOf } from "../../common/model/architecture.ts";
import type { FactPlace } from "../../common/model/facts.ts";
import { quoted } from "../../common/model/shell.ts";
import {
  block,
  fail,
  given,
  ok,
  warn,
  type Check,
  type CheckInput,
  type Checks,
  type Verdict,
} from "./check.ts";
import { diskPaths, needs } from "./disk-need.ts";

const MiB = 1024 * 1024;

/** Those of the places that K3s, Docker and we fill. */
const filled = (places: readonly FactPlace[]) =>
  places.filter(({ path }) => (diskPaths as readonly string[]).includes(path));

/** A finding about the first of our places of which `bad` says so. */
const onPlaces =
  (
    bad: (place: FactPlace) => boolean,
    say: (place: FactPlace) => Verdict,
  ): Check =>
  ({ facts }) =>
    given(facts.places, (places) => {
      const found = filled(places).find(bad);
      return found === undefined ? ok() : say(found);
    });

const has = ({ options }: FactPlace, option: string) =>
  options.split(",").includes(option);

const remount = (place: FactPlace, option: string) => [
  `sudo mount -o remount,${option} ${quoted(place.mount)}`,
  `grep ${quoted(place.mount)} /etc/fstab`,
];

const networkTypes = /^(nfs4?|cifs|smb3|9p|ceph|glusterfs|fuse\..*|afs|ncpfs)$/;

export const diskChecks: Checks<"disk"> = {
  "disk.free": (input) => needCheck(input),

  "disk.eviction": (input) =>
    given(input.facts.places, (places) => {
      const place = places.find(({ path }) => path === "/var/lib/rancher");
      if (place === undefined || place.total === 0) return undefined;
      const need = needs(input).get(place.mount)?.need ?? 0;
      const left = Math.max(
        0,
        Math.round(((place.bytes - need) / place.total) * 100),
      );
      const data = { path: place.mount, left };
      // The kubelet begins to throw out at 15 % for images, 10 % for the rest (facts B.1).
      return left >= 15
        ? ok(data)
        : warn(
            data,
            `sudo du -xh --max-depth=2 ${quoted(place.mount)} | sort -h | tail`,
          );
    }),

  "disk.inodes": onPlaces(
    ({ inodes = 0, inodesFree = 0 }) =>
      inodes > 0 && (inodesFree < 50_000 || inodesFree < inodes / 20),
    ({ mount, inodesFree = 0 }) =>
      inodesFree < 50_000
        ? block({ path: mount, free: inodesFree }, inodeUsers(mount))
        : warn({ path: mount, free: inodesFree }, inodeUsers(mount)),
  ),

  /** 10 ms is what a cluster's store wants (facts B.1). */
  "disk.writing": ({ facts, host }) =>
    given(facts.writeMs, (p99) => {
      const most = host.role === "server" ? 10 : 100;
      const data = { p99: Math.round(p99 * 10) / 10, most };
      return p99 <= most ? ok(data) : warn(data, "sudo dmesg | grep -iE 'ata|nvme|mmc|I/O error' | tail"); // prettier-ignore
    }),

  "disk.noexec": onPlaces(
    (place) => has(place, "noexec") && place.path !== "/var/lib/forecourt",
    (place) => block({ path: place.mount }, remount(place, "exec")),
  ),

  "disk.read-only": onPlaces(
    (place) => has(place, "ro"),
    (place) => block({ path: place.mount }, remount(place, "rw")),
  ),

  "disk.mount-options": onPlaces(
    (place) => has(place, "nosuid") || has(place, "nodev"),
    (place) => warn({ path: place.mount }, remount(place, "suid,dev")),
  ),

  "disk.network": onPlaces(
    ({ type }) => networkTypes.test(type),
    ({ mount, type }) => block({ path: mount, type }),
  ),

  /** overlayfs needs a file system below it that can carry it. */
  "disk.overlay": onPlaces(
    ({ path, type }) =>
      path !== "/usr/local/bin" &&
      path !== "/var/lib/forecourt" &&
      /^(overlay|ecryptfs|aufs|vfat|exfat|ntfs3?|zfs)$/.test(type),
    ({ mount, type }) =>
      /^(overlay|zfs)$/.test(type)
        ? warn({ path: mount, type })
        : block({ path: mount, type }),
  ),

  "disk.xfs": ({ facts }) => {
    const place = facts.places?.find(({ path }) => path === "/var/lib/rancher");
    if (place?.type !== "xfs") return undefined;
    return given(facts.xfsFtype, (ftype) =>
      ftype
        ? ok({ path: place.mount })
        : block({ path: place.mount }, `xfs_info ${quoted(place.mount)}`),
    );
  },

  "disk.rotational": ({ facts, host }) =>
    host.role === "server"
      ? given(facts.dataRotational, (rotational) =>
          rotational &&
          !/^(vd|xvd)/.test(facts.dataDevice ?? "") &&
          facts.virtualization === "none"
            ? warn({ device: facts.dataDevice ?? "" })
            : ok({ device: facts.dataDevice ?? "" }),
        )
      : undefined,

  "disk.sd-card": ({ facts }) =>
    given(facts.dataDevice, (device) =>
      device.startsWith("mmcblk") ? warn({ device }) : ok({ device }),
    ),

  "disk.links": ({ facts }) =>
    given(facts.links, (links) =>
      links.length === 0
        ? ok()
        : warn(
            { paths: links.join(", ") },
            links.map((path) => `readlink -f ${quoted(path)}`),
          ),
    ),

  "disk.closed-folders": ({ facts }) =>
    given(facts.closedFolders, (folders) =>
      folders.length === 0
        ? ok()
        : fail(
            { paths: folders.join(", ") },
            `sudo chmod o+x ${folders.map(quoted).join(" ")}`,
          ),
    ),

  "disk.tmp": ({ facts }) =>
    given(facts.places, (places) => {
      const place = places.find(({ path }) => path === "/tmp");
      if (place === undefined) return undefined;
      const data = { free: place.bytes };
      return place.bytes >= 50 * MiB && !has(place, "ro")
        ? ok(data)
        : block(data, ["df -h /tmp", "sudo du -xah /tmp | sort -h | tail"]);
    }),

  /** Nothing of ours runs from there; other installers' programs do. */
  "disk.tmp-noexec": ({ facts }) =>
    given(facts.places, (places) => {
      const place = places.find(({ path }) => path === "/tmp");
      if (place === undefined) return undefined;
      return has(place, "noexec")
        ? warn({ path: place.mount }, remount(place, "exec"))
        : ok();
    }),

  "disk.log": ({ facts }) =>
    given(facts.places, (places) => {
      const place = places.find(({ path }) => path === "/var/log");
      if (place === undefined) return undefined;
      return place.bytes >= 200 * MiB
        ? ok({ free: place.bytes })
        : warn({ free: place.bytes }, "sudo journalctl --vacuum-size=200M");
    }),

  "disk.errors": ({ facts }) =>
    given(facts.diskErrors, (devices) =>
      devices.length === 0
        ? ok()
        : fail({ devices: devices.join(", ") }, [
            "sudo dmesg | grep -i ext4 | tail",
            "sudo touch /forcefsck && sudo reboot",
          ]),
    ),

  "disk.raid": ({ facts }) =>
    given(facts.brokenRaids, (devices) =>
      devices.length === 0
        ? ok()
        : warn({ devices: devices.join(", ") }, [
            "cat /proc/mdstat",
            ...devices.map((name) => `sudo mdadm --detail /dev/${name}`),
          ]),
    ),
};

function inodeUsers(mount: string): string {
  return `sudo du -x --inodes --max-depth=3 ${quoted(mount)} | sort -n | tail`;
}

/** Nothing is asked of a host that has it all. */
function needCheck(input: CheckInput): Verdict | undefined {
  const { facts, manifest } = input;
  if (
    manifest === undefined ||
    architectureOf(facts.machine) === undefined ||
    facts.lastRun !== ""
  )
    return undefined;
  return given(facts.places, () => {
    const all = [...needs(input).values()];
    const short = all.find(({ need, place }) => place.bytes < need);
    const { need, place } = short ?? all[0] ?? {};
    if (need === undefined || place === undefined) return undefined;
    const data = { path: place.mount, need, free: place.bytes };
    return short === undefined
      ? ok(data)
      : block(
          data,
          `sudo du -xh --max-depth=2 ${quoted(place.mount)} | sort -h | tail`,
          "disk-too-small",
        );
  });
}
