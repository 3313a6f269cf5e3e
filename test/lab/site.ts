import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { LabHost } from "./lab.ts";

/** A station on hosts of the lab, as files: what a technician would bring along. */
export interface Site {
  readonly station: string;
  readonly secrets: string;
  /** FORECOURT_HOME of this site: its runs and pins. */
  readonly home: string;
}

export interface SiteOptions {
  readonly id?: string;
  /** Merged over the station file, for what a test wants otherwise. */
  readonly station?: Record<string, unknown>;
  /** Merged over each host. */
  readonly host?: Record<string, unknown>;
  /** So many of the first hosts are servers; usually one. */
  readonly servers?: number;
  readonly password?: string;
  readonly sudoPassword?: string;
}

/** Writes the station of these hosts into `folder`: servers first, the others are agents. */
export function writeSite(
  folder: string,
  hosts: readonly LabHost[],
  options: SiteOptions = {},
): Site {
  mkdirSync(folder, { recursive: true });
  const station = join(folder, "station.yaml");
  writeFileSync(
    station,
    stringify({
      id: options.id ?? "s-lab",
      name: "The lab",
      isolated: true,
      hosts: hosts.map((host, index) => ({
        name: host.name,
        role: index < (options.servers ?? 1) ? "server" : "agent",
        address: host.address,
        port: host.port,
        hostKey: host.hostKeys.ed25519,
        signIn: { user: host.user, password: true },
        ...options.host,
      })),
      docker: { users: [hosts[0]?.user ?? "tech"] },
      // The lab's machine may have cgroup v1.
      k3s: { allowCgroupV1: true },
      ...options.station,
    }),
  );
  const secrets = join(folder, "secrets.yaml");
  const password = options.password ?? hosts[0]?.password ?? "";
  writeFileSync(
    secrets,
    stringify({
      all: {
        password,
        ...(options.sudoPassword === undefined
          ? {}
          : { sudoPassword: options.sudoPassword }),
      },
    }),
  );
  chmodSync(secrets, 0o600);
  return { station, secrets, home: join(folder, "home") };
}
