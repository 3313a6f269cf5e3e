import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RunRecord } from "../../common/model/run-record.ts";
import { writeJsonFile } from "../adapters/files/json-file.ts";
import { redactTexts } from "./journal-redaction.ts";
import type { Redactor } from "./redactor.ts";
import { withoutSecretSettings } from "./station-secrets.ts";

export function recordPath(folder: string): string {
  return join(folder, "run.json");
}

/** Masked, and whole or not at all. Throws `file-unreadable`, `laptop-disk-full`. */
export function writeRecord(
  folder: string,
  record: RunRecord,
  redactor: Pick<Redactor, "text">,
): void {
  writeJsonFile(recordPath(folder), redactRecord(record, redactor));
}

/** Ids stay what they are, also where a password is a part of one; the station's own words do not. */
export function redactRecord(
  record: RunRecord,
  redactor: Pick<Redactor, "text">,
): RunRecord {
  const { station } = record;
  const masked = redactTexts(
    { ...record, station: withoutSecretSettings(station) },
    redactor,
  );
  return station.name === undefined
    ? masked
    : {
        ...masked,
        station: { ...masked.station, name: redactor.text(station.name) },
      };
}

/** Undefined for a run of a version that kept none, and for one that cannot be understood. */
export async function readRecord(
  folder: string,
): Promise<RunRecord | undefined> {
  const text = await readFile(recordPath(folder), "utf8").catch(() => "");
  try {
    return RunRecord.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
