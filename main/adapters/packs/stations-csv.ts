import { isUtf8 } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import { isIPv4 } from "node:net";
import { CsvError, parse } from "csv-parse/sync";
import { failed } from "../../../common/model/failure.ts";
import type { Station } from "../../../common/model/station.ts";
import { placeName } from "../files/station-file.ts";
import { reasonOf } from "../bundle/reason.ts";
import {
  stationOfRow,
  type StationRow,
  type StationTemplate,
} from "./station-template.ts";

const largestTable = 32 * 1024 * 1024;
export const mostStations = 20_000;

/** Columns that are not `label:…` or `annotation:…`. */
const columns = ["id", "name", "server", "agents", "host-key"] as const;

interface Line {
  readonly record: string[];
  /** Where it begins in the file. */
  readonly line: number;
}

type Wrong = (line: number, place: string, reason: string) => Error;

/**
 * The stations of a table: comma, semicolon or tab between the columns, one line per station.
 * Throws `file-unreadable`, `csv-invalid` for the first line that is not right.
 */
export async function loadStations(
  path: string,
  template: StationTemplate,
): Promise<Station[]> {
  const wrong: Wrong = (line, place, reason) =>
    failed("csv-invalid", { data: { path, line, place, reason } });
  const [head, ...lines] = linesOf(await textOf(path, wrong), wrong);
  if (head === undefined || lines.length === 0)
    throw wrong(1, "id", "there is no station in it");
  if (lines.length > mostStations)
    throw wrong(1, "id", `more than ${mostStations} stations`);
  const names = namesOf(head, wrong);
  const seen = new Map<string, number>();
  return lines.map((each) => {
    const row = rowOf(names, each, wrong);
    const before = seen.get(row.id);
    if (before !== undefined)
      throw wrong(each.line, "id", `${row.id} is in line ${before} already`);
    seen.set(row.id, each.line);
    const made = stationOfRow(template, row);
    if ("station" in made) return made.station;
    throw wrong(each.line, columnOf(made.path), made.reason);
  });
}

async function textOf(path: string, wrong: Wrong): Promise<string> {
  let bytes: Buffer;
  try {
    const { size } = await stat(path);
    if (size > largestTable) throw new Error("too large for a table");
    bytes = await readFile(path);
  } catch (error) {
    throw failed(
      "file-unreadable",
      { data: { path, reason: reasonOf(error) } },
      { cause: error },
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw wrong(
      firstBadLine(bytes),
      "id",
      "the file is not in UTF-8; save it as CSV UTF-8",
    );
  }
}

/** The first line that is not in UTF-8: in a table that another program saved, the first with an accent. */
function firstBadLine(bytes: Buffer): number {
  const lines = bytes.toString("latin1").split("\n");
  const bad = lines.findIndex((line) => !isUtf8(Buffer.from(line, "latin1")));
  return Math.max(0, bad) + 1;
}

function linesOf(text: string, wrong: Wrong): Line[] {
  try {
    const rows = parse(text, {
      bom: true,
      // What Excel writes before the columns to say what stands between them.
      from_line: /^\uFEFF?sep=.\r?\n/.test(text) ? 2 : 1,
      info: true,
      trim: true,
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: 64 * 1024,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({
      record,
      line:
        info.lines -
        record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0),
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines, record } = error as CsvError & {
      lines?: number;
      record?: readonly string[];
    };
    throw wrong(
      lines ?? 1,
      "id",
      error.code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH"
        ? `${record?.length ?? 0} cells, which are not as many as there are columns`
        : error.message,
    );
  }
}

/** What spreadsheets write depends on the language they speak. */
function delimiterOf(text: string): string {
  const [head = ""] = text.replace(/^\uFEFF?sep=.\r?\n/, "").split("\n", 1);
  const counts = [",", ";", "\t"].map(
    (sign) => [sign, head.split(sign).length] as const,
  );
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

function namesOf({ record, line }: Line, wrong: Wrong): string[] {
  // Spreadsheets like to begin a cell with a capital.
  const names = record
    .map((name) => name.trim())
    .map((name) =>
      (columns as readonly string[]).includes(name.toLowerCase())
        ? name.toLowerCase()
        : name,
    );
  for (const [index, name] of names.entries()) {
    const known =
      (columns as readonly string[]).includes(name) ||
      /^(label|annotation):[^\s]{1,200}$/.test(name);
    if (!known)
      throw wrong(
        line,
        name || `${index + 1}`,
        `not a column; there are ${columns.join(", ")}, label:…, annotation:…`,
      );
    if (names.indexOf(name) !== index) throw wrong(line, name, "twice");
  }
  for (const name of ["id", "server"])
    if (!names.includes(name)) throw wrong(line, name, "the column is missing");
  return names;
}

/** A formula that was not worked out, or what is shown where that failed. */
const formula = /^(=.|#(REF|N\/A|NAME|VALUE|DIV\/0|NUM|NULL|SPILL)[!?]?$)/;

function rowOf(
  names: readonly string[],
  { record, line }: Line,
  wrong: Wrong,
): StationRow {
  const cells = new Map(
    names.map((name, index) => [name, record[index] ?? ""]),
  );
  for (const [name, value] of cells)
    if (formula.test(value))
      throw wrong(line, name, `a formula and no value: ${value.slice(0, 40)}`);
  /** A number that a spreadsheet made of an address. */
  const checked = <H extends { readonly address: string }>(
    host: H,
    column: string,
  ): H => {
    if (/^[\d.]+$/.test(host.address) && !isIPv4(host.address))
      throw wrong(line, column, `${host.address} is no IPv4 address`);
    return host;
  };
  const cell = (name: string) => cells.get(name) || undefined;
  const prefixed = (prefix: string) =>
    Object.fromEntries(
      [...cells].flatMap(([name, value]) =>
        name.startsWith(prefix) && value !== ""
          ? [[name.slice(prefix.length), value]]
          : [],
      ),
    );
  const id = cell("id") ?? "";
  // The whole line of `ssh-keygen -lf` will do.
  const said = cell("host-key");
  const hostKey =
    /SHA256:[A-Za-z0-9+/]{43}(?=\s|$)/.exec(said ?? "")?.[0] ?? said;
  return {
    id,
    name: cell("name"),
    labels: prefixed("label:"),
    annotations: prefixed("annotation:"),
    hosts: [
      {
        ...checked(named(cell("server") ?? "", `${id}-server`), "server"),
        role: "server" as const,
        ...(hostKey !== undefined && { hostKey }),
      },
      ...(cell("agents") ?? "")
        .split(/[\s;,]+/)
        .filter((text) => text !== "")
        .map((text, index) => ({
          ...checked(named(text, `${id}-agent-${index + 1}`), "agents"),
          role: "agent" as const,
        })),
    ],
  };
}

/** `name=address`, or the address alone. */
function named(text: string, otherwise: string) {
  const [first = "", second] = text.split("=", 2);
  return second === undefined
    ? { name: otherwise, address: first }
    : { name: first, address: second };
}

/** The column that a place of the station came from. */
function columnOf(path: readonly PropertyKey[]): string {
  const [first, second, third] = path;
  if (first === "hosts" && second === 0)
    return third === "hostKey" ? "host-key" : "server";
  if (first === "hosts") return second === undefined ? "server" : "agents";
  if (first === "labels") return `label:${String(second)}`;
  if (first === "rancher" && second === "annotations")
    return `annotation:${String(third)}`;
  return placeName(path);
}
