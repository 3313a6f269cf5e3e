// Command line, K3S_* environment and config files of `k3s server` and `k3s agent`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { Fatal, log, reasonOf } from "./log.ts";
import { defaultConfigFile, readIfThere } from "./paths.ts";

type Kind = "text" | "switch" | "list";
export type Role = "server" | "agent";

const both: Record<string, Kind> = {
  config: "text",
  server: "text",
  token: "text",
  "token-file": "text",
  "data-dir": "text",
  "node-name": "text",
  "with-node-id": "switch",
  "node-ip": "list",
  "node-external-ip": "list",
  "node-label": "list",
  "node-taint": "list",
  "kubelet-arg": "list",
  "kube-proxy-arg": "list",
  "resolv-conf": "text",
  "flannel-iface": "text",
  "pause-image": "text",
  snapshotter: "text",
  "private-registry": "text",
  "container-runtime-endpoint": "text",
  docker: "switch",
  selinux: "switch",
  "prefer-bundled-bin": "switch",
  "protect-kernel-defaults": "switch",
  debug: "switch",
  v: "text",
  log: "text",
  "lb-server-port": "text",
  rootless: "switch",
  "disable-default-registry-endpoint": "switch",
};

const serverOnly: Record<string, Kind> = {
  "agent-token": "text",
  "agent-token-file": "text",
  "tls-san": "list",
  "tls-san-security": "switch",
  "bind-address": "text",
  "advertise-address": "text",
  "advertise-port": "text",
  "https-listen-port": "text",
  "write-kubeconfig": "text",
  "write-kubeconfig-mode": "text",
  "write-kubeconfig-group": "text",
  disable: "list",
  "disable-kube-proxy": "switch",
  "disable-network-policy": "switch",
  "disable-helm-controller": "switch",
  "disable-cloud-controller": "switch",
  "cluster-cidr": "list",
  "service-cidr": "list",
  "service-node-port-range": "text",
  "cluster-dns": "list",
  "cluster-domain": "text",
  "cluster-init": "switch",
  "flannel-backend": "text",
  "secrets-encryption": "switch",
  "system-default-registry": "text",
  "embedded-registry": "switch",
  "default-local-storage-path": "text",
  "kube-apiserver-arg": "list",
  "kube-controller-manager-arg": "list",
  "kube-scheduler-arg": "list",
  "etcd-arg": "list",
  "etcd-expose-metrics": "switch",
};

const short: Record<string, string> = {
  s: "server",
  t: "token",
  c: "config",
  d: "data-dir",
  o: "write-kubeconfig",
  l: "log",
};

const environment: Record<string, string> = {
  K3S_URL: "server",
  K3S_TOKEN: "token",
  K3S_TOKEN_FILE: "token-file",
  K3S_AGENT_TOKEN: "agent-token",
  K3S_DATA_DIR: "data-dir",
  K3S_NODE_NAME: "node-name",
  K3S_KUBECONFIG_OUTPUT: "write-kubeconfig",
  K3S_KUBECONFIG_MODE: "write-kubeconfig-mode",
  K3S_CLUSTER_INIT: "cluster-init",
  K3S_RESOLV_CONF: "resolv-conf",
  K3S_SELINUX: "selinux",
};

export interface Options {
  text(name: string): string | undefined;
  list(name: string): string[];
  on(name: string): boolean;
}

const known = (role: Role): Record<string, Kind> =>
  role === "server" ? { ...both, ...serverOnly } : both;

/** Throws Fatal with Go's words for an unknown flag or one without its value. */
const fromCommandLine = (
  role: Role,
  args: readonly string[],
): Map<string, string[]> => {
  const flags = known(role);
  const found = new Map<string, string[]>();
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? "";
    const match = /^--?([^=]+)(?:=([^]*))?$/.exec(word);
    if (match === null) continue;
    const given = match[1] ?? "";
    const name = short[given] ?? given;
    const kind = flags[name];
    if (kind === undefined)
      throw new Fatal(`flag provided but not defined: -${given}`);
    let value = match[2];
    if (value === undefined && kind === "switch") value = "true";
    if (value === undefined) {
      index += 1;
      value = args[index];
    }
    if (value === undefined)
      throw new Fatal(`flag needs an argument: -${given}`);
    const before = kind === "list" ? (found.get(name) ?? []) : [];
    found.set(name, [
      ...before,
      ...(kind === "list" ? value.split(",") : [value]),
    ]);
  }
  return found;
};

const configFiles = (first: string): string[] => {
  let later: string[] = [];
  try {
    later = readdirSync(`${first}.d`)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(`${first}.d`, name));
  } catch {
    // No folder beside it: only the one file.
  }
  return [first, ...later];
};

const fromFiles = (role: Role, first: string): Map<string, string[]> => {
  const flags = known(role);
  const found = new Map<string, string[]>();
  for (const file of configFiles(first)) {
    const content = readIfThere(file);
    if (content === undefined) continue;
    let entries: unknown;
    try {
      entries = parse(content);
    } catch (error) {
      throw new Fatal(
        `failed to read config ${file}: yaml: ${reasonOf(error)}`,
      );
    }
    if (entries === null || entries === undefined) continue;
    if (typeof entries !== "object" || Array.isArray(entries))
      throw new Fatal(`failed to read config ${file}: yaml: not a mapping`);
    for (const [key, raw] of Object.entries(entries)) {
      const append = key.endsWith("+");
      const name = append ? key.slice(0, -1) : key;
      if (flags[name] === undefined) {
        log("warning", `Unknown flag --${name} found in config.yaml, skipping`);
        continue;
      }
      const values = (Array.isArray(raw) ? raw : [raw]).map(String);
      found.set(
        name,
        append ? [...(found.get(name) ?? []), ...values] : values,
      );
    }
  }
  return found;
};

const fromEnvironment = (role: Role): Map<string, string[]> => {
  const flags = known(role);
  const found = new Map<string, string[]>();
  for (const [variable, name] of Object.entries(environment)) {
    const value = process.env[variable];
    if (value !== undefined && value !== "" && flags[name] !== undefined)
      found.set(name, [value]);
  }
  return found;
};

/** The command line beats the files, and these beat the environment. Throws Fatal. */
export const readOptions = (role: Role, args: readonly string[]): Options => {
  const line = fromCommandLine(role, args);
  const file =
    line.get("config")?.at(-1) ??
    process.env["K3S_CONFIG_FILE"] ??
    defaultConfigFile;
  const all = new Map([
    ...fromEnvironment(role),
    ...fromFiles(role, file),
    ...line,
  ]);
  return {
    text: (name) => all.get(name)?.at(-1),
    list: (name) =>
      (all.get(name) ?? [])
        .flatMap((value) => value.split(","))
        .filter(Boolean),
    on: (name) => /^(true|1)$/i.test(all.get(name)?.at(-1) ?? "false"),
  };
};
