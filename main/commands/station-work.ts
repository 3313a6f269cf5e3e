import { word } from "../../common/messages/sentence.ts";
import { takesBack, type RunKind } from "../../common/model/events.ts";
import { Failed, failed } from "../../common/model/failure.ts";
import type { RunFolder, RunSummary } from "../adapters/files/run-store.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import type { RunResult } from "../engine/runner.ts";
import { openTranscripts } from "../logs/transcript.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { ask, type CommandLaptop } from "./open-laptop.ts";
import { onLaptop } from "./on-laptop.ts";
import { decisionsOf } from "./decision-options.ts";
import type { StationOptions } from "./options.ts";
import { adoptFromHosts } from "../station/host-journal.ts";
import { readJournal } from "../logs/journal.ts";
import { decisionsIn, noDecisions, together } from "../station/decisions.ts";
import { runInFolder } from "../station/run-in-folder.ts";
import {
  openStation,
  refuseUnfit,
  verifyBundleFor,
  type OpenStation,
} from "../station/open-station.ts";
import { requireValid } from "../station/packed-station.ts";
import { tellMisfits, tellRegistered } from "./tell-later.ts";
import { tellNodes } from "./tell-nodes.ts";
import { planView, runView } from "./view.ts";

/** Signs in, looks, and shows what would be done. Changes nothing. */
export async function plan(options: StationOptions): Promise<void> {
  await onLaptop(options, async (laptop, signal) => {
    const opened = await openStation(
      laptop,
      "install",
      signal,
      decisionsOf(options),
    );
    try {
      refuseUnfit(opened);
      await verifyBundleFor(laptop.bundle, opened.hosts, signal);
      show(options, opened, laptop.language);
      await tellMisfits(opened, options, laptop.language);
    } finally {
      await opened.close();
    }
  });
}

export async function install(options: StationOptions): Promise<void> {
  await work(options, () => Promise.resolve({ kind: "install" }));
}

/** The run that did not end, whether it installed or took back. */
export async function resume(options: StationOptions): Promise<void> {
  await work(options, async (laptop, signal) => {
    const { runs, station } = laptop;
    const unfinished =
      (await runs.latestUnfinished(station.id)) ??
      (await ofAnotherLaptop(laptop, signal));
    if (unfinished === undefined)
      throw failed("run-unknown", { data: { run: station.id } });
    return unfinished;
  });
}

/** The run that another laptop left unfinished, as the server remembers it. */
async function ofAnotherLaptop(
  laptop: CommandLaptop,
  signal: AbortSignal,
): Promise<RunSummary | undefined> {
  const opened = await openStation(laptop, "undo", signal, undefined, {
    withRancher: false,
  });
  try {
    await adoptFromHosts(opened, laptop.runs);
  } finally {
    await opened.close();
  }
  return laptop.runs.latestUnfinished(laptop.station.id);
}

export async function undo(options: StationOptions): Promise<void> {
  await work(options, () => Promise.resolve({ kind: "undo" }));
}

/** Only with Rancher, on a cluster that stands: its own, a new server's, one that was restored. */
export async function register(options: StationOptions): Promise<void> {
  await work(options, () => Promise.resolve({ kind: "register" }));
}

/** Takes the agent from the cluster and the cluster's record from Rancher. */
export async function unregister(options: StationOptions): Promise<void> {
  await work(options, () => Promise.resolve({ kind: "unregister" }));
}

/** A new run of this kind, or with `run` the one that is to go on. */
async function work(
  options: StationOptions,
  choose: (
    laptop: CommandLaptop,
    signal: AbortSignal,
  ) => Promise<{ kind: RunKind; run?: string }>,
): Promise<void> {
  await onLaptop(options, async (laptop, signal) => {
    const { runs, station, redactor } = laptop;
    const { kind, run } = await choose(laptop, signal);
    if (!takesBack(kind))
      requireValid(station, laptop.prepared, systemClock.now());
    const folder = await (run === undefined
      ? runs.create(station.id)
      : runs.open(station.id, run));
    const transcripts = openTranscripts(folder.folder, {
      redactor,
      clock: systemClock,
    });
    try {
      const opened = await openStation(
        { ...laptop, transcript: transcripts.write },
        kind,
        signal,
        together(
          // What was decided before it was resumed holds still.
          run === undefined
            ? noDecisions
            : decisionsIn((await readJournal(folder.folder)).events),
          decisionsOf(options),
        ),
      );
      try {
        await onHosts(options, laptop, opened, folder, kind, signal);
      } finally {
        await opened.close();
      }
    } finally {
      // A transcript that could not be written must not hide how the run ended.
      await transcripts.close().catch((error: unknown) => {
        process.stderr.write(`${(error as Error).message}\n`);
      });
      await folder.discardIfEmpty();
    }
  });
}

async function onHosts(
  options: StationOptions,
  laptop: CommandLaptop,
  opened: OpenStation,
  folder: RunFolder,
  kind: RunKind,
  signal: AbortSignal,
): Promise<void> {
  refuseUnfit(opened);
  if (kind === "install")
    await verifyBundleFor(laptop.bundle, opened.hosts, signal);
  show(options, opened, laptop.language);
  await tellMisfits(opened, options, laptop.language);
  if (!(await confirmed(options, laptop.language))) return;
  const view = runView(options, laptop.language);
  const result = await runInFolder(opened, folder, {
    kind,
    redactor: laptop.redactor,
    signal,
    onEvent: (event) => view.show(event),
  }).finally(() => view.end());
  if (kind === "install" && result.outcome === "done")
    await tellNodes(opened, options, laptop.language);
  if (!takesBack(kind) && result.outcome === "done")
    tellRegistered(opened, options, laptop.language);
  conclude(result);
}

function show(
  { json }: StationOptions,
  { plan, findings }: OpenStation,
  language: Parameters<typeof planView>[2],
): void {
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ type: "plan", plan, findings })}\n`
      : planView(plan, findings, language),
  );
}

async function confirmed(
  { yes, json }: StationOptions,
  language: Parameters<typeof planView>[2],
): Promise<boolean> {
  if (yes === true || json === true || !process.stdin.isTTY) return true;
  if (await ask(word("plan.confirm", language))) return true;
  process.stdout.write(`${word("plan.unchanged", language)}\n`);
  return false;
}

/** The run's end is the command's: its failure has been shown, and decides the exit code. */
function conclude({ outcome, failure }: RunResult): void {
  if (outcome === "done") return;
  process.exitCode = exitCodeOf(
    failure === undefined ? failed("aborted") : new Failed(failure),
  );
}
