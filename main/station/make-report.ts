import {
  reportHtml,
  type ReportNode,
} from "../../common/report/report-html.ts";
import type { Language } from "../../common/messages/language.ts";
import type { RunEvent } from "../../common/model/events.ts";
import type { RunRecord } from "../../common/model/run-record.ts";
import { fingerprintOf, type LaptopKey } from "../adapters/files/laptop-key.ts";
import { readJournal } from "../logs/journal.ts";
import { openExport } from "../logs/export/open-export.ts";
import { readRecord } from "../logs/record.ts";
import { withSignature } from "../logs/report/signed-file.ts";

/** What a report tells of, from this laptop's folder or from an export. */
export interface ReportedRun {
  readonly events: readonly RunEvent[];
  readonly record: RunRecord | undefined;
}

export async function reportedFolder(folder: string): Promise<ReportedRun> {
  const { events } = await readJournal(folder);
  return { events, record: await readRecord(folder) };
}

/** Throws what openExport throws. */
export async function reportedExport(path: string): Promise<ReportedRun> {
  const opened = await openExport(path);
  opened.close();
  return { events: opened.events, record: opened.record };
}

/** Makes PDFs of pages: Electron's own, or a browser of the machine. */
export type PrintPage = (html: string) => Promise<Buffer>;

/** The signed report, as a page or, with `print`, as a PDF of it. */
export async function makeReport(
  { events, record }: ReportedRun,
  {
    language,
    key,
    nodes,
    print,
  }: {
    readonly language: Language;
    readonly key: LaptopKey;
    readonly nodes?: readonly ReportNode[] | undefined;
    readonly print?: PrintPage | undefined;
  },
): Promise<Buffer> {
  const html = reportHtml({
    events,
    record,
    nodes,
    language,
    key: fingerprintOf(key.key),
  });
  return print === undefined
    ? withSignature(Buffer.from(html), "html", key)
    : withSignature(await print(html), "pdf", key);
}
