import { reportHtml } from "../../common/report/report-html.ts";
import type { Language } from "../../common/messages/language.ts";
import type { RunEvent } from "../../common/model/events.ts";
import type { RunRecord } from "../../common/model/run-record.ts";
import { fingerprintOf, type LaptopKey } from "../adapters/files/laptop-key.ts";
import type { RunStore, RunSummary } from "../adapters/files/run-store.ts";
import { readJournal } from "../logs/journal.ts";
import { openExport } from "../logs/export/open-export.ts";
import { readRecord } from "../logs/record.ts";
import { withSignature } from "../logs/report/signed-file.ts";
import type { AskedCluster } from "./ask-cluster.ts";

/** What a report tells of, from this laptop's folder or from an export. */
export interface ReportedRun {
  readonly events: readonly RunEvent[];
  readonly record: RunRecord | undefined;
}

/**
 * The paper is about a station: an installation and the registrations after it are one story, whichever
 * of them is asked for.
 */
export async function reportedRun(
  runs: Pick<RunStore, "list">,
  run: RunSummary,
): Promise<ReportedRun> {
  const all = (await runs.list(run.station)).toReversed();
  const at = all.findIndex((each) => each.run === run.run);
  const first = all.findLastIndex(
    (each, place) => place <= at && !isRegistering(each),
  );
  const begin = all[first]?.kind === "install" ? first : undefined;
  const next = all.findIndex(
    (each, place) => place > at && !isRegistering(each),
  );
  const told =
    begin === undefined
      ? [run]
      : all.slice(begin, next === -1 ? undefined : next);
  const journals = await Promise.all(
    told.map(({ folder }) => readJournal(folder)),
  );
  const records = await Promise.all(
    told.map(({ folder }) => readRecord(folder)),
  );
  const [record] = records;
  // Where it registers is known only once it does.
  const { station } = records.findLast((each) => each !== undefined) ?? {};
  return {
    events: journals.flatMap(({ events }) => events),
    record:
      record === undefined || station === undefined
        ? record
        : { ...record, station },
  };
}

function isRegistering({ kind }: RunSummary): boolean {
  return kind === "register" || kind === "unregister";
}

/** Throws what openExport throws. */
export async function reportedExport(path: string): Promise<ReportedRun> {
  const opened = await openExport(path);
  opened.close();
  return { events: opened.events, record: opened.record };
}

/** Makes PDFs of pages. */
export type PrintPage = (html: string) => Promise<Buffer>;

/** The signed report, as a page or, with `print`, as a PDF of it. */
export async function makeReport(
  { events, record }: ReportedRun,
  {
    language,
    key,
    cluster,
    print,
  }: {
    readonly language: Language;
    readonly key: LaptopKey;
    readonly cluster?: AskedCluster | undefined;
    readonly print?: PrintPage | undefined;
  },
): Promise<Buffer> {
  const html = reportHtml({
    events,
    record,
    nodes: cluster?.nodes,
    registration: cluster?.registration,
    language,
    // Browsers would take Letter; A4 fits on both once it is printed.
    paper: print === undefined ? undefined : "A4",
    key: fingerprintOf(key.key),
  });
  return print === undefined
    ? withSignature(Buffer.from(html), "html", key)
    : withSignature(await print(html), "pdf", key);
}
