import { assignments } from "../../common/model/shell.ts";
import type { RemoteScripts } from "../ports/scripts.ts";
import { diskPaths } from "../checks/disk-need.ts";

/** In this order: words before those who use them, and the report last. */
const parts = [
  "words",
  "host",
  "disk",
  "network",
  "kernel",
  "conflicts",
  "report",
] as const;

/** One script that reports a host's facts between two lines with the mark. */
export function factsScript(scripts: RemoteScripts, mark: string): string {
  return [
    assignments({ MARK: mark, PATHS: diskPaths.join("\n") }),
    ...parts.map((part) => scripts(`facts/${part}.sh`)),
  ].join("\n");
}

/** What stands between the two lines; undefined where one is missing. */
export function markedReport(stdout: string, mark: string): string | undefined {
  const from = stdout.indexOf(`${mark} begin\n`);
  if (from < 0) return undefined;
  const start = from + `${mark} begin\n`.length;
  const end = stdout.indexOf(`${mark} end`, start);
  return end < 0 ? undefined : stdout.slice(start, end);
}
