import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Controls } from "./control.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The real main/electron.ts over the stand-in, in a process of its own. */
export class StandinRun {
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;

  constructor(env: Record<string, string>) {
    this.#child = fork(at("../../main/electron.ts"), [], {
      execArgv: ["--import", at("./register.mjs")],
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.exited = new Promise((resolve) =>
      this.#child.once("exit", (code) => {
        for (const { reject } of this.#pending.values())
          reject(new Error("the program ended"));
        resolve(code);
      }),
    );
    this.#child.on("message", (message) => {
      const { id, value, error } = message as {
        id: number;
        value?: unknown;
        error?: string;
      };
      const waits = this.#pending.get(id);
      this.#pending.delete(id);
      if (error === undefined) waits?.resolve(value);
      else waits?.reject(new Error(error));
    });
  }

  async ask<N extends keyof Controls>(
    name: N,
    ...[input]: Parameters<Controls[N]>
  ): Promise<Awaited<ReturnType<Controls[N]>>> {
    const id = (this.#lastId += 1);
    const waits = Promise.withResolvers<unknown>();
    this.#pending.set(id, waits);
    this.#child.send({ id, name, input }, (error) => {
      if (error) waits.reject(error);
    });
    return (await waits.promise) as Awaited<ReturnType<Controls[N]>>;
  }

  /** Ends it, however far it is. */
  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5000);
    await this.exited;
    clearTimeout(timer);
  }
}
