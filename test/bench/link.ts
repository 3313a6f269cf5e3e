// An emulated network link between two network namespaces of the benchmark's
// own, by a small bridge in user space: the kernel may have no sch_netem.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages, programPath } from "../lab/packages.ts";
import { mustRun } from "../lab/process.ts";
import { atEnd } from "./clean-up.ts";

export interface LinkQuality {
  /** Bits per second, in each direction. */
  readonly rate: number;
  /** Round trip in milliseconds, without queueing. */
  readonly rtt: number;
  /** Milliseconds that a packet may wait at the bottleneck before the next ones are dropped. */
  readonly queue: number;
  /** Share of packets lost at random, in each direction: 0.01 for 1 %. */
  readonly loss: number;
}

export interface Link {
  /** The host's address, reached from the client's namespace. */
  readonly address: string;
  /** The network namespace of the host. */
  readonly hostSpace: string;
  /** The command, run in the client's namespace. */
  inClient(command: readonly string[]): [string, ...string[]];
  /** What was carried, lost and dropped, in words. */
  close(): Promise<string>;
}

const prefix = "fc-bench-";
const clientAddress = "10.98.0.1";
const hostAddress = "10.98.0.2";

/** Namespaces of runs that were killed; their bridges have ended with them. */
const removeLeftovers = () => {
  if (!existsSync("/run/netns")) return;
  for (const name of readdirSync("/run/netns")) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`))
      spawnSync("ip", ["netns", "delete", name]);
  }
};

const addSpace = async (name: string): Promise<() => void> => {
  await mustRun("ip", ["netns", "add", name]);
  return atEnd(() => spawnSync("ip", ["netns", "delete", name]));
};

const setUpDevice = async (space: string, address: string) => {
  const ip = (...args: string[]) => mustRun("ip", ["-n", space, ...args]);
  await ip("address", "add", `${address}/30`, "dev", "bench0");
  await ip("link", "set", "bench0", "mtu", "1500", "up");
  await ip("link", "set", "lo", "up");
  // What a laptop sends with, whatever this machine prefers; by route, as the
  // setting is refused in a namespace where the machine does not list it as allowed.
  await ip(
    ...["route", "replace", "10.98.0.0/30", "dev", "bench0"],
    ...["src", address, "congctl", "cubic"],
  );
  // Nothing learnt from the run before.
  await mustRun("ip", [
    ...["netns", "exec", space, "sysctl", "-q", "-w"],
    "net.ipv4.tcp_no_metrics_save=1",
  ]);
};

const compileBridge = async (folder: string): Promise<string> => {
  if (programPath("gcc") === undefined)
    await ensurePackages(["gcc", "libc6-dev"]);
  const program = join(folder, "tun-bridge");
  if (!existsSync(program))
    await mustRun("gcc", [
      ...["-O2", "-Wall", "-o", program],
      new URL("tun-bridge.c", import.meta.url).pathname,
    ]);
  return program;
};

const startBridge = async (
  program: string,
  spaces: readonly string[],
  quality: LinkQuality,
) => {
  const bridge = spawn(
    program,
    [
      ...spaces.map((space) => `/run/netns/${space}`),
      String(Math.round(quality.rate / 8)),
      String(Math.round((quality.rtt * 1000) / 2)),
      String(Math.round(quality.queue * 1000)),
      String(Math.round(quality.loss * 1e6)),
    ],
    // Of its own group: it goes last, after those who talk over it.
    { stdio: ["ignore", "pipe", "inherit"], detached: true },
  );
  let said = "";
  bridge.stdout.setEncoding("utf8").on("data", (part) => (said += part));
  const stop = atEnd(() => bridge.kill("SIGTERM"));
  const ended = once(bridge, "close");
  while (!said.startsWith("ready")) {
    await Promise.race([once(bridge.stdout, "data"), ended]);
    if (bridge.exitCode !== null) throw new Error("the bridge did not start");
  }
  return async (): Promise<string> => {
    stop();
    await ended;
    return said.replace(/^ready\n/, "").trim();
  };
};

let links = 0;

/** Lays the link. Needs root; `folder` gets the compiled bridge. */
export const layLink = async (
  folder: string,
  quality: LinkQuality,
): Promise<Link> => {
  await ensurePackages(["iproute2", "procps"]);
  removeLeftovers();
  const program = await compileBridge(folder);
  links += 1;
  const client = `${prefix}${process.pid}-${links}c`;
  const host = `${prefix}${process.pid}-${links}h`;
  const removals = [await addSpace(client), await addSpace(host)];
  const stopBridge = await startBridge(program, [client, host], quality);
  await setUpDevice(client, clientAddress);
  await setUpDevice(host, hostAddress);
  return {
    address: hostAddress,
    hostSpace: host,
    inClient: (command) => ["ip", "netns", "exec", client, ...command],
    async close() {
      const words = await stopBridge();
      for (const remove of removals) remove();
      return words;
    },
  };
};
