import {
  FailureCode,
  failed,
  type Failed,
} from "../../../common/model/failure.ts";
import type { Answer } from "../../ports/remote-host.ts";

const failureLine = "::forecourt-failed\t";

/** The failure that one of the adapter's own scripts named, else `job-failed` with its last lines. */
export function scriptOutputFailure(
  host: string,
  label: string,
  { code, stdout, stderr }: Answer,
): Failed {
  const lines = [...stdout.split("\n"), ...stderr.split("\n")].filter(
    (line) => line !== "",
  );
  const said = lines.find((line) => line.startsWith(failureLine));
  const [name, pair = ""] = (said ?? "").slice(failureLine.length).split("\t");
  const known = FailureCode.safeParse(name);
  const at = pair.indexOf("=");
  return failed(known.success ? known.data : "job-failed", {
    host,
    command: label,
    exitCode: code,
    lastLines: lines.filter((line) => line !== said).slice(-5),
    data: known.success
      ? { [pair.slice(0, at)]: pair.slice(at + 1) }
      : { step: label },
    retry: true,
  });
}
