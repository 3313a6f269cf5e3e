// One on-site server of the lab, and what may happen to one.
import { createConnection } from "node:net";
import { basename, dirname, join } from "node:path";
import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Engine } from "./engine.ts";
import { stateFolder, withLock } from "./folders.ts";
import { login } from "./host-image.ts";
import {
  creation,
  ensureIdentity,
  hostAddress,
  hostKeysOf,
  hostName,
  loginKey,
} from "./host-start.ts";
import { mustRun, type Outcome } from "./process.ts";
import { takeSnapshot, type Snapshot } from "./snapshot.ts";

/** Whether an SSH server greets there within a second. */
const greets = async (address: string, port: number): Promise<boolean> =>
  await new Promise((resolve) => {
    const socket = createConnection({ host: address, port, timeout: 1000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("data", (data) => end(data.toString().startsWith("SSH-")));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
    socket.once("close", () => end(false));
  });

export class LabHost {
  readonly number: number;
  readonly name: string;
  readonly address: string;
  readonly port = 22;
  readonly user = login.user;
  readonly password = login.password;
  /** Private key that logs `user` in. */
  readonly keyFile: string;
  /** Fingerprints as ssh shows them, "SHA256:…". The same after a reset. */
  readonly hostKeys: Record<"ed25519" | "ecdsa" | "rsa", string>;
  readonly #engine: Engine;
  readonly #image: string;

  private constructor(
    engine: Engine,
    image: string,
    number: number,
    keyFile: string,
  ) {
    this.#engine = engine;
    this.#image = image;
    this.number = number;
    this.name = hostName(number);
    this.address = hostAddress(engine.net, number);
    this.keyFile = keyFile;
    this.hostKeys = hostKeysOf(engine.net, number);
  }

  /** Host `number` as it stands, made where it is not there yet. Not waited for. */
  static async take(
    engine: Engine,
    image: string,
    number: number,
  ): Promise<LabHost> {
    if (!Number.isInteger(number) || number < 1 || number > 9)
      throw new Error(`the lab has hosts 1 to 9, not ${number}`);
    const keyFile = await loginKey(engine.net);
    const lock = join(stateFolder(engine.net), `host-${number}.lock`);
    return await withLock(lock, async () => {
      await ensureIdentity(engine.net, number);
      const host = new LabHost(engine, image, number, keyFile);
      const { label, madeOf } = creation(engine.net, number, image);
      const { stdout } = await engine.try([
        "container",
        "inspect",
        "--format",
        `{{index .Config.Labels "${label}"}}`,
        host.name,
      ]);
      if (stdout.trim() !== madeOf) await host.#create();
      return host;
    });
  }

  async #create(): Promise<void> {
    const { net } = this.#engine;
    await this.#engine.try(["rm", "--force", "--volumes", this.name]);
    await this.#engine.docker(...creation(net, this.number, this.#image).args);
    const identity = await ensureIdentity(net, this.number);
    await this.#engine.docker(
      "cp",
      "--archive",
      `${identity}/.`,
      `${this.name}:/`,
    );
    await this.#engine.docker("start", this.name);
  }

  /** "running", "exited", "paused", "created", … as docker says. */
  async state(): Promise<string> {
    const { stdout } = await this.#engine.try([
      ...["container", "inspect", "--format", "{{.State.Status}}", this.name],
    ]);
    return stdout.trim();
  }

  /**
   * Waits until sshd answers. A host that has gone down (it rebooted itself)
   * is started again, a frozen one thawed, a pulled cable plugged in.
   * Throws after two minutes.
   */
  async waitUp(): Promise<void> {
    const until = Date.now() + 120_000;
    while (Date.now() < until) {
      const state = await this.state();
      if (state === "paused") await this.thaw();
      else if (state !== "running")
        await this.#engine.docker("start", this.name);
      await this.#cable("up");
      for (let attempt = 0; attempt < 20; attempt += 1) {
        if (await greets(this.address, this.port)) return;
        await sleep(100);
      }
    }
    const { stdout } = await this.#engine.try([
      "logs",
      "--tail",
      "5",
      this.name,
    ]);
    throw new Error(
      `${this.name} (${this.address}) does not answer on port ${this.port}; it is ${await this.state()}. ${stdout}`,
    );
  }

  /** Waits until systemd has started everything. Returns its word: "running", or "degraded" where a unit failed. */
  async booted(): Promise<string> {
    for (let attempt = 0; ; attempt += 1) {
      const { stdout } = await this.exec(
        "timeout 120 systemctl is-system-running --wait 2>&1",
      );
      const word = stdout.trim();
      // At first there is nobody to ask yet.
      if (/^(running|degraded)$/.test(word) || attempt === 100) return word;
      await sleep(100);
    }
  }

  /** A shell command as root, past SSH. Exit code and output; never throws for a code. */
  async exec(command: string, input?: string | Buffer): Promise<Outcome> {
    return await this.#engine.try(
      ["exec", "--interactive", this.name, "/bin/sh", "-c", command],
      input === undefined ? {} : { input },
    );
  }

  /** Puts a local file there, as root's, mode 644; makes its folder. A path ending in "/" is a folder. */
  async put(localFile: string, remotePath: string): Promise<void> {
    const target = remotePath.endsWith("/")
      ? remotePath + basename(localFile)
      : remotePath;
    const { code, stderr } = await this.#engine.try(
      [
        ...["exec", "--interactive", this.name, "/bin/sh", "-c"],
        'mkdir -p "$1" && cat > "$2"',
        ...["sh", dirname(target), target],
      ],
      { inputFile: localFile },
    );
    if (code !== 0) throw new Error(`${this.name}: ${target}: ${stderr}`);
  }

  /** The content of a file; throws where it cannot be read. */
  async read(path: string): Promise<Buffer> {
    const { code, stdout, stderr } = await this.#engine.tryRaw([
      ...["exec", this.name, "cat", "--", path],
    ]);
    if (code !== 0) throw new Error(`${this.name}: ${stderr.trim()}`);
    return stdout;
  }

  /** Back to the clean state: a new disk, the same host keys. Waits until it answers. */
  async reset(): Promise<void> {
    const lock = join(stateFolder(this.#engine.net), `${this.name}.lock`);
    await withLock(lock, async () => {
      await this.#create();
    });
    await this.waitUp();
  }

  /** An orderly reboot. Waits until it answers. */
  async reboot(): Promise<void> {
    await this.#engine.docker("restart", this.name);
    await this.waitUp();
  }

  /** Off without a word, and on again. Waits until it answers. */
  async powerCut(): Promise<void> {
    await this.powerOff();
    await this.waitUp();
  }

  /** Off without a word; `waitUp` switches it on again. */
  async powerOff(): Promise<void> {
    await this.#engine.docker("kill", this.name);
  }

  async pullCable(): Promise<void> {
    await this.#cable("down");
  }

  async plugCable(): Promise<void> {
    await this.#cable("up");
  }

  /** On the machine's side of the pair: docker's own disconnect does not come back. */
  async #cable(state: "up" | "down"): Promise<void> {
    const { stdout } = await this.exec("cat /sys/class/net/eth0/iflink");
    const index = stdout.trim();
    const veth = readdirSync("/sys/class/net").find((name) => {
      try {
        return (
          readFileSync(`/sys/class/net/${name}/ifindex`, "utf8").trim() ===
          index
        );
      } catch {
        return false;
      }
    });
    if (index !== "" && veth !== undefined)
      await mustRun("ip", ["link", "set", veth, state]);
    else if (state === "down")
      throw new Error(`${this.name} has no cable to pull`);
  }

  /** Every process stands still; connections stay open and nothing answers. */
  async freeze(): Promise<void> {
    await this.#engine.docker("pause", this.name);
  }

  async thaw(): Promise<void> {
    await this.#engine.docker("unpause", this.name);
  }

  /** What the host is made of now, to compare with later. */
  async snapshot(): Promise<Snapshot> {
    await this.booted();
    return await takeSnapshot(async (script) => {
      const { code, stdout, stderr } = await this.exec(
        "exec /bin/sh -s",
        script,
      );
      if (code !== 0)
        throw new Error(`${this.name}: the snapshot failed: ${stderr}`);
      return stdout;
    });
  }
}
