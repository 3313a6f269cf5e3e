import type { RunRecord } from "../model/run-record.ts";
import { escaped, pairsHtml, tableHtml } from "./html.ts";
import type { DoneStep, Try } from "./tries.ts";
import type { ReportWords } from "./words.ts";

export interface ReportNode {
  readonly name: string;
  readonly ready: boolean;
  readonly roles: readonly string[];
  readonly version: string;
  readonly address: string;
}

/** How the station stands with Rancher, as its own server said. */
export interface ReportRegistration {
  readonly state: "none" | "connected" | "waiting" | "over";
  /** Where its agent connects; "" for none. */
  readonly rancher: string;
}

export function nodesHtml(
  nodes: readonly ReportNode[] | undefined,
  words: ReportWords,
): string {
  if (nodes === undefined) return `<p>${escaped(words.notAsked)}</p>`;
  return tableHtml(
    [words.host, words.result, words.role, words.version, words.address],
    nodes.map(({ name, ready, roles, version, address }) => [
      escaped(name),
      escaped(ready ? words.ready : words.notReady),
      escaped(roles.join(", ")),
      escaped(version),
      escaped(address),
    ]),
  );
}

/** What the runs did about Rancher, and how the station stands with it where it was asked. */
export function rancherHtml(
  tries: readonly Try[],
  record: RunRecord | undefined,
  asked: ReportRegistration | undefined,
  words: ReportWords,
): string {
  const last = tries
    .flatMap(({ steps }) => steps)
    .findLast(({ planned }) => planned.name.startsWith("rancher"));
  if (last === undefined && (asked === undefined || asked.state === "none"))
    return `<p>${escaped(words.noRancher)}</p>`;
  const url = asked?.rancher || record?.station.rancher?.url;
  return pairsHtml([
    ...(url === undefined ? [] : ([[words.rancher, url]] as const)),
    ...(last === undefined
      ? []
      : ([[words.rancherByRun, doneText(last, words)]] as const)),
    ...(asked === undefined
      ? []
      : ([[words.rancherAsked, words[`rancher_${asked.state}`]]] as const)),
  ]);
}

/** Only what was followed to its end counts: the steps before it prove nothing. */
function doneText(
  { planned, outcome, ended }: DoneStep,
  words: ReportWords,
): string {
  if (outcome === "undone") return words.rancherLeft;
  const well = outcome === "done" || outcome === "skipped";
  if (well && planned.name === "rancher-later") return words.rancherPrepared;
  if (well && planned.name === "rancher-active")
    return words.rancherDone.replace(
      "{time}",
      `${new Date(ended).toISOString().slice(0, 16).replace("T", " ")} UTC`,
    );
  return words.rancherNotDone;
}
