import type { Answered } from "../../../common/ipc/envelope.ts";
import type { ElectronApi, UtilityProcess } from "./electron-api.ts";
import type { FromEngine, ToEngine } from "./engine-messages.ts";

/** Milliseconds; an engine that has not left the hosts by then is ended. */
const patience = 10_000;
const stopped = { ok: false, bug: "the engine stopped" } as const;

/** The engine's process, which can be started anew after it crashed. */
export class Engine {
  readonly #fork: () => UtilityProcess;
  readonly #tell: (channel: string, data: unknown) => void;
  readonly #print: (html: string) => Promise<Uint8Array>;
  readonly #crashed: (code: number) => void;
  readonly #pending = new Map<number, (answered: Answered<unknown>) => void>();
  #lastId = 0;
  #process: UtilityProcess | undefined;
  #ended: (() => void) | undefined;

  constructor({
    electron,
    module,
    args,
    tell,
    print,
    crashed,
  }: {
    electron: Pick<ElectronApi, "utilityProcess">;
    /** The file of engine-process.ts. */
    module: string;
    args: readonly string[];
    tell: (channel: string, data: unknown) => void;
    /** A page of the engine's as a PDF. */
    print: (html: string) => Promise<Uint8Array>;
    /** It ended without being asked to; all questions were answered with a bug. */
    crashed: (code: number) => void;
  }) {
    this.#fork = () =>
      electron.utilityProcess.fork(module, args, {
        serviceName: "Forecourt engine",
        stdio: "inherit",
      });
    this.#tell = tell;
    this.#print = print;
    this.#crashed = crashed;
  }

  start(): void {
    const process = this.#fork();
    this.#process = process;
    process.on("message", (message) => {
      const told = message as FromEngine;
      if ("id" in told) {
        this.#pending.get(told.id)?.(told.answer);
        this.#pending.delete(told.id);
      } else if ("print" in told) void this.#printed(told.print, told.html);
      else this.#tell(told.channel, told.data);
    });
    process.on("exit", (code) => {
      this.#process = undefined;
      for (const resolve of this.#pending.values()) resolve(stopped);
      this.#pending.clear();
      if (this.#ended === undefined) this.#crashed(code);
      else this.#ended();
    });
  }

  /** Never rejects. */
  ask(channel: string, input: unknown): Promise<Answered<unknown>> {
    if (this.#process === undefined) return Promise.resolve(stopped);
    const id = (this.#lastId += 1);
    this.#post({ id, channel, input });
    return new Promise((resolve) => this.#pending.set(id, resolve));
  }

  /** Leaves the hosts, what runs there goes on, and ends the process. */
  async close(): Promise<void> {
    const process = this.#process;
    if (process === undefined) return;
    const ended = new Promise<void>((resolve) => (this.#ended = resolve));
    this.#post({ close: true });
    const timer = setTimeout(() => process.kill(), patience);
    await ended;
    clearTimeout(timer);
  }

  async #printed(print: number, html: string): Promise<void> {
    try {
      this.#post({ print, pdf: await this.#print(html) });
    } catch (error) {
      this.#post({ print, reason: (error as Error).message });
    }
  }

  #post(message: ToEngine): void {
    this.#process?.postMessage(message);
  }
}
