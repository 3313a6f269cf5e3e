import { z } from "zod";

/** What could not be seen (without root, or without the program that tells it) is null. */
function seen<T extends z.ZodType>(type: T) {
  return type.nullable().default(null);
}
const names = seen(z.array(z.string()));
const yes = seen(z.boolean());
const number = seen(z.number());
const text = seen(z.string());

/** A folder that will be filled, as it is or will be: of its nearest existing folder. */
export const FactPlace = z.object({
  path: z.string(),
  mount: z.string(),
  /** Bytes that can still be written, and in all. */
  bytes: z.number(),
  total: z.number(),
  /** File system, mount options with commas between, device: as in /proc/mounts. */
  type: z.string(),
  options: z.string(),
  device: z.string(),
  /** Missing where the file system does not count them. */
  inodes: z.number().optional(),
  inodesFree: z.number().optional(),
});
export type FactPlace = z.infer<typeof FactPlace>;

/** `working` now; `available`: can be loaded; `unknown`: this kernel's modules are not on the disk. */
export const ModuleState = z.enum([
  "working",
  "available",
  "missing",
  "unknown",
]);

/**
 * What resources/remote/facts/ reports of a host, in one round trip. Sizes in bytes unless named. Every
 * trace of something else leaves out what this app itself brought.
 */
export const Facts = z.object({
  /** Root sees all; any other account what everybody may see. */
  seenAs: z.enum(["root", "user"]).default("root"),
  /** Of the account that looked. */
  groups: names,

  // Operating system
  /** `uname -s`, `uname -m`, `uname -r`. */
  kernel: z.string(),
  machine: z.string(),
  release: z.string(),
  /** From /etc/os-release; `like` is a list with blanks between. */
  os: z.object({
    id: z.string(),
    version: z.string(),
    name: z.string(),
    like: z.string().default(""),
  }),
  hostName: z.string(),
  bootId: text,
  machineId: text,
  /** Whether PID 1 is systemd. */
  systemd: z.boolean(),
  systemdVersion: number,
  failedUnits: names,
  /** Units that matter to us and run, such as "firewalld" or "chronyd". */
  activeUnits: names,
  /** Whether /etc/hosts has a line for the host's own name, and one for localhost. */
  hosts: z.object({ own: yes, localhost: yes }).prefault({}),
  rebootRequired: yes,
  /** sudo's secure_path; empty where sudoers sets none. */
  securePath: text,
  /** Programs of the package manager that are at work. */
  packageWork: names,
  /** What `systemd-detect-virt` says: "none", "kvm", "docker". */
  virtualization: text,
  /** Programs that install.sh and the steps need, and that are not there. */
  missingTools: z.array(z.string()),
  /** What the machine says of itself; empty where it does not. Absent in records of earlier versions. */
  hardware: z
    .object({
      vendor: z.string(),
      model: z.string(),
      serial: z.string(),
      cpu: z.string(),
      disks: z.array(
        z.object({ name: z.string(), model: z.string(), bytes: z.int() }),
      ),
    })
    .optional(),

  // Machine
  cpus: z.int(),
  /** Level of the x86-64 psABI; 0 for other processors. */
  cpuLevel: number,
  userlandBits: number,
  memory: z.number(),
  memoryAvailable: number,
  swap: number,
  swapUsed: number,
  hugePages: number,
  /** Load of the last minute. */
  load: number,

  // Clock
  /** Seconds since 1970 on the host's clock, at the end of the script. */
  clock: z.number(),
  rtc: yes,
  /** The hardware's clock runs in local time. */
  rtcLocal: yes,
  timeZone: text,
  /** Told by the time service itself. */
  clockSynchronized: yes,

  // Disk
  places: seen(z.array(FactPlace)),
  /** The block device below K3s' data, such as "mmcblk0p2". */
  dataDevice: text,
  dataRotational: yes,
  /** Only asked of XFS. */
  xfsFtype: yes,
  /** p99 of writing 4 KiB and bringing it to the disk, in milliseconds, out of `writes`. */
  writeMs: number,
  writes: number,
  /** Folders of K3s' and Docker's that are links. */
  links: names,
  /** Folders above them that others may not pass. */
  closedFolders: names,
  /** File systems that have counted errors; RAIDs with a disk missing. */
  diskErrors: names,
  brokenRaids: names,

  // Network
  /** The host's own IPv4 addresses, such as "10.99.7.11/24" on "eth0"; `dynamic`: lent by DHCP. */
  networks: z.array(
    z.object({
      address: z.string(),
      interface: z.string(),
      dynamic: z.boolean().default(false),
    }),
  ),
  devices: seen(z.array(z.object({ name: z.string(), mtu: z.number() }))),
  /** Links with a carrier. */
  speeds: seen(z.array(z.object({ name: z.string(), megabits: z.number() }))),
  /** Devices of a cluster's network, such as "flannel.1". */
  clusterLinks: names,
  /** As `ip -4 route show default` prints them. */
  defaultRoutes: names,
  /** The address that packets leave with; empty without a route. */
  routeSource: text,
  /** Ports somebody listens on, with the program where it can be seen. */
  listening: seen(
    z.array(
      z.object({
        port: z.int(),
        protocol: z.enum(["tcp", "udp"]),
        program: z.string(),
        address: z.string(),
      }),
    ),
  ),
  nameServers: names,
  searchDomains: names,
  /** Names of variables, never their values. */
  proxies: names,
  cloudSetup: yes,
  networkManagerSpares: yes,
  /** As `iptables -V` prints it; empty where there is none. */
  iptables: text,
  legacyTables: yes,
  /** The INPUT chain drops what no rule lets in. */
  inputDropped: yes,
  kubeChains: yes,

  // Kernel
  /** None: nobody mounted them, as where OpenRC runs without its service. */
  cgroup: z.enum(["v1", "v2", "none"]),
  controllers: names,
  moduleFolder: yes,
  modules: seen(z.array(z.object({ name: z.string(), state: ModuleState }))),
  /** Kernel settings, such as "vm.overcommit_memory". */
  settings: seen(z.array(z.object({ key: z.string(), value: z.string() }))),
  /** Files that would switch forwarding off again at the next start. */
  forwardingOff: names,
  seccomp: yes,

  // Security
  selinux: z.enum(["absent", "disabled", "permissive", "enforcing"]),
  k3sSelinuxPolicy: z.boolean(),
  appArmor: yes,
  appArmorParser: yes,
  kysec: yes,

  // Others
  /** What this app brought cannot be told from what others did. */
  ledgerHidden: z.boolean().default(false),
  /** Traces of K3s: what was found, such as "/usr/local/bin/k3s"; and what an uninstalled one left. */
  k3s: z.array(z.string()),
  k3sRemains: names,
  /** Traces of other Kubernetes distributions. */
  kubernetes: z.array(z.string()),
  cniFiles: names,
  /** Docker that this app did not bring: version or path; empty for none. */
  docker: z.string(),
  dockerPath: text,
  snapDocker: yes,
  /** What is installed now, whoever brought it; empty for none. */
  k3sVersion: text,
  dockerVersion: text,
  /** Whether this app has been here: run id of the last run; empty for never. */
  lastRun: z.string(),
});
export type Facts = z.infer<typeof Facts>;

/** "os.id": "debian" becomes os: { id: "debian" }: the script's report is flat. */
export function nested(flat: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(flat)) {
    const [group = "", member] = key.split(".");
    if (member === undefined) result[group] = value;
    else
      result[group] = {
        ...(result[group] as Record<string, unknown> | undefined),
        [member]: value,
      };
  }
  return result;
}
