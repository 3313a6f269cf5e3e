// A laptop of its own on the lab's switch: a network namespace with one cable and one address. What runs
// in it sees the lab's hosts and nothing else of this machine's networks.
import { chmodSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bridgeOf } from "./network.ts";
import { ensurePackages } from "./packages.ts";
import { mustRun, run } from "./process.ts";

export interface Laptop {
  readonly address: string;
  /** Put before a command to run it there. */
  readonly enter: readonly [string, ...string[]];
  /** A program that runs this one there. */
  wrapped(program: string): string;
  close(): Promise<void>;
}

const prefix = "fc-laptop-";

/** Spaces and cables of tests that were killed. */
const removeLeftovers = async () => {
  if (!existsSync("/run/netns")) return;
  for (const name of readdirSync("/run/netns")) {
    const pid = new RegExp(`^${prefix}(\\d+)$`).exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`))
      await run("ip", ["netns", "delete", name]);
  }
};

/** Plugs one in to the lab on this subnet ("10.99.7"); `folder` gets its wrappers. Needs root. */
export const plugInLaptop = async (
  net: string,
  folder: string,
): Promise<Laptop> => {
  await ensurePackages(["iproute2", "util-linux"]);
  await removeLeftovers();
  const space = `${prefix}${process.pid}`;
  const port = `fcl${process.pid}`;
  const address = `${net}.200`;
  const ip = (...args: string[]) => mustRun("ip", args);
  await ip("netns", "add", space);
  await ip("-n", space, "link", "set", "lo", "up");
  await ip(
    ...["link", "add", port, "type", "veth"],
    ...["peer", "name", "eth0", "netns", space],
  );
  await ip("link", "set", port, "master", bridgeOf(net), "up");
  await ip("-n", space, "address", "add", `${address}/24`, "dev", "eth0");
  await ip("-n", space, "link", "set", "eth0", "up");
  const enter = ["nsenter", `--net=/run/netns/${space}`, "--"] as const;
  return {
    address,
    enter: [...enter],
    wrapped(program) {
      const file = join(folder, `in-laptop-${program.replaceAll("/", "-")}`);
      writeFileSync(
        file,
        `#!/bin/sh\nexec ${enter.join(" ")} ${program} "$@"\n`,
      );
      chmodSync(file, 0o755);
      return file;
    },
    async close() {
      // Its end of the cable goes with it, and so the other.
      await run("ip", ["netns", "delete", space]);
    },
  };
};
