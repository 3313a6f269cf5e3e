import type { Teller } from "../../common/ipc/faces.ts";
import {
  isRegistration,
  type RunEvent,
  type RunKind,
} from "../../common/model/events.ts";
import { failed, failureOf } from "../../common/model/failure.ts";
import type { RunFolder, RunStore } from "../adapters/files/run-store.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import type { RunResult } from "../engine/runner.ts";
import { readJournal } from "../logs/journal.ts";
import type { Redactor } from "../logs/redactor.ts";
import { openTranscripts } from "../logs/transcript.ts";
import { decisionsIn } from "../station/decisions.ts";
import {
  refuseUnfit,
  verifyBundleFor,
  type OpenStation,
} from "../station/open-station.ts";
import { runInFolder } from "../station/run-in-folder.ts";
import { planOf, stationSteps } from "../steps/station-steps.ts";
import { HostTerminals } from "./host-terminals.ts";
import type { SignedInStation } from "./signed-in-station.ts";
import type { WizardState } from "./wizard-state.ts";

/** The one run of the wizard: started, told, stopped. */
export class WizardRun {
  readonly #state: WizardState;
  readonly #signedIn: SignedInStation;
  readonly #runs: RunStore;
  readonly #redactor: Redactor;
  readonly #tell: Teller;
  #events: RunEvent[] = [];
  #terminals: HostTerminals | undefined;
  #stop = new AbortController();
  #going: Promise<void> = Promise.resolve();
  /** Asked before the end of a run is told. */
  ended:
    | ((kind: RunKind, outcome: RunResult["outcome"]) => Promise<void>)
    | undefined;

  constructor(
    state: WizardState,
    signedIn: SignedInStation,
    runs: RunStore,
    redactor: Redactor,
    tell: Teller,
  ) {
    this.#state = state;
    this.#signedIn = signedIn;
    this.#runs = runs;
    this.#redactor = redactor;
    this.#tell = tell;
  }

  /** Resolves once it goes; how it ends is told by its events. */
  async start(kind: RunKind): Promise<void> {
    this.#idle();
    const opened = this.#openedFor(kind);
    await this.#go(
      opened,
      kind,
      await this.#runs.create(opened.work.station.id),
      [],
    );
  }

  /** A new run, or the one of this kind that did not end in a session before. */
  begin(kind: RunKind): Promise<void> {
    return this.#state.now.unfinished?.kind === kind
      ? this.resume()
      : this.start(kind);
  }

  /** Goes on with the run that did not end, of this session or of one before. */
  async resume(): Promise<void> {
    this.#idle();
    const { id } = this.#signedIn.opened().work.station;
    const unfinished = await this.#runs.latestUnfinished(id);
    if (unfinished === undefined)
      throw failed("run-unknown", { data: { run: id } });
    const folder = await this.#runs.open(id, unfinished.run);
    const { events } = await readJournal(folder.folder);
    // As it was begun: what was accepted then, and what its plan mends.
    const opened = this.#signedIn.openedWith(
      unfinished.kind,
      decisionsIn(events),
    );
    refuseUnfit(opened);
    await this.#go(opened, unfinished.kind, folder, events);
  }

  stop(): void {
    this.#stop.abort(failed("aborted"));
  }

  events(after: number): RunEvent[] {
    return this.#events.filter(({ seq }) => seq > after);
  }

  terminal(host: string, from: number) {
    return (
      this.#terminals?.read(host, from) ?? {
        from,
        bytes: Buffer.alloc(0),
        end: 0,
      }
    );
  }

  async close(): Promise<void> {
    this.stop();
    await this.#going;
    this.#terminals?.close();
  }

  #idle(): void {
    const { run } = this.#state.now;
    if (run?.state === "running")
      throw failed("run-busy", { data: { run: run.run } });
  }

  #openedFor(kind: RunKind): OpenStation {
    const opened = this.#signedIn.opened();
    if (kind === "install") {
      if (this.#state.now.plan === null) throw failed("aborted");
      return opened;
    }
    const work = { ...opened.work, kind };
    const steps = stationSteps(work);
    return { ...opened, work, steps, plan: planOf(work, steps) };
  }

  async #go(
    opened: OpenStation,
    kind: RunKind,
    folder: RunFolder,
    past: readonly RunEvent[],
  ): Promise<void> {
    const stop = (this.#stop = new AbortController());
    try {
      if (kind === "install")
        await verifyBundleFor(opened.work.bundle, opened.hosts, stop.signal);
    } catch (error) {
      await folder.discardIfEmpty();
      throw error;
    }
    this.#terminals?.close();
    const terminals = (this.#terminals = new HostTerminals(
      folder.folder,
      this.#redactor,
      (host, end) => this.#tell.terminal.grown({ host, end }),
    ));
    const transcripts = openTranscripts(folder.folder, {
      redactor: this.#redactor,
      clock: systemClock,
    });
    this.#signedIn.hear = (host, chunk) => {
      transcripts.write(host, chunk);
      terminals.write(host, chunk);
    };
    this.#events = [...past];
    const summary = { run: folder.run, kind, state: "running" as const };
    this.#state.change({
      run: { ...summary, seq: past.length },
      unfinished: null,
      // The plan of the installation stays to be read.
      ...(isRegistration(kind) ? {} : { plan: opened.plan }),
    });
    const onEvent = (event: RunEvent) => {
      this.#events.push(event);
      this.#tell.run.event(event);
    };
    this.#going = runInFolder(opened, folder, {
      kind,
      redactor: this.#redactor,
      signal: stop.signal,
      onEvent,
    })
      .then(async ({ outcome, failure }) => {
        await this.ended?.(kind, outcome);
        this.#state.change({
          run: { ...summary, state: outcome, seq: this.#events.length },
          failure: failure ?? null,
          doing: failure === undefined ? null : "running",
        });
      })
      .catch((error: unknown) => {
        const failure = failureOf(error);
        // A bug ends the run as failed; its text is for whoever reads the program's output.
        if (failure === undefined)
          process.stderr.write(`${(error as Error).stack ?? ""}\n`);
        this.#state.change({
          run: { ...summary, state: "failed", seq: this.#events.length },
          failure:
            failure ?? failed("job-failed", { data: { step: "" } }).failure,
          doing: "running",
        });
      })
      .finally(async () => {
        this.#signedIn.hear = undefined;
        await transcripts.close().catch(() => undefined);
        await folder.discardIfEmpty();
      });
  }
}
