import { writeFile } from "node:fs/promises";
import { checkText } from "../../common/messages/checks/check-text.ts";
import type { Language } from "../../common/messages/language.ts";
import { failureText, word } from "../../common/messages/sentence.ts";
import { families, familyOf } from "../../common/model/check.ts";
import { Failed, failed } from "../../common/model/failure.ts";
import { stops } from "../../common/model/finding.ts";
import { visitStation, type Visited } from "../station/visit.ts";
import { decisionsOf } from "./decision-options.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";
import { onVisit } from "./on-laptop.ts";
import type { StationOptions } from "./options.ts";
import { harmless } from "./paint.ts";
import { findingLines, findingSummary } from "./tell-findings.ts";

export type CheckOptions = Omit<StationOptions, "bundle"> & {
  readonly bundle?: string;
  readonly out?: string;
  /** False with --no-sudo. */
  readonly sudo?: boolean;
};

/** What is found on the hosts, without installing anything; also as a file for whoever was not there. */
export async function check(options: CheckOptions): Promise<void> {
  await onVisit(options, async (laptop, signal) => {
    const visited = await visitStation(
      laptop,
      decisionsOf(options),
      signal,
      options.sudo === false ? "unwanted" : "if-granted",
    );
    const text =
      options.json === true
        ? `${JSON.stringify(asJson(laptop.station.id, visited, laptop.language))}\n`
        : asText(laptop.station.id, visited, laptop.language);
    if (options.out === undefined) process.stdout.write(text);
    else {
      await save(options.out, text);
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify({ type: "saved", path: options.out })}\n`
          : `${word("check.saved", laptop.language, { path: options.out })}\n`,
      );
    }
    process.exitCode = exitOf(visited);
  });
}

/** A host that cannot be reached weighs more than one that does not fit: nobody knows about it. */
function exitOf(visited: readonly Visited[]): number {
  const failure = visited.flatMap((each) =>
    "failure" in each ? [each.failure] : [],
  )[0];
  if (failure !== undefined) return exitCodeOf(new Failed(failure));
  return visited.some((each) => "findings" in each && each.findings.some(stops))
    ? exitCodes.host
    : 0;
}

async function save(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600, flag: "wx" }).catch(
    (error: unknown) => {
      const { code, message } = error as NodeJS.ErrnoException;
      throw code === "EEXIST"
        ? failed("output-exists", { data: { path } })
        : failed("file-unreadable", { data: { path, reason: message } });
    },
  );
}

function asJson(
  station: string,
  visited: readonly Visited[],
  language: Language,
) {
  return {
    type: "checks",
    station,
    time: new Date().toISOString(),
    hosts: visited.map((each) =>
      "failure" in each
        ? {
            host: each.host,
            failure: each.failure,
            text: failureText(each.failure, language),
          }
        : {
            host: each.host,
            system: systemOf(each),
            findings: each.findings.map((finding) => ({
              ...finding,
              family: familyOf(finding.check),
              stops: stops(finding),
              text: checkText(finding, language),
            })),
          },
    ),
  };
}

type Seen = Extract<Visited, { findings: unknown }>;

function systemOf({ seen: { facts } }: Seen) {
  return {
    os: facts.os.name,
    kernel: facts.release,
    machine: facts.machine,
    cpus: facts.cpus,
    memory: facts.memory,
    hardware: facts.hardware,
    seenAs: facts.seenAs,
  };
}

function asText(
  station: string,
  visited: readonly Visited[],
  language: Language,
): string {
  const lines = visited.flatMap((each) =>
    "failure" in each
      ? Object.values(failureText(each.failure, language)).map(harmless)
      : [
          [each.host, ...headOf(each)].map(harmless).join("  "),
          ...families.flatMap((family) => {
            const those = each.findings.filter(
              ({ check }) => familyOf(check) === family,
            );
            return those.length === 0
              ? []
              : [
                  `  ${word(`family.${family}`, language)}`,
                  ...those
                    .flatMap((finding) =>
                      findingLines(finding, language, { host: false }),
                    )
                    .map((line) => `    ${line}`),
                ];
          }),
          `  ${findingSummary(each.findings, language)}`,
          "",
        ],
  );
  return `${word("check.heading", language)}: ${station}\n\n${lines.join("\n")}\n`;
}

function headOf({ seen: { facts } }: Seen): string[] {
  return [facts.os.name, facts.machine, `${facts.hardware?.vendor ?? ""} ${facts.hardware?.model ?? ""}`.trim()]; // prettier-ignore
}
