// The lab: on-site servers to install on, on this machine.
import { ensureEngine, runningEngine, type Engine } from "./engine.ts";
import { LabHost } from "./host.ts";
import { ensureHostImage } from "./host-image.ts";
import { writeKnownHosts } from "./host-start.ts";

export type { LabHost } from "./host.ts";
export type { Snapshot } from "./snapshot.ts";
export { differences } from "./snapshot.ts";
export { labUnavailable } from "./packages.ts";

export class Lab {
  readonly engine: Engine;
  /** First three bytes of the subnet, as in "10.99.7". */
  readonly net: string;
  readonly #image: string;

  constructor(engine: Engine, image: string) {
    this.engine = engine;
    this.net = engine.net;
    this.#image = image;
  }

  /** Host 1 to 9, started where it does not run. Waits until its sshd answers. */
  async host(number: number): Promise<LabHost> {
    const host = await LabHost.take(this.engine, this.#image, number);
    writeKnownHosts(this.net);
    await host.waitUp();
    return host;
  }

  /** The numbers of the hosts there are, running or not. */
  async numbers(): Promise<number[]> {
    const names = await this.engine.docker(
      "ps",
      "--all",
      "--format={{.Names}}",
    );
    return names
      .split("\n")
      .filter((name) => /^host-\d$/.test(name))
      .map((name) => Number(name.slice(5)))
      .sort();
  }
}

/**
 * This machine's lab, set up where it is not: packages, engine, root tree. The
 * first time takes some minutes. Throws an Error that says why where the lab
 * cannot run.
 */
export const ensureLab = async (): Promise<Lab> => {
  const engine = await ensureEngine();
  return new Lab(engine, await ensureHostImage(engine));
};

/** This machine's lab where its engine runs; undefined where it does not. */
export const runningLab = async (): Promise<Lab | undefined> => {
  const engine = await runningEngine();
  return engine && new Lab(engine, await ensureHostImage(engine));
};
