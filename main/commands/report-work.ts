import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { word } from "../../common/messages/sentence.ts";
import { failed } from "../../common/model/failure.ts";
import { fingerprintOf, openLaptopKey } from "../adapters/files/laptop-key.ts";
import { writeNewFile } from "../adapters/files/new-file.ts";
import { RunStore } from "../adapters/files/run-store.ts";
import { openStateFolder } from "../adapters/files/state-folder.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { printPage } from "../adapters/pdf/print-page.ts";
import { verifySigned } from "../logs/report/signed-file.ts";
import {
  makeReport,
  reportedExport,
  reportedRun,
  type ReportedRun,
} from "../station/make-report.ts";
import { languageFor } from "./tell-error.ts";

export interface ReportOptions {
  readonly out?: string;
  readonly pdf?: boolean;
  readonly json?: boolean;
  readonly language?: string;
}

export interface VerifyOptions {
  readonly key?: string;
  readonly json?: boolean;
  readonly language?: string;
}

/** Writes the report of a run of this laptop's, or of an exported one. */
export async function make(
  wanted: string,
  options: ReportOptions,
): Promise<void> {
  const language = languageFor(options.language);
  const state = await openStateFolder();
  const reported = await reportedOf(wanted, state);
  const path = placeFor(reported, options);
  const content = await makeReport(reported, {
    language,
    key: openLaptopKey(state),
    print: options.pdf === true ? printPage : undefined,
  });
  await writeNewFile(path, content);
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ type: "report", path })}\n`
      : `${word("place.saved", language, { path })}\n`,
  );
}

/** Throws `report-unsigned`, `report-altered`, and with a key `signer-unknown`. */
export async function verify(
  path: string,
  { key, json, language: asked }: VerifyOptions,
): Promise<void> {
  const file = await readFile(path).catch((error: unknown) => {
    throw failed("file-unreadable", {
      data: { path, reason: (error as Error).message },
    });
  });
  const verified = verifySigned(file);
  if (verified.is !== "intact")
    throw failed(`report-${verified.is}`, { data: { path } });
  const fingerprint = fingerprintOf(verified.key);
  if (key !== undefined && key !== verified.key && key !== fingerprint)
    throw failed("signer-unknown", { data: { path, key: fingerprint } });
  if (json === true) {
    process.stdout.write(
      `${JSON.stringify({ type: "verified", path, key: verified.key, fingerprint })}\n`,
    );
    return;
  }
  const language = languageFor(asked);
  process.stdout.write(
    `${word("report.intact", language, { path })}\n${word("report.signer", language, { key: fingerprint })}\n`,
  );
}

export async function showKey({ json }: { json?: boolean }): Promise<void> {
  const { key } = openLaptopKey(await openStateFolder());
  const fingerprint = fingerprintOf(key);
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ type: "key", key, fingerprint })}\n`
      : `${fingerprint}\n`,
  );
}

async function reportedOf(wanted: string, state: string): Promise<ReportedRun> {
  if (wanted.endsWith(".zip")) return reportedExport(wanted);
  const runs = new RunStore(state, systemClock);
  return reportedRun(runs, await runs.find(wanted));
}

function placeFor(
  { events }: ReportedRun,
  { out = ".", pdf }: ReportOptions,
): string {
  if (!existsSync(out) || !statSync(out).isDirectory()) return resolve(out);
  const first = events.find((event) => event.type === "run-started");
  const name = `forecourt-${first?.plan.station ?? "station"}-${first?.run ?? "run"}`;
  return join(resolve(out), `${name}.${pdf === true ? "pdf" : "html"}`);
}
