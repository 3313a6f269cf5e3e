import type { z } from "zod";
import type { Secrets } from "../../common/ipc/contract.ts";
import { StationHost } from "../../common/model/station.ts";

export type SignInWay = "password" | "key" | "agent";

/** A host as it is typed. */
export interface HostDraft {
  /** Stays while the name is being typed. */
  readonly id: string;
  readonly role: "server" | "agent";
  readonly name: string;
  readonly address: string;
  readonly port: string;
  readonly user: string;
  readonly way: SignInWay;
  /** Path of the private key. */
  readonly key: string;
  /** Further keys that the station file names. */
  readonly keys: readonly string[];
  readonly password: string;
  /** Where it is another than the password. */
  readonly sudoPassword: string;
  readonly passphrase: string;
  /** The name of the host that it is reached through; empty where the laptop reaches it itself. */
  readonly jump: string;
  /** All else that the station file says of it, kept as it is. */
  readonly rest: Readonly<Record<string, unknown>>;
}

export type HostField = "name" | "address" | "port" | "user" | "key";
export type HostFault =
  "missing" | "shape" | "too-long" | "localhost" | "twice";

let last = 0;

export function newHost(
  role: HostDraft["role"],
  known: Partial<Pick<HostDraft, "name" | "address" | "port" | "user">> = {},
): HostDraft {
  return {
    id: `new-${(last += 1)}`,
    role,
    name: "",
    address: "",
    port: "22",
    user: "root",
    way: "password",
    key: "",
    keys: [],
    password: "",
    sudoPassword: "",
    passphrase: "",
    jump: "",
    rest: {},
    ...known,
  };
}

/** One more host, which joins the first server; whoever signs in to the others most likely signs in to it alike. */
export function joiningHost(
  role: HostDraft["role"],
  hosts: readonly HostDraft[],
  station: string,
): HostDraft {
  const alike = hosts.filter((host) => host.role === role).length;
  return newHost(role, {
    name: `${station}-${role}-${alike + 1}`,
    user: hosts[0]?.user ?? "root",
  });
}

/**
 * The hosts with one of them in another role: behind the first server, whatever it becomes, as the first
 * makes the cluster. A name that was only proposed is proposed anew.
 */
export function inRole(
  hosts: readonly HostDraft[],
  host: HostDraft,
  role: HostDraft["role"],
  station: string,
): HostDraft[] {
  const others = hosts.filter(({ id }) => id !== host.id);
  const proposed = new RegExp(`^${station}-${host.role}-\\d+$`);
  const { name } = proposed.test(host.name)
    ? joiningHost(role, others, station)
    : host;
  return [...others, { ...host, role, name }];
}

/** The server that makes the cluster: it stays, and stays a server. */
export function isFirstServer(
  host: HostDraft,
  hosts: readonly HostDraft[],
): boolean {
  return host === hosts.find(({ role }) => role === "server");
}

export function hostDraftOf(host: StationHost): HostDraft {
  const { name, role, address, port, signIn, jump = "", ...rest } = host;
  return {
    ...newHost(role),
    id: `host-${name}`,
    name,
    address,
    port: String(port),
    user: signIn.user,
    way: signIn.key !== undefined ? "key" : signIn.agent ? "agent" : "password",
    key: signIn.key ?? "",
    keys: signIn.keys,
    jump,
    rest,
  };
}

/** As the station file has it. */
export function hostFields(draft: HostDraft): z.input<typeof StationHost> {
  const { role, way } = draft;
  return {
    ...draft.rest,
    name: draft.name.trim(),
    role,
    address: draft.address.trim(),
    port: Number(draft.port),
    ...(draft.jump === "" ? {} : { jump: draft.jump.trim() }),
    signIn: {
      user: draft.user.trim(),
      password: way === "password",
      ...(way === "key"
        ? { key: draft.key.trim(), keys: [...draft.keys] }
        : {}),
      agent: way === "agent",
    },
  };
}

/** What goes to main with the question to sign in, and nowhere else. */
export function secretsOf(draft: HostDraft): Secrets {
  const { way, password, sudoPassword, passphrase } = draft;
  return {
    host: draft.name.trim(),
    ...(way === "password" && password !== "" ? { password } : {}),
    ...(sudoPassword !== "" ? { sudoPassword } : {}),
    ...(way === "key" && passphrase !== "" ? { passphrase } : {}),
  };
}

/** What keeps the hosts from being used, per host and field. */
export function hostFaults(
  hosts: readonly HostDraft[],
): ReadonlyMap<string, Partial<Record<HostField, HostFault>>> {
  const seen = { name: new Set<string>(), address: new Set<string>() };
  return new Map(
    hosts.map((host) => {
      const faults = faultsOf(host);
      const name = host.name.trim();
      const address = `${host.address.trim()}:${host.port.trim()}`;
      if (faults.name === undefined && seen.name.has(name))
        faults.name = "twice";
      if (faults.address === undefined && seen.address.has(address))
        faults.address = "twice";
      seen.name.add(name);
      seen.address.add(address);
      return [host.id, faults];
    }),
  );
}

function faultsOf(host: HostDraft): Partial<Record<HostField, HostFault>> {
  const faults: Partial<Record<HostField, HostFault>> = {};
  const parsed = StationHost.safeParse(hostFields(host));
  for (const { path } of parsed.error?.issues ?? []) {
    const field = path.at(0) === "signIn" ? path.at(1) : path.at(0);
    if (isField(field)) faults[field] = faultOf(host, field);
  }
  if (host.port.trim() === "") faults.port = "missing";
  return faults;
}

function faultOf(host: HostDraft, field: HostField): HostFault {
  const value = host[field].trim();
  if (value === "") return "missing";
  if (field === "name" && value.length > 63) return "too-long";
  return field === "name" && value === "localhost" ? "localhost" : "shape";
}

const isField = (key: unknown): key is HostField =>
  ["name", "address", "port", "user", "key"].includes(String(key));
