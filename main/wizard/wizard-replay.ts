import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import type { Handlers } from "../../common/ipc/faces.ts";
import { failed } from "../../common/model/failure.ts";
import { openExport, type OpenedExport } from "../logs/export/open-export.ts";
import { ReplayedOutput } from "./replayed-output.ts";
import type { WizardState } from "./wizard-state.ts";

/** A run of the lab that comes with the program. */
export const practiceFile = fileURLToPath(
  new URL("../../resources/practice.zip", import.meta.url),
);

/** Bytes of the packed journal that are answered at once. */
const most = 1024 * 1024;
const pack = promisify(deflateRaw);

/** An exported run that is looked at. Nothing in it reaches a host: there is none. */
export class WizardReplay {
  readonly handlers: Handlers["replay"];
  readonly #state: WizardState;
  #opened: OpenedExport | undefined;
  /** Packed: on its way to the page it is the size that counts. */
  #journal = Buffer.alloc(0);
  #outputs = new Map<string, Promise<ReplayedOutput>>();

  constructor(state: WizardState) {
    this.#state = state;
    const opened = () => {
      if (this.#opened === undefined) throw failed("aborted");
      return this.#opened;
    };
    this.handlers = {
      open: async ({ path }) => {
        await this.#open(path, false);
        return null;
      },
      practice: async () => {
        await this.#open(practiceFile, true);
        return null;
      },
      close: () => {
        this.close();
        return Promise.resolve(null);
      },
      journal: ({ from }) => {
        opened();
        const end = Math.min(this.#journal.length, from + most);
        return Promise.resolve({
          bytes: this.#journal.subarray(from, end).toString("base64"),
          next: end < this.#journal.length ? end : null,
        });
      },
      output: async ({ host, from, until }) => {
        const run = opened();
        let output = this.#outputs.get(host);
        if (output === undefined) {
          output = run
            .transcript(host)
            .then((bytes) => ReplayedOutput.read(bytes));
          this.#outputs.set(host, output);
        }
        const { bytes, ...rest } = (await output).until(until, from);
        return { ...rest, bytes: bytes.toString("base64") };
      },
    };
  }

  close(): void {
    this.#opened?.close();
    this.#opened = undefined;
    this.#journal = Buffer.alloc(0);
    this.#outputs = new Map();
    if (this.#state.now.replay !== null) this.#state.change({ replay: null });
  }

  async #open(path: string, practice: boolean): Promise<void> {
    const { run } = this.#state.now;
    // Who watches a run must not take another for it.
    if (run?.state === "running")
      throw failed("run-busy", { data: { run: run.run } });
    const opened = await openExport(path);
    const journal = await pack(opened.journal, { level: 1 });
    this.close();
    this.#opened = opened;
    this.#journal = journal;
    this.#state.change({
      replay: {
        path,
        practice,
        signer: opened.signer,
        run: opened.manifest.run,
        station: opened.manifest.station,
        events: opened.events.length,
        record: opened.record ?? null,
      },
    });
  }
}
