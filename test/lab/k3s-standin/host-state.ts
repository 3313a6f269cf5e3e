// What K3s asks of the host before it starts: a default route, an address, cgroups, a usable name, a clock.
import { existsSync, readFileSync } from "node:fs";
import { hostname, networkInterfaces } from "node:os";
import { Fatal, log } from "./log.ts";
import type { Options } from "./options.ts";
import { minorOf, version } from "./version.ts";

const namePattern =
  "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

/** The node's name; Fatal where Kubernetes would not have it. */
export const nodeName = (options: Options): string => {
  const name = options.text("node-name") ?? hostname().toLowerCase();
  if (name.length > 253 || !new RegExp(`^${namePattern}$`).test(name))
    throw new Fatal(
      `node name "${name}" is invalid: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (regex used for validation is '${namePattern}')`,
    );
  return name;
};

/** Names of the interfaces that default routes use, lowest metric first. */
const defaultRouteDevices = (): string[] => {
  const file = process.env["STANDIN_ROUTES"] ?? "/proc/net/route";
  const rows = existsSync(file)
    ? readFileSync(file, "utf8").split("\n").slice(1)
    : [];
  return rows
    .map((row) => row.split(/\s+/))
    .filter(
      ([, target, , , , , , mask]) =>
        target === "00000000" && mask === "00000000",
    )
    .sort((a, b) => Number(a[6]) - Number(b[6]))
    .map(([device]) => device ?? "");
};

const ipv4Of = (device: string): string | undefined =>
  networkInterfaces()[device]?.find(
    ({ family, address }) =>
      family === "IPv4" && !/^(169\.254|127|22[4-9]|23\d)\./.test(address),
  )?.address;

/** The node's address. A default route is needed even where the address is given. Throws Fatal. */
export const nodeAddress = (options: Options): string => {
  const devices = defaultRouteDevices();
  if (devices.length === 0)
    throw new Fatal(
      'no default routes found in "/proc/net/route" or "/proc/net/ipv6_route"',
    );
  const [given] = options.list("node-ip");
  if (given !== undefined) return given;
  const wanted = options.text("flannel-iface");
  if (wanted !== undefined) {
    const address = ipv4Of(wanted);
    if (address === undefined)
      throw new Fatal(`unable to find an IP for flannel interface ${wanted}`);
    return address;
  }
  for (const device of devices) {
    const address = ipv4Of(device);
    if (address !== undefined) return address;
  }
  throw new Fatal("unable to select an IP from default routes");
};

/** Kubernetes 1.35 and newer do not run on cgroup v1 unless the kubelet is told to. Throws Fatal. */
export const checkCgroups = (options: Options): void => {
  const v2 =
    process.env["STANDIN_CGROUP"] === undefined
      ? existsSync("/sys/fs/cgroup/cgroup.controllers")
      : process.env["STANDIN_CGROUP"] === "v2";
  if (v2 || minorOf(version) < 35) return;
  if (options.list("kubelet-arg").includes("fail-cgroupv1=false")) {
    log("warning", "cgroup v1 detected: support for it is in maintenance mode");
    return;
  }
  throw new Fatal(
    "kubelet exited: failed to validate kubelet configuration: kubelet is configured to not run on a host using cgroup v1. cgroup v1 support is unsupported and will be removed in a future release",
  );
};

/** A host without a battery for its clock stands in 1970. Throws Fatal. */
export const checkClock = (): void => {
  const now = new Date();
  if (now.getUTCFullYear() < 2020)
    throw new Fatal(`server time isn't set properly: ${now.toISOString()}`);
};
