import { z } from "zod";

/** Version of Rancher whose images and behaviour are meant, as Rancher writes it. */
export const RancherVersion = z.string().regex(/^v\d+\.\d+\.\d+[\w.+-]*$/);

/** The annotation by which a cluster in Rancher is known to be this station's. */
export const stationAnnotation = "forecourt.org/station";

/** sha256, hex, of the text that Rancher hands out under `cacerts`: what agents compare (facts D.7). */
export const CaChecksum = z.string().regex(/^[0-9a-f]{64}$/);

/** A certificate as it is shown to somebody who has to decide. */
export const ShownCertificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** ISO times. */
  from: z.string(),
  until: z.string(),
  /** SHA-256 of the certificate, as openssl prints it. */
  fingerprint: z.string(),
});
export type ShownCertificate = z.infer<typeof ShownCertificate>;

/** What a Rancher says of itself to anybody, and whether this computer would believe it. */
export const RancherLook = z.object({
  url: z.string(),
  /** "" where it does not say. */
  version: z.string(),
  /** Text of `cacerts`; "" where Rancher's certificate is meant to be publicly trusted. */
  caCerts: z.string(),
  /** Checksum of `caCerts`; "" without them. */
  caChecksum: z.string(),
  /** `caCerts`, taken apart. */
  authorities: z.array(ShownCertificate),
  /** What the server presented, its own certificate first. */
  chain: z.array(ShownCertificate),
  /** Whether this computer's own store vouches for the chain. */
  trustedBySystem: z.boolean(),
  /** Whether `caCerts` vouch for the chain: what agents in strict mode check. */
  trustedByCaCerts: z.boolean(),
  /** Why nobody vouches for it, in OpenSSL's words; "" where somebody does. */
  distrust: z.string(),
  /** Milliseconds since 1970 of the server's clock, to the second; undefined where it does not say. */
  clock: z.number().optional(),
});
export type RancherLook = z.infer<typeof RancherLook>;

/** How the registration token of a cluster lives on this server (facts D.6). */
export const TokenLife = z.object({
  /** Minutes until it is replaced; undefined: it lives for ever. */
  minutes: z.number().optional(),
  /** Minutes for which a replaced one is still taken. */
  grace: z.number(),
});
export type TokenLife = z.infer<typeof TokenLife>;

/** The server after signing in. */
export const RancherServer = z.object({
  version: z.string(),
  /** 14 of v2.14.4; undefined where the version is none we can read. */
  minor: z.int().optional(),
  /** Setting `server-url`: what agents are told to connect to; "" where nobody has set it. */
  serverUrl: z.string(),
  /** Of `cacerts`, asked over the connection that is believed; "" without them. */
  caChecksum: z.string(),
  /** Setting `agent-tls-mode`. */
  agentTls: z.enum(["strict", "system-store"]),
  /** Setting `system-default-registry`; "" for none. */
  registry: z.string(),
  tokenLife: TokenLife,
  /** Kubernetes minors (36 of 1.36) that this Rancher knows; empty where we do not know (facts 0.2). */
  kubernetesMinors: z.array(z.int()),
  /** Whether it would run day-2 operations on imported nodes unless told not to (2.15 on). */
  operations: z.boolean(),
});
export type RancherServer = z.infer<typeof RancherServer>;

export const RancherCondition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string(),
  message: z.string(),
});
export type RancherCondition = z.infer<typeof RancherCondition>;

/** A cluster's record in Rancher. */
export const RancherCluster = z.object({
  /** `c-xxxxx`, or `c-m-xxxxxxxx` */
  id: z.string(),
  name: z.string(),
  /** pending, waiting, provisioning, active, unavailable, error, removing, … as Rancher says it. */
  state: z.string(),
  transitioning: z.string(),
  message: z.string(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  conditions: z.array(RancherCondition),
  /** Of Kubernetes; "" before the agent connected. */
  version: z.string(),
  nodeCount: z.int(),
  /** ISO time; "" where Rancher does not say. */
  created: z.string(),
  /** ISO time at which the connection was last seen to change; "" before the agent connected. */
  lastSeen: z.string(),
});
export type RancherCluster = z.infer<typeof RancherCluster>;

/** Registered and usable: the only state that counts as success (facts D.8). */
export function isActive(cluster: RancherCluster): boolean {
  const holds = (type: string) =>
    cluster.conditions.some(
      (condition) => condition.type === type && condition.status === "True",
    );
  return cluster.state === "active" && holds("Connected") && holds("Ready");
}

/** The station whose this cluster is, as far as it says. */
export function stationOf(cluster: RancherCluster): string | undefined {
  return cluster.annotations[stationAnnotation];
}

/** What Rancher hands out for applying to a cluster; a secret, as it registers as this cluster (facts D.7). */
export const ImportManifest = z.object({
  /** As it came, for `kubectl apply`. */
  text: z.string(),
  /** CATTLE_SERVER: where the agent will connect. */
  server: z.string(),
  /** CATTLE_CA_CHECKSUM; "" where the certificate is publicly trusted. */
  caChecksum: z.string(),
  /** Of the agent's container. */
  image: z.string(),
  /** STRICT_VERIFY: the chain must be rooted in that CA. */
  strict: z.boolean(),
});
export type ImportManifest = z.infer<typeof ImportManifest>;

/**
 * Why Rancher would refuse this name for a cluster; undefined where it would not. The stricter of both
 * its APIs' rules (facts D.5), so that a name stays good whichever is used.
 */
export function rancherNameFault(name: string): string | undefined {
  if (name.length < 2 || name.length > 63)
    return "2 to 63 characters are allowed";
  if (!/^[a-z0-9-]+$/.test(name))
    return "only small letters, digits and hyphens are allowed";
  if (name.startsWith("-") || name.endsWith("-"))
    return "a hyphen may not begin or end it";
  if (name === "local" || /^c-[a-z0-9]{5}$/.test(name))
    return "names of this form are Rancher's own";
  return undefined;
}

/** Minors of Kubernetes that each Rancher 2.x knows: lowest and highest (facts 0.2). */
export const kubernetesMinors: Readonly<
  Record<number, readonly [number, number]>
> = {
  11: [30, 32],
  12: [31, 33],
  13: [32, 34],
  14: [33, 35],
  15: [34, 36],
};
