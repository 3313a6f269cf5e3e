import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { accountOf } from "../../common/messages/account.ts";
import { exportReadme } from "../../common/messages/export-readme.ts";
import type { Language } from "../../common/messages/language.ts";
import { exportNames, type ExportManifest } from "../../common/model/export.ts";
import { failed, failureOf } from "../../common/model/failure.ts";
import type { RunEvent } from "../../common/model/events.ts";
import type { RunRecord } from "../../common/model/run-record.ts";
import type { Station, StationHost } from "../../common/model/station.ts";
import type { RunSummary } from "../adapters/files/run-store.ts";
import { privateFolder } from "../adapters/files/state-folder.ts";
import { journalPath, readJournal } from "../logs/journal.ts";
import { readRecord, redactRecord } from "../logs/record.ts";
import type { Redactor } from "../logs/redactor.ts";
import { piecesOf } from "../logs/rotating-file.ts";
import { maskedLines, maskedLog, maskedText } from "../logs/export/sources.ts";
import type { Part } from "../logs/export/zip-file.ts";
import { appVersion } from "./app-version.ts";
import { askHosts, type ReachedHost } from "./ask-hosts.ts";

/** Signs in to a host for as long as it is asked; absent: the hosts are left out. */
export type ReachHost = (
  host: StationHost,
  station: Station,
) => Promise<ReachedHost>;

export interface ExportRequest {
  readonly run: RunSummary;
  readonly redactor: Redactor;
  readonly language: Language;
  /** Where what the hosts answer is kept, masked, until the export is saved or given up. */
  readonly state: string;
  readonly reach?: ReachHost;
  readonly signal: AbortSignal;
}

/** What would leave the laptop, to be looked at and then saved. */
export interface GatheredExport {
  readonly head: Omit<ExportManifest, "files">;
  readonly parts: readonly Part[];
  close(): Promise<void>;
}

/**
 * Everything that is known of a run, masked: its folder as it is now (also of one that is still going),
 * and what its hosts say. What cannot be had is named in it. Throws only for the laptop's own faults.
 */
export async function gatherExport(
  request: ExportRequest,
): Promise<GatheredExport> {
  const { run, redactor, language, state } = request;
  const record = await readRecord(run.folder);
  const above = join(state, "exports");
  privateFolder(above);
  const folder = await mkdtemp(join(above, "export-"));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const missing: ExportManifest["missing"] = [];
    // First: what the hosts hold as secrets is known before anything is masked.
    await answersOf(request, record, folder, missing);
    const head = {
      format: "forecourt-export/1",
      app: appVersion,
      created: new Date().toISOString(),
      run: run.run,
      station: run.station,
      outcome: run.outcome,
      missing,
    } as const;
    const events = await eventsOf(run);
    const parts = [
      text("README.txt", exportReadme(head, language), redactor),
      text(
        "account.txt",
        `${accountOf(events, language).join("\n")}\n`,
        redactor,
      ),
      ...recordParts(record, redactor),
      await journalPart(run.folder, redactor),
      ...(await transcriptParts(run.folder, redactor)),
      ...(await answeredParts(folder, redactor)),
    ];
    return { head, parts, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A damaged journal still goes out, as text; only its account is missing. */
async function eventsOf(run: RunSummary): Promise<RunEvent[]> {
  try {
    return (await readJournal(run.folder)).events;
  } catch (error) {
    if (failureOf(error)?.code === "file-unreadable") return [];
    throw error;
  }
}

async function answersOf(
  { run, redactor, reach, signal }: ExportRequest,
  record: RunRecord | undefined,
  folder: string,
  missing: ExportManifest["missing"],
): Promise<void> {
  for (const host of record?.station.hosts ?? []) {
    if (signal.aborted) throw failed("aborted");
    await askHosts({
      host,
      reach: () =>
        reach === undefined || record === undefined
          ? Promise.reject(failed("signed-out", { host: host.name }))
          : reach(host, record.station),
      since: sinceOn(host.name, run, record),
      redactor,
      keep: async (path, answer) => {
        const at = join(folder, path);
        await mkdir(join(at, ".."), { recursive: true, mode: 0o700 });
        await writeFile(at, redactor.text(answer), { mode: 0o600 });
      },
      miss: (what, failure) => missing.push({ host: host.name, what, failure }),
    });
  }
}

/** When the run began, by the host's own clock: seconds since 1970. */
function sinceOn(
  name: string,
  run: RunSummary,
  record: RunRecord | undefined,
): number {
  const began = Date.parse(run.started) / 1000;
  const host = record?.hosts.find((each) => each.name === name);
  const ahead = host === undefined ? 0 : host.facts.clock - host.laptopClock;
  // A minute more: the sign-in, and what clocks differ by.
  return (Number.isFinite(began) ? began : 0) + ahead - 60;
}

function text(path: string, content: string, redactor: Redactor): Part {
  return {
    path,
    size: Buffer.byteLength(content),
    open: () => maskedText(content, redactor),
  };
}

function recordParts(
  record: RunRecord | undefined,
  redactor: Redactor,
): Part[] {
  if (record === undefined) return [];
  // Where it lay on this laptop is nobody's business elsewhere.
  const shown = { ...redactRecord(record, redactor), folder: undefined };
  const content = Buffer.from(`${JSON.stringify(shown, undefined, 2)}\n`);
  return [
    {
      path: exportNames.record,
      size: content.length,
      open: () => once(content),
    },
  ];
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

async function journalPart(folder: string, redactor: Redactor): Promise<Part> {
  const path = journalPath(folder);
  return {
    path: exportNames.journal,
    size: (await stat(path)).size,
    open: () => maskedLines(path, redactor),
  };
}

async function transcriptParts(
  folder: string,
  redactor: Redactor,
): Promise<Part[]> {
  const hosts = new Set(
    (await readdir(folder)).flatMap(
      (name) =>
        /^transcript-([^.]+)(\.\d+)?\.log(\.gz)?$/.exec(name)?.[1] ?? [],
    ),
  );
  return Promise.all(
    [...hosts].sort().map(async (host) => {
      const pieces = await piecesOf(folder, `transcript-${host}`);
      return {
        path: `run/transcript-${host}.log`,
        size: pieces.reduce(
          (sum, { size, compressed }) => sum + size * (compressed ? 10 : 1),
          0,
        ),
        open: () => maskedLog(pieces, redactor),
      };
    }),
  );
}

/** What the hosts answered: masked as it was kept, and once more now that every host's secrets are known. */
async function answeredParts(
  folder: string,
  redactor: Redactor,
): Promise<Part[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(
    paths.map(async (path) => {
      const { size } = await stat(path);
      return {
        path: path.slice(folder.length + 1).replaceAll("\\", "/"),
        size,
        open: () => maskedLog([{ path, compressed: false, size }], redactor),
      };
    }),
  );
}
