import type { ElectronApi } from "./electron-api.ts";

/** Knows from what the engine tells whether a run is going, and keeps the machine awake meanwhile. */
export class RunWatch {
  readonly #blocker: ElectronApi["powerSaveBlocker"];
  #block: number | undefined;

  constructor({ powerSaveBlocker }: Pick<ElectronApi, "powerSaveBlocker">) {
    this.#blocker = powerSaveBlocker;
  }

  get going(): boolean {
    return this.#block !== undefined;
  }

  told(channel: string, data: unknown): void {
    if (channel !== "wizard.changed") return;
    const { run } = data as { run: { state: string } | null };
    if (run?.state !== "running") this.ended();
    else this.#block ??= this.#blocker.start("prevent-app-suspension");
  }

  /** Also when the engine is gone: nobody drives the run any more. */
  ended(): void {
    if (this.#block !== undefined) this.#blocker.stop(this.#block);
    this.#block = undefined;
  }
}
