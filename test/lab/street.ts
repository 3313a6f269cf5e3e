// A laptop and hosts behind one switch: a network namespace each, with addresses and network cards of
// their own, and real sshds. What it leaves out: nothing of the network but the kernels, which are one.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensurePackages } from "./packages.ts";
import { mustRun, run } from "./process.ts";

export interface StreetHost {
  readonly address: string;
  readonly space: string;
  readonly mac: string;
  /** Starts a program that listens in it; it ends with the street. */
  serve(command: readonly [string, ...string[]], port?: number): Promise<void>;
  /** A real sshd on port 22, or another; its key's fingerprint. */
  sshd(options?: {
    /** Makes another key where it was asked before. */
    key?: string;
    type?: string;
    config?: readonly string[];
    port?: number;
  }): Promise<{ fingerprint: string; keyFile: string; stop(): Promise<void> }>;
}

export interface Street {
  /** The command, as it runs on the laptop. */
  onLaptop(command: readonly string[]): [string, ...string[]];
  /** `echo: false` for a host that drops ICMP. */
  addHost(
    address: string,
    options?: { echo?: boolean; mac?: string },
  ): Promise<StreetHost>;
  /** Forgets who has which network card. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

const prefix = "fc-street-";
let streets = 0;

const removeLeftovers = () => {
  if (!existsSync("/run/netns")) return;
  for (const name of readdirSync("/run/netns")) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`))
      spawnSync("ip", ["netns", "delete", name]);
  }
};

/** `laptop` is its address with the network's prefix: "10.97.0.1/24". Needs root; `folder` gets keys. */
export const layStreet = async (
  folder: string,
  laptop: string,
): Promise<Street> => {
  await ensurePackages([
    "iproute2",
    "openssh-server",
    "openssh-client",
    "util-linux",
  ]);
  removeLeftovers();
  streets += 1;
  const [, bits = "24"] = laptop.split("/");
  const nameOf = (what: string) => `${prefix}${process.pid}-${streets}${what}`;
  const spaces: string[] = [];
  const children = new Set<ChildProcess>();
  mkdirSync(folder, { recursive: true });
  mkdirSync("/run/sshd", { recursive: true });
  const newSpace = async (what: string) => {
    const name = nameOf(what);
    await mustRun("ip", ["netns", "add", name]);
    spaces.push(name);
    await mustRun("ip", ["-n", name, "link", "set", "lo", "up"]);
    return name;
  };
  const wire = async (
    space: string,
    address: string,
    port: string,
    mac?: string,
  ) => {
    const ip = (...args: string[]) => mustRun("ip", args);
    // A host that has been on for a while has its link-local address; a new one asks first whether it is free.
    await ip(
      ...["netns", "exec", space, "sysctl", "-q", "-w"],
      "net.ipv6.conf.default.accept_dad=0",
    );
    await ip(
      ...[
        "link",
        "add",
        "eth0",
        "netns",
        space,
        ...(mac === undefined ? [] : ["address", mac]),
      ],
      ...["type", "veth", "peer", "name", port, "netns", middle],
    );
    await ip("-n", middle, "link", "set", port, "master", "switch", "up");
    await ip("-n", space, "address", "add", address, "dev", "eth0");
    await ip("-n", space, "link", "set", "eth0", "up");
  };
  const middle = await newSpace("s");
  await mustRun("ip", [
    "-n",
    middle,
    "link",
    "add",
    "switch",
    "type",
    "bridge",
  ]);
  await mustRun("ip", ["-n", middle, "link", "set", "switch", "up"]);
  const client = await newSpace("c");
  await wire(client, laptop, "laptop");

  const start = (space: string, command: readonly [string, ...string[]]) => {
    const child = spawn(
      "ip",
      ["netns", "exec", space, "setpriv", "--pdeathsig", "KILL", ...command],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    children.add(child);
    child.once("close", () => children.delete(child));
    return child;
  };
  const end = async (child: ChildProcess) => {
    if ((child.exitCode ?? child.signalCode) !== null) return;
    child.kill("SIGKILL");
    await once(child, "close");
  };

  let hosts = 0;
  return {
    onLaptop: (command) => ["ip", "netns", "exec", client, ...command],
    async addHost(address, { echo = true, mac } = {}) {
      hosts += 1;
      const at = join(folder, `host-${streets}-${hosts}`);
      mkdirSync(at, { mode: 0o700 });
      const space = await newSpace(`h${hosts}`);
      await wire(space, `${address}/${bits}`, `port${hosts}`, mac);
      if (!echo)
        await mustRun("ip", [
          ...["netns", "exec", space, "sysctl", "-q", "-w"],
          "net.ipv4.icmp_echo_ignore_all=1",
          "net.ipv6.icmp.echo_ignore_all=1",
        ]);
      const shown = await mustRun("ip", [
        "-n",
        space,
        "-json",
        "link",
        "show",
        "eth0",
      ]);
      return {
        address,
        space,
        mac: (JSON.parse(shown) as { address: string }[])[0]?.address ?? "",
        async serve(command, port = 22) {
          await untilListening(space, start(space, command), port);
        },
        async sshd({
          key = "key",
          type = "ed25519",
          config = [],
          port = 22,
        } = {}) {
          const file = join(at, key);
          if (!existsSync(file))
            await mustRun("ssh-keygen", [
              "-q",
              "-t",
              type,
              "-N",
              "",
              "-C",
              "street",
              "-f",
              file,
            ]);
          const settings = `${file}.config`;
          const lines = [
            ...config,
            `Port ${port}`,
            `HostKey ${file}`,
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "UseDNS no",
            "LogLevel FATAL",
          ];
          writeFileSync(settings, `${lines.join("\n")}\n`);
          const server = start(space, ["/usr/sbin/sshd", "-D", "-f", settings]);
          await untilListening(space, server, port);
          const print = await mustRun("ssh-keygen", ["-lf", `${file}.pub`]);
          return {
            fingerprint: /SHA256:\S+/.exec(print)?.[0] ?? "",
            keyFile: file,
            stop: () => end(server),
          };
        },
      };
    },
    async forget() {
      for (const space of spaces)
        await mustRun("ip", ["-n", space, "neigh", "flush", "all"]);
    },
    async close() {
      await Promise.all([...children].map(end));
      for (const space of spaces) await run("ip", ["netns", "delete", space]);
    },
  };

  async function untilListening(
    space: string,
    server: ChildProcess,
    port: number,
  ): Promise<void> {
    for (let tries = 0; !(await listens(space, port)); tries += 1) {
      if (server.exitCode !== null || tries > 800)
        throw new Error(`nothing listens on port ${port} of ${space}`);
      await sleep(25);
    }
  }

  async function listens(space: string, port: number): Promise<boolean> {
    const { stdout } = await run("ip", [
      "netns",
      "exec",
      space,
      "cat",
      "/proc/net/tcp",
    ]);
    const hex = port.toString(16).toUpperCase().padStart(4, "0");
    return new RegExp(`:${hex} 00000000:0000 0A`).test(stdout);
  }
};
