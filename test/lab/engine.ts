// The lab's own Docker engine: its own data, socket and network, so that it
// disturbs no other engine of the machine. It outlives the process that starts
// it, and whoever asks next takes it up.
import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stateFolder, withLock } from "./folders.ts";
import { bridgeOf, deleteBridge, labNet } from "./network.ts";
import { ensurePackages, programPath } from "./packages.ts";
import {
  mustRun,
  run,
  runRaw,
  type Outcome,
  type RawOutcome,
  type RunOptions,
} from "./process.ts";

/** Name of the network inside the engine. */
export const networkName = "lab";

const pathsOf = (net: string) => {
  const folder = join(stateFolder(net), "engine");
  return {
    folder,
    data: join(folder, "data"),
    exec: join(folder, "exec"),
    socket: join(folder, "docker.sock"),
    pid: join(folder, "pid"),
    containerd: join(folder, "exec", "containerd", "containerd.pid"),
    log: join(folder, "log"),
    config: join(folder, "daemon.json"),
  };
};

/** What the lab's containers are kept under in containerd. */
const namespaceOf = (net: string): string =>
  `forecourt-${net.replaceAll(".", "-")}`;

const isAlive = (pid: number, word: string): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(word);
  } catch {
    return false;
  }
};

/** The pid in a file, where that process lives and is the one meant: pids come back after a reboot. */
const livingPid = (file: string, word: string): number | undefined => {
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8"));
  return pid > 0 && isAlive(pid, word) ? pid : undefined;
};

export class Engine {
  readonly net: string;
  readonly socket: string;

  constructor(net: string) {
    this.net = net;
    this.socket = pathsOf(net).socket;
  }

  #client(args: readonly string[], options: RunOptions) {
    const env = { ...(options.env ?? process.env) };
    // The machine's own settings for another engine must not reach this one.
    for (const name of Object.keys(env))
      if (name.startsWith("DOCKER_")) Reflect.deleteProperty(env, name);
    return [
      programPath("docker") ?? "docker",
      ["--host", `unix://${this.socket}`, ...args],
      { ...options, env },
    ] as const;
  }

  /** The docker command on the lab's engine, whatever its end. */
  async try(
    args: readonly string[],
    options: RunOptions = {},
  ): Promise<Outcome> {
    return await run(...this.#client(args, options));
  }

  async tryRaw(
    args: readonly string[],
    options: RunOptions = {},
  ): Promise<RawOutcome> {
    return await runRaw(...this.#client(args, options));
  }

  /** The docker command on the lab's engine; throws where it fails. Returns stdout. */
  async docker(...args: readonly string[]): Promise<string> {
    return await mustRun(...this.#client(args, {}));
  }
}

const answers = async (engine: Engine): Promise<boolean> =>
  (await engine.try(["version"], { timeout: 10_000 })).code === 0;

const start = async (net: string): Promise<void> => {
  const paths = pathsOf(net);
  mkdirSync(paths.folder, { recursive: true });
  rmSync(paths.pid, { force: true });
  rmSync(paths.socket, { force: true });
  // Dockerd would wait in vain for a containerd that ended and was not reaped.
  if (livingPid(paths.containerd, "containerd") === undefined)
    rmSync(paths.containerd, { force: true });
  await deleteBridge(net);
  const namespace = namespaceOf(net);
  writeFileSync(paths.config, "{}\n");
  const log = openSync(paths.log, "w", 0o600);
  const child = spawn(
    programPath("dockerd") ?? "dockerd",
    [
      ...["--data-root", paths.data, "--exec-root", paths.exec],
      ...["--host", `unix://${paths.socket}`, "--pidfile", paths.pid],
      // On a machine with a containerd of its own dockerd takes that one.
      ...["--containerd-namespace", namespace],
      ...["--containerd-plugins-namespace", `${namespace}-plugins`],
      // Nothing of the machine's own network is altered.
      ...["--iptables=false", "--ip-forward=false", "--ip-masq=false"],
      ...["--bridge=none", "--userland-proxy=false"],
      // Not the machine's /etc/docker/daemon.json.
      ...["--config-file", paths.config],
    ],
    { detached: true, stdio: ["ignore", log, log], cwd: paths.folder },
  );
  closeSync(log);
  let ended = false;
  child.once("exit", () => (ended = true));
  child.once("error", () => (ended = true));
  child.unref();
  const engine = new Engine(net);
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (existsSync(paths.socket) && (await answers(engine))) return;
    if (ended) break;
    await sleep(100);
  }
  throw new Error(
    `the lab's docker engine does not start: ${readFileSync(paths.log, "utf8").trim().slice(-1500)}`,
  );
};

const ensureNetwork = async (engine: Engine): Promise<void> => {
  const { code } = await engine.try(["network", "inspect", networkName]);
  const bridge = bridgeOf(engine.net);
  if (code === 0 && existsSync(`/sys/class/net/${bridge}`)) return;
  if (code === 0) {
    // Someone took the bridge away under a living engine: hosts on it are lost.
    const hosts = await engine.docker("ps", "--all", "--quiet");
    const ids = hosts.split("\n").filter((id) => id !== "");
    if (ids.length > 0)
      await engine.docker("rm", "--force", "--volumes", ...ids);
    await engine.docker("network", "rm", networkName);
  }
  await deleteBridge(engine.net);
  await engine.docker(
    ...["network", "create", "--driver", "bridge", "--internal"],
    ...["--opt", `com.docker.network.bridge.name=${bridge}`],
    ...["--subnet", `${engine.net}.0/24`, "--gateway", `${engine.net}.1`],
    networkName,
  );
};

const lockOf = (net: string): string => join(stateFolder(net), "engine.lock");

/** Takes up this machine's lab engine, or installs and starts it. */
export const ensureEngine = async (): Promise<Engine> => {
  await ensurePackages(["iproute2", "openssh-client"]);
  if (programPath("dockerd") === undefined) await ensurePackages(["docker.io"]);
  // Newer Debian has the client in a package of its own.
  if (programPath("docker") === undefined) await ensurePackages(["docker-cli"]);
  const net = await labNet();
  const engine = new Engine(net);
  await withLock(lockOf(net), async () => {
    const { pid } = pathsOf(net);
    const living = livingPid(pid, "dockerd");
    if (living === undefined || !(await answers(engine))) {
      if (living !== undefined) await endProcess(living, "dockerd");
      await start(net);
    }
    await ensureNetwork(engine);
  });
  return engine;
};

/** The engine where it runs; undefined where it does not. Changes nothing. */
export const runningEngine = async (): Promise<Engine | undefined> => {
  const net = await labNet();
  if (livingPid(pathsOf(net).pid, "dockerd") === undefined) return undefined;
  const engine = new Engine(net);
  return (await answers(engine)) ? engine : undefined;
};

const endProcess = async (pid: number, word: string): Promise<void> => {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (!isAlive(pid, word)) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < 30_000; waited += 100) {
      if (!isAlive(pid, word)) return;
      await sleep(100);
    }
  }
};

/** Whether hosts run on after their engine was killed: each has a keeper. */
const hasOrphans = (net: string): boolean =>
  readdirSync("/proc").some(
    (name) =>
      /^\d+$/.test(name) &&
      isAlive(Number(name), "containerd-shim") &&
      isAlive(Number(name), `\0${namespaceOf(net)}\0`),
  );

/** Deepest first. */
const mountsBelow = (folder: string): string[] =>
  readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "")
    .filter((point) => point.startsWith(`${folder}/`))
    .reverse();

/** Ends the hosts, the engine and its containerd, and takes the bridge away. Caches and keys stay. */
export const stopEngine = async (): Promise<void> => {
  const net = await labNet();
  const paths = pathsOf(net);
  await withLock(lockOf(net), async () => {
    // Only an engine can end hosts properly.
    if (livingPid(paths.pid, "dockerd") === undefined && hasOrphans(net))
      await start(net);
    const dockerd = livingPid(paths.pid, "dockerd");
    if (dockerd !== undefined) {
      const engine = new Engine(net);
      const { stdout } = await engine.try(["ps", "--all", "--quiet"]);
      const ids = stdout.split("\n").filter((id) => id !== "");
      if (ids.length > 0)
        await engine.try(["rm", "--force", "--volumes", ...ids]);
      await engine.try(["network", "rm", networkName]);
      await endProcess(dockerd, "dockerd");
    }
    const containerd = livingPid(paths.containerd, "containerd");
    if (containerd !== undefined) await endProcess(containerd, "containerd");
    // A killed engine leaves these; its folder could not be removed.
    for (const point of mountsBelow(paths.folder))
      await run("umount", ["--lazy", point]);
    rmSync(paths.pid, { force: true });
    rmSync(paths.socket, { force: true });
    await deleteBridge(net);
  });
};
