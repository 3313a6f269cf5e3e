// The stand-in on "hosts" that are folders of this machine.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildStandin } from "../lab/k3s-standin/build.ts";
import { run, type Outcome } from "../lab/process.ts";

export const version = "v1.36.4+k3s1";
export const work = mkdtempSync(join(tmpdir(), "standin-test-"));
const running = new Set<ChildProcess>();
let k3s = "";

/** Before the first machine starts anything. */
export const prepare = async (): Promise<void> => {
  k3s = await buildStandin({ version });
};

/** Ends what still runs. */
export const cleanUp = (): void => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(work, { recursive: true, force: true });
};

/** The stand-in on a "host": a folder that is its /etc, /var and /run. */
export class Machine {
  readonly root: string;
  log = "";
  process: ChildProcess | undefined;

  constructor(name: string) {
    this.root = join(work, name);
    mkdirSync(join(this.root, "etc/rancher/k3s"), { recursive: true });
    writeFileSync(
      join(this.root, "routes"),
      "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\nlo\t00000000\t00000000\t0001\t0\t0\t0\t00000000\n",
    );
  }

  env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return {
      PATH: process.env["PATH"],
      STANDIN_ROOT: this.root,
      STANDIN_ROUTES: join(this.root, "routes"),
      STANDIN_CGROUP: "v2",
      STANDIN_HEARTBEAT_SECONDS: "0.3",
      STANDIN_GRACE_SECONDS: "2",
      ...more,
    };
  }

  path(name: string): string {
    return join(this.root, name);
  }

  start(args: readonly string[], more?: NodeJS.ProcessEnv): void {
    this.log = "";
    const child = spawn(k3s, args, {
      env: this.env(more),
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr.on("data", (part: Buffer) => (this.log += part.toString()));
    running.add(child);
    child.once("exit", () => running.delete(child));
    this.process = child;
  }

  async says(text: string): Promise<void> {
    for (let waited = 0; !this.log.includes(text); waited += 100) {
      if (waited > 30_000) throw new Error(`no "${text}" in:\n${this.log}`);
      await sleep(100);
    }
  }

  /** Runs to its end. */
  async k3s(
    args: readonly string[],
    more?: NodeJS.ProcessEnv,
  ): Promise<Outcome> {
    return await run(k3s, args, { env: this.env(more), timeout: 20_000 });
  }

  async stop(): Promise<void> {
    const child = this.process;
    if (child === undefined || !running.has(child)) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

export const until = async (is: () => Promise<boolean>): Promise<void> => {
  for (let waited = 0; !(await is()); waited += 200) {
    if (waited > 30_000) throw new Error("it never came true");
    await sleep(200);
  }
};
