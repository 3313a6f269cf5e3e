import { z } from "zod";
import { clusterFaults } from "./cluster-rules.ts";
import { CaChecksum } from "./rancher.ts";

/** RFC 1123 label, as Kubernetes wants node names (facts B.4). */
export const HostName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "lower-case letters, digits and hyphens, at most 63",
  )
  .refine((name) => name !== "localhost", "localhost names no host");

const Address = z.string().regex(/^[A-Za-z0-9.:%_-]+$/, "an address or a name");

const Cidr = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, "a network such as 10.42.0.0/16");

/** A line of authorized_keys, without options. */
export const PublicKey = z
  .string()
  .regex(
    /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]{40,4000}={0,3}( [A-Za-z0-9@._:+ -]{0,200})?$/,
    "a public key, as it stands in a .pub file",
  );

export const SignIn = z.strictObject({
  /** The account on the host. */
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_.-]*\$?$/i)
    .default("root"),
  /** Sign in with a password, which is asked for; it is never in this file. */
  password: z.boolean().default(true),
  /** Path of a private key, relative to the station file. */
  key: z.string().min(1).optional(),
  /** Further private keys of the station's, one of which may be the right one. */
  keys: z.array(z.string().min(1)).max(2).default([]),
  /** Use the running SSH agent. */
  agent: z.boolean().default(false),
});
export type SignIn = z.infer<typeof SignIn>;

export const StationHost = z.strictObject({
  /** The node's name, and with `setHostName` the host's. */
  name: HostName,
  role: z.enum(["server", "agent"]),
  address: Address,
  port: z.int().min(1).max(65535).default(22),
  signIn: SignIn.prefault({}),
  /** Pinned host key, as `ssh-keygen -lf` prints it. */
  hostKey: z
    .string()
    .regex(
      /^SHA256:[A-Za-z0-9+/]{43}$/,
      "SHA256:…, as ssh-keygen -lf prints it",
    )
    .optional(),
  /** Give the host its name from here. */
  setHostName: z.boolean().default(false),
  /** The node's own address in the cluster; default: `address` where that is an IPv4 address. */
  nodeIp: z.ipv4().optional(),
  labels: z.record(z.string(), z.string()).default({}),
  /** The host that it is reached through: another one of the station, or one of `jumpHosts`. */
  jump: HostName.optional(),
});
export type StationHost = z.infer<typeof StationHost>;

/** What it takes to sign in to a host, whether or not anything is installed on it. */
export type HostPlace = Pick<
  StationHost,
  "name" | "address" | "port" | "signIn" | "hostKey"
>;

/** A host that others are only reached through; nothing is changed on it. */
export const JumpHost = z.strictObject({
  name: HostName,
  address: Address,
  port: z.int().min(1).max(65535).default(22),
  signIn: SignIn.prefault({}),
  hostKey: StationHost.shape.hostKey,
});
export type JumpHost = z.infer<typeof JumpHost>;

/** A value that Kubernetes takes as a label (facts D.11). */
const LabelValue = z
  .string()
  .regex(
    /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/,
    "letters, digits, hyphens, dots and underscores, at most 63",
  );

const Proxy = z
  .string()
  .regex(/^http:\/\/[A-Za-z0-9.:[\]_-]+$/, "a proxy such as http://proxy:3128");

/** Where the station registers. No secret is in it. */
export const StationRancher = z.strictObject({
  /** `https://name[:port]`; checked closely when it is used. */
  url: z.string().min(1).max(300),
  /** sha256 of what Rancher hands out as `cacerts`, confirmed once. */
  caChecksum: CaChecksum.optional(),
  /** The CA itself: a PEM file, relative to the station file. */
  ca: z.string().min(1).optional(),
  /** Sign in as this local user instead of with an API token; the password is asked for. */
  user: z.string().min(1).max(200).optional(),
  /** The cluster's name in Rancher; default: the station's id. */
  name: z.string().min(1).optional(),
  description: z.string().max(500).optional(),
  /** Further labels of the cluster; those of the station go there as well. */
  labels: z.record(z.string(), LabelValue).default({}),
  /** Anything else worth knowing, as free text. */
  annotations: z.record(z.string(), z.string()).default({}),
  /** The laptop's proxy to Rancher; default: what HTTPS_PROXY says. */
  proxy: Proxy.optional(),
  /** The proxy for the station's agent. */
  stationProxy: Proxy.optional(),
  /** Rancher's IPv4 address, where the station's name servers do not know its name. */
  address: z.ipv4().optional(),
  /**
   * Let Rancher bring nothing but its agent: no upgrades of K3s and no day-2 operations over an uplink
   * that may be slow or gone (facts D.4).
   */
  onlyAgent: z.boolean().default(true),
});
export type StationRancher = z.infer<typeof StationRancher>;

export const Station = z
  .strictObject({
    id: HostName,
    name: z.string().min(1).max(200).optional(),
    labels: z.record(z.string(), z.string()).default({}),
    hosts: z.array(StationHost).min(1).max(64),
    /** Hosts that others are reached through, such as the station's router. */
    jumpHosts: z.array(JumpHost).max(8).default([]),
    /** For hosts without a default route: lay one over a dummy interface, as K3s needs one (facts A.5). */
    isolated: z.boolean().default(false),
    /** Public keys that may sign in to every host, to the account that is signed in with. */
    authorizedKeys: z.array(PublicKey).max(16).default([]),
    /** Let the first server's account sign in to the agents without a password. */
    passwordless: z.boolean().default(false),
    rancher: StationRancher.optional(),
    docker: z
      .strictObject({
        /** Keys merged into /etc/docker/daemon.json. */
        daemon: z.record(z.string(), z.json()).default({}),
        /** Accounts that may use Docker; they are root-equivalent. */
        users: z.array(z.string().regex(/^[a-z_][a-z0-9_.-]*$/i)).default([]),
      })
      .prefault({}),
    k3s: z
      .strictObject({
        tlsSan: z.array(Address).default([]),
        disable: z
          .array(
            z.enum(["traefik", "servicelb", "metrics-server", "local-storage"]),
          )
          .default([]),
        clusterCidr: Cidr.default("10.42.0.0/16"),
        serviceCidr: Cidr.default("10.43.0.0/16"),
        /** Accept cgroup v1 hosts with K3s ≥ 1.35 (kubelet's fail-cgroupv1=false, facts B.3). */
        allowCgroupV1: z.boolean().default(false),
        /** Further keys of config.yaml, as K3s names them. */
        config: z.record(z.string(), z.json()).default({}),
      })
      .prefault({}),
  })
  .superRefine((station, context) => {
    const seen = new Set<string>();
    station.hosts.forEach((host, index) => {
      for (const key of [
        `name ${host.name}`,
        `at ${host.address}:${host.port}`,
      ]) {
        if (seen.has(key))
          context.addIssue({
            code: "custom",
            path: ["hosts", index],
            message: `two hosts ${key}`,
          });
        seen.add(key);
      }
    });
    station.jumpHosts.forEach(({ name }, index) => {
      if (seen.has(`name ${name}`))
        context.addIssue({
          code: "custom",
          path: ["jumpHosts", index],
          message: `two hosts name ${name}`,
        });
      seen.add(`name ${name}`);
    });
    station.hosts.forEach((host, index) => {
      const fault = jumpFault(station, host);
      if (fault !== undefined)
        context.addIssue({
          code: "custom",
          path: ["hosts", index, "jump"],
          message: fault,
        });
    });
    if (serversOf(station).length === 0)
      context.addIssue({
        code: "custom",
        path: ["hosts"],
        message: "a server is needed",
      });
    if (station.rancher !== undefined)
      for (const { path, reason } of clusterFaults(station))
        context.addIssue({ code: "custom", path: [...path], message: reason });
    for (const key of ["token", "server", "agent-token"])
      if (key in station.k3s.config)
        context.addIssue({
          code: "custom",
          path: ["k3s", "config", key],
          message: "is made by the installation and cannot be set here",
        });
  });
export type Station = z.infer<typeof Station>;

export function serversOf({ hosts }: Pick<Station, "hosts">): StationHost[] {
  return hosts.filter(({ role }) => role === "server");
}

/** The station's first K3s server: the one that makes the cluster, and that the others join. */
export function serverOf(station: Station): StationHost {
  const [server] = serversOf(station);
  if (server === undefined) throw new Error("a station has a server");
  return server;
}

/** All that is signed in to: the hosts, and those that they are reached through. */
export function placesOf(
  station: Pick<Station, "hosts" | "jumpHosts">,
): HostPlace[] {
  return [...station.hosts, ...station.jumpHosts];
}

/** The host that this one is reached through. */
export function jumpOf(
  station: Pick<Station, "hosts" | "jumpHosts">,
  { jump }: Pick<StationHost, "jump">,
): HostPlace | undefined {
  return jump === undefined
    ? undefined
    : placesOf(station).find(({ name }) => name === jump);
}

function jumpFault(
  station: Pick<Station, "hosts" | "jumpHosts">,
  host: StationHost,
): string | undefined {
  if (host.jump === undefined) return undefined;
  if (host.jump === host.name) return "is reached through itself";
  if (jumpOf(station, host) === undefined)
    return `there is no host ${host.jump}`;
  const through = station.hosts.find(({ name }) => name === host.jump);
  return through?.jump === undefined
    ? undefined
    : `${host.jump} is itself reached through ${through.jump}: one jump only`;
}
