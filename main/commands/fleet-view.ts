import type { Language } from "../../common/messages/language.ts";
import { word } from "../../common/messages/sentence.ts";
import type { FleetStation } from "../fleet/fleet-status.ts";
import { harmless } from "./paint.ts";
import { width } from "./table.ts";

/** Turns pages into text, each as it comes. */
export interface FleetView {
  page(stations: readonly FleetStation[]): string;
}

/** Names and messages come from Rancher, where others write them. */
const plain = harmless;

function labelsOf({ labels }: FleetStation): string {
  return Object.entries(labels)
    .filter(([key]) => !key.includes("cattle.io"))
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

/** Columns get as wide as the first pages need; later cells may stand over. */
export function fleetTable(language: Language): FleetView {
  let widths: number[] = [];
  let headed = false;
  return {
    page(stations) {
      if (stations.length === 0) return "";
      const rows = stations.map((each) => [
        plain(each.station || each.name),
        plain(each.state),
        plain(each.version || "–"),
        String(each.nodes),
        plain(each.lastSeen || "–"),
        plain(labelsOf(each)),
      ]);
      if (!headed)
        rows.unshift([
          word("column.station", language),
          word("column.state", language),
          word("column.version", language),
          word("column.nodes", language),
          word("column.last-seen", language),
          word("column.labels", language),
        ]);
      headed = true;
      widths = rows.reduce(
        (before, row) =>
          row.map((cell, index) => Math.max(before[index] ?? 0, width(cell))),
        widths,
      );
      return rows
        .map(
          (row) =>
            `${row
              .map(
                (cell, index) =>
                  cell + " ".repeat((widths[index] ?? 0) - width(cell)),
              )
              .join("  ")
              .trimEnd()}\n`,
        )
        .join("");
    },
  };
}

/** RFC 4180. A cell that a spreadsheet would take for a formula gets a ' before it. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function fleetCsv(): FleetView {
  let headed = false;
  const line = (cells: readonly string[]) =>
    `${cells.map(csvCell).join(",")}\r\n`;
  return {
    page(stations) {
      const head = headed
        ? ""
        : line([
            "station",
            "name",
            "cluster",
            "state",
            "active",
            "version",
            "nodes",
            "lastSeen",
            "labels",
            "message",
          ]);
      headed = true;
      return (
        head +
        stations
          .map((each) =>
            line([
              each.station,
              each.name,
              each.cluster,
              each.state,
              String(each.active),
              each.version,
              String(each.nodes),
              each.lastSeen,
              labelsOf(each),
              each.message,
            ]),
          )
          .join("")
      );
    },
  };
}

export function fleetJson(): FleetView {
  return {
    page: (stations) =>
      stations
        .map((each) => `${JSON.stringify({ type: "station", ...each })}\n`)
        .join(""),
  };
}
