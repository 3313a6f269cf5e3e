import type { Language } from "../messages/language.ts";
import { checkText } from "../messages/checks/check-text.ts";
import { failureAccount } from "../messages/account.ts";
import {
  formatBytes,
  formatDuration,
  stepTitle,
} from "../messages/sentence.ts";
import type { RunEvent, RunKind } from "../model/events.ts";
import type { Finding } from "../model/finding.ts";
import type { RunRecord } from "../model/run-record.ts";
import {
  nodesHtml,
  rancherHtml,
  type ReportNode,
  type ReportRegistration,
} from "./cluster-html.ts";
import { escaped, pairsHtml, reportStyle, tableHtml } from "./html.ts";
import { timelineSvg } from "./timeline-svg.ts";
import { triesOf, type Try } from "./tries.ts";
import { reportWords, type ReportWords } from "./words.ts";

export interface ReportInput {
  readonly events: readonly RunEvent[];
  /** Undefined where only the journal is known. */
  readonly record: RunRecord | undefined;
  /** Of the cluster, asked when the report was made; undefined where it was not. */
  readonly nodes: readonly ReportNode[] | undefined;
  /** Likewise. */
  readonly registration: ReportRegistration | undefined;
  readonly language: Language;
  /** Of the sheet; undefined leaves it to whoever prints. */
  readonly paper?: "A4" | undefined;
  /** Fingerprint of the laptop's key. */
  readonly key: string;
}

const titles = {
  install: "titleInstall",
  undo: "titleUndo",
  register: "titleRegister",
  unregister: "titleUnregister",
} as const satisfies Record<RunKind, keyof ReportWords>;

/** The hand-over paper: one page that carries all it needs and loads nothing. */
export function reportHtml(input: ReportInput): string {
  const { events, record, language, key } = input;
  const words = reportWords[language];
  const tries = triesOf(events);
  const first = events.find((event) => event.type === "run-started");
  const last = tries.at(-1);
  const title = words[titles[first?.kind ?? "install"]];
  const station = record?.station.id ?? first?.plan.station ?? words.unknown;
  const name = record?.station.name;
  const owners = [...new Set(tries.map(({ owner }) => owner))].join(", ");
  const sections: (readonly [string, string])[] = [
    [words.hosts, hostsHtml(record, words)],
    [words.installed, installedHtml(input, words)],
    [words.checks, checksHtml(tries, words, language)],
    [words.timeline, timelineHtml(tries, words, language)],
    [words.failures, failuresHtml(tries, words, language)],
    [words.nodes, nodesHtml(input.nodes, words)],
    [words.rancher, rancherHtml(tries, record, input.registration, words)],
  ];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>${escaped(`${title} ${station}`)}</title>
<style>${reportStyle}${input.paper === undefined ? "" : `@page{size:${input.paper}}`}</style></head><body>
<h1>${escaped(title)}</h1>
<p class="outcome">${escaped(`${words.outcome}: ${words[last?.outcome ?? "open"]}`)}</p>
${pairsHtml([
  [words.station, name === undefined ? station : `${name} (${station})`],
  [words.run, first?.run ?? words.unknown],
  [words.date, `${dateOf(tries[0]?.began)} – ${dateOf(last?.ended)}`],
  [words.technician, owners],
  [words.tries, String(tries.length)],
])}
${sections
  .filter(([, html]) => html !== "")
  .map(
    ([heading, html]) =>
      `<section><h2>${escaped(heading)}</h2>${html}</section>`,
  )
  .join("\n")}
<section><h2>${escaped(words.signatures)}</h2><div class="sign"><div>${escaped(words.signTechnician)}</div><div>${escaped(words.signStation)}</div></div></section>
<footer>${escaped(words.foot.replace("{app}", last?.app ?? "").replace("{key}", key))}</footer>
</body></html>
`;
}

/** As a person on the site reads it, with the offset said. */
function dateOf(time: number | undefined): string {
  if (time === undefined || Number.isNaN(time)) return "?";
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function hostsHtml(record: RunRecord | undefined, words: ReportWords): string {
  if (record === undefined) return "";
  return record.station.hosts
    .map((spec) => {
      const facts = record.hosts.find(({ name }) => name === spec.name)?.facts;
      const hardware = facts?.hardware;
      const model = [hardware?.vendor, hardware?.model]
        .filter(Boolean)
        .join(" ");
      return pairsHtml([
        [words.host, spec.name],
        [words.role, words[spec.role]],
        [words.address, spec.address],
        [words.model, model || words.unknown],
        [words.serial, hardware?.serial || words.unknown],
        [
          words.processor,
          facts === undefined
            ? words.unknown
            : `${facts.cpus} × ${hardware?.cpu || facts.machine}`,
        ],
        [
          words.memory,
          facts === undefined ? words.unknown : formatBytes(facts.memory),
        ],
        [
          words.disk,
          hardware?.disks
            .map((disk) =>
              [disk.name, disk.model, formatBytes(disk.bytes)]
                .filter(Boolean)
                .join(" "),
            )
            .join(", ") || words.unknown,
        ],
        [words.system, facts?.os.name ?? words.unknown],
      ]);
    })
    .join("<hr>");
}

function installedHtml(
  { record, events }: ReportInput,
  words: ReportWords,
): string {
  const plan = events.findLast(
    (event) => event.type === "run-started" || event.type === "run-resumed",
  )?.plan;
  if (plan === undefined) return "";
  const { name, sequence, digest, k3s, docker } = plan.bundle;
  return (
    pairsHtml([
      ["K3s", k3s],
      ["Docker", docker],
      [words.bundle, `${name} (${sequence})`],
    ]) +
    tableHtml(
      [words.file, words.version, words.digest],
      [
        ["manifest.json", String(sequence), `<code>${escaped(digest)}</code>`],
        ...(record?.bundle.files ?? []).map((file) => [
          escaped(file.path),
          escaped(file.version),
          `<code>${escaped(file.sha256)}</code>`,
        ]),
      ],
    )
  );
}

function checksHtml(
  tries: readonly Try[],
  words: ReportWords,
  language: Language,
): string {
  const found = new Map<string, { finding: Finding; owner: string }>();
  for (const { findings, owner } of tries)
    for (const finding of findings)
      if (finding.level === "warn" || finding.level === "fail")
        found.set(`${finding.host} ${finding.check}`, { finding, owner });
  // A run that only registers checks less.
  const passed = tries.findLast((each) => each.passed > 0)?.passed ?? 0;
  const count = `<p>${escaped(words.passed.replace("{count}", String(passed)))}</p>`;
  if (found.size === 0) return `${count}<p>${escaped(words.allPassed)}</p>`;
  const groups = new Map<string, Finding[]>();
  for (const { finding, owner } of found.values()) {
    const heading =
      finding.level === "warn" || finding.accepted !== undefined
        ? words.accepted.replace("{owner}", finding.accepted?.by ?? owner)
        : words.problems;
    groups.set(heading, [...(groups.get(heading) ?? []), finding]);
  }
  return (
    count +
    [...groups]
      .map(
        ([heading, findings]) =>
          `<p>${escaped(heading)}</p>${tableHtml(
            [words.host, words.checks, words.result],
            findings.map((finding) => {
              const { title, seen } = checkText(finding, language);
              const reason = finding.accepted?.reason ?? "";
              return [
                escaped(finding.host),
                escaped(title),
                escaped(reason === "" ? seen : `${seen} (${reason})`),
              ];
            }),
          )}`,
      )
      .join("")
  );
}

function timelineHtml(
  tries: readonly Try[],
  words: ReportWords,
  language: Language,
): string {
  const outcomes = {
    done: words.done,
    skipped: words.already,
    failed: words.failed,
    aborted: words.aborted,
    undone: words.undone,
    open: words.running,
  } as const;
  const rows = tries.flatMap(({ steps }, index) =>
    steps.map(({ planned, began, ended, outcome, bytes }) => [
      String(index + 1),
      escaped(planned.host),
      escaped(stepTitle(planned.name, language)),
      escaped(new Date(began).toISOString().slice(11, 19)),
      escaped(formatDuration(ended - began, language)),
      bytes > 0 ? escaped(formatBytes(bytes)) : "",
      outcome === "failed"
        ? `<strong>${escaped(outcomes[outcome])}</strong>`
        : escaped(outcomes[outcome]),
    ]),
  );
  return `${timelineSvg(tries, language)}<p class="legend">■ ${escaped(words.done)}  □ ${escaped(words.already)}  ✗ ${escaped(words.failed)}</p>${tableHtml(
    ["#", words.host, words.step, "UTC", words.took, words.sent, words.result],
    rows,
  )}`;
}

function failuresHtml(
  tries: readonly Try[],
  words: ReportWords,
  language: Language,
): string {
  return tries
    .flatMap((each, index) => {
      const steps = each.steps.filter(({ failure }) => failure !== undefined);
      const loose = steps.length === 0 ? each.failure : undefined;
      const mended = (id: string) =>
        tries
          .slice(index + 1)
          .some(({ steps: later }) =>
            later.some(
              ({ planned, outcome }) =>
                planned.id === id &&
                (outcome === "done" ||
                  outcome === "skipped" ||
                  outcome === "undone"),
            ),
          );
      return [
        ...steps.map(({ planned, failure }) =>
          failureHtml(
            `${planned.host} · ${stepTitle(planned.name, language)} (#${index + 1})`,
            failureAccount(failure, language),
            mended(planned.id) ? words.mended : words.notMended,
          ),
        ),
        ...(loose === undefined
          ? []
          : [
              failureHtml(
                `#${index + 1}`,
                failureAccount(loose, language),
                tries.slice(index + 1).some(({ outcome }) => outcome === "done")
                  ? words.mended
                  : words.notMended,
              ),
            ]),
      ];
    })
    .join("");
}

function failureHtml(
  heading: string,
  lines: readonly string[],
  became: string,
): string {
  return `<div class="failure"><p><strong>${escaped(heading)}</strong></p><pre>${escaped(lines.join("\n"))}</pre><p>${escaped(became)}</p></div>`;
}
