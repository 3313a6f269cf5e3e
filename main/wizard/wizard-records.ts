import type { Handlers } from "../../common/ipc/faces.ts";
import { failed } from "../../common/model/failure.ts";
import { openLaptopKey } from "../adapters/files/laptop-key.ts";
import { writeNewFile } from "../adapters/files/new-file.ts";
import type { RunStore } from "../adapters/files/run-store.ts";
import type { Redactor } from "../logs/redactor.ts";
import { askCluster } from "../station/ask-cluster.ts";
import { gatherExport, type GatheredExport } from "../station/gather-export.ts";
import {
  makeReport,
  type PrintPage,
  reportedRun,
} from "../station/make-report.ts";
import { exportPath, saveExport } from "../station/save-export.ts";
import { readLines } from "./read-lines.ts";
import type { SignedInStation } from "./signed-in-station.ts";
import type { WizardState } from "./wizard-state.ts";

/** What leaves the laptop: put together, looked at, saved. One at a time. */
export class WizardRecords {
  readonly handlers: Handlers["records"];
  #gathered: GatheredExport | undefined;
  #stop = new AbortController();

  constructor(
    state: WizardState,
    folder: string,
    runs: RunStore,
    signedIn: SignedInStation,
    redactor: Redactor,
    print: PrintPage,
  ) {
    const theRun = () => {
      const run = state.now.run?.run ?? state.now.unfinished?.run;
      if (run === undefined) throw failed("run-unknown", { data: { run: "" } });
      return runs.find(run);
    };
    const gathered = () => {
      if (this.#gathered === undefined) throw failed("aborted");
      return this.#gathered;
    };
    // While a run is going its hosts have other things to do.
    const askedNow = async () =>
      state.now.hosts.length === 0 || state.now.run?.state === "running"
        ? undefined
        : askCluster(signedIn.opened());
    this.handlers = {
      gather: async ({ hosts, language }) => {
        await this.close();
        const stop = (this.#stop = new AbortController());
        const made = await gatherExport({
          run: await theRun(),
          redactor,
          language,
          state: folder,
          signal: stop.signal,
          ...(hosts
            ? {
                // Only where somebody is signed in: the wizard has no passwords to sign in with anew.
                reach: (host) => Promise.resolve(signedInHost(signedIn, host)),
              }
            : {}),
        });
        if (stop.signal.aborted) {
          await made.close();
          throw failed("aborted");
        }
        this.#gathered = made;
        return {
          files: made.parts.map(({ path, size }) => ({ path, size })),
          missing: made.head.missing,
        };
      },
      read: ({ path, from, search }) => {
        const part = gathered().parts.find((each) => each.path === path);
        if (part === undefined)
          throw failed("file-unreadable", { data: { path, reason: "?" } });
        return readLines(part.open(), from, search);
      },
      save: async ({ folder: into }) => {
        const made = gathered();
        const path = exportPath(made.head, into);
        await saveExport(made, path, openLaptopKey(folder), {
          signal: this.#stop.signal,
        });
        return { path };
      },
      report: async ({ folder: into, kind, language }) => {
        const run = await theRun();
        const path = exportPath(run, into).replace(/\.zip$/, `.${kind}`);
        const report = await makeReport(await reportedRun(runs, run), {
          language,
          cluster: await askedNow(),
          key: openLaptopKey(folder),
          print: kind === "pdf" ? print : undefined,
        });
        await writeNewFile(path, report);
        return { path };
      },
      close: async () => {
        await this.close();
        return null;
      },
    };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    const gathered = this.#gathered;
    this.#gathered = undefined;
    await gathered?.close();
  }
}

function signedInHost(signedIn: SignedInStation, { name }: { name: string }) {
  const host = signedIn.known(name);
  if (host === undefined) throw failed("signed-out", { host: name });
  // It is the run's connection, and stays.
  return { remote: host.remote, leave: () => Promise.resolve() };
}
