import { z } from "zod";

/** Everything a step can be; each has its title in every language. */
export const stepNames = [
  "host-clock",
  "host-keys",
  "login-key",
  "login-let-in",
  "login-known",
  "host-name",
  "host-hosts",
  "host-cloud-setup",
  "host-network-manager",
  "host-kernel",
  "host-route",
  "host-firewall",
  "docker-upload",
  "docker-programs",
  "docker-config",
  "docker-service",
  "k3s-upload",
  "k3s-selinux",
  "k3s-config",
  "k3s-install",
  "k3s-start",
  "k3s-token",
  "k3s-join",
  "docker-proof",
  "cluster-ready",
  "rancher-images",
  "rancher-cluster",
  "rancher-uplink",
  "rancher-agent",
  "rancher-active",
  "rancher-later",
] as const;
export const StepName = z.enum(stepNames);
export type StepName = z.infer<typeof StepName>;

export const PlannedStep = z.object({
  /** `<host>/<step name>` */
  id: z.string(),
  name: StepName,
  host: z.string(),
  /** Ids of the steps that must have ended well before. */
  after: z.array(z.string()),
  /** Bytes that are sent at most. */
  bytes: z.int().nonnegative(),
  /** Rough seconds on a usual site, for the time left. */
  seconds: z.number().nonnegative(),
  /** What it changes on the host, as paths and units: for the reader of the plan. */
  changes: z.array(z.string()),
});
export type PlannedStep = z.infer<typeof PlannedStep>;

export const Plan = z.object({
  station: z.string(),
  bundle: z.object({
    name: z.string(),
    sequence: z.int(),
    /** sha256 of manifest.json */
    digest: z.string(),
    k3s: z.string(),
    docker: z.string(),
  }),
  steps: z.array(PlannedStep),
});
export type Plan = z.infer<typeof Plan>;

/** Seconds along the longest chain of steps that wait for each other: hosts work side by side. */
export function longestWay(steps: readonly PlannedStep[]): number {
  const ends = new Map<string, number>();
  for (const { id, after, seconds } of steps)
    ends.set(id, seconds + Math.max(0, ...after.map((b) => ends.get(b) ?? 0)));
  return Math.max(0, ...ends.values());
}
