import { z } from "zod";

/** What resources/remote/facts.sh reports of a host, in one round trip. Sizes in bytes unless named. */
export const Facts = z.object({
  /** `uname -s`, `uname -m`, `uname -r`. */
  kernel: z.string(),
  machine: z.string(),
  release: z.string(),
  /** From /etc/os-release. */
  os: z.object({ id: z.string(), version: z.string(), name: z.string() }),
  hostName: z.string(),
  bootId: z.string(),
  /** Whether PID 1 is systemd. */
  systemd: z.boolean(),
  cpus: z.int(),
  memory: z.int(),
  /** Bytes that can still be written below each path (of its nearest existing folder), and where that is mounted. */
  free: z.record(z.string(), z.object({ bytes: z.int(), mount: z.string() })),
  cgroup: z.enum(["v1", "v2"]),
  defaultRoute: z.boolean(),
  /** The host's own IPv4 addresses, such as "10.99.7.11/24" on "eth0". */
  networks: z.array(z.object({ address: z.string(), interface: z.string() })),
  /** Seconds since 1970 on the host's clock, at the end of the script. */
  clock: z.number(),
  selinux: z.enum(["absent", "disabled", "permissive", "enforcing"]),
  k3sSelinuxPolicy: z.boolean(),
  firewalld: z.boolean(),
  ufw: z.boolean(),
  /** TCP ports somebody listens on, with the program where it can be seen. */
  listening: z.array(z.object({ port: z.int(), program: z.string() })),
  /** Traces of K3s: what was found, such as "/usr/local/bin/k3s". Not what this app itself brought. */
  k3s: z.array(z.string()),
  /** Traces of other Kubernetes distributions. */
  kubernetes: z.array(z.string()),
  /** Docker that this app did not bring: version or path; empty for none. */
  docker: z.string(),
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
  /** Whether this app has been here: run id of the last run; empty for never. */
  lastRun: z.string(),
});
export type Facts = z.infer<typeof Facts>;
