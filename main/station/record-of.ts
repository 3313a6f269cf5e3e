import { arch, release, type } from "node:os";
import type { RunKind } from "../../common/model/events.ts";
import type { RunRecord } from "../../common/model/run-record.ts";
import { appVersion } from "./app-version.ts";
import type { OpenStation } from "./open-station.ts";

/** What is recorded beside the journal as a run starts. */
export function recordOf(
  { folder, hosts, work, plan, findings }: OpenStation,
  run: string,
  kind: RunKind,
): RunRecord {
  const { manifest, digest, signedBy } = work.bundle;
  return {
    format: "forecourt-run/1",
    run,
    kind,
    station: work.station,
    folder,
    laptop: {
      app: appVersion,
      node: process.versions.node,
      system: `${type()} ${release()}`,
      arch: arch(),
    },
    bundle: {
      name: manifest.name,
      sequence: manifest.sequence,
      digest,
      signedBy,
      created: manifest.created,
      files: manifest.files.map((file) => ({
        path: file.path,
        name: file.name,
        version: file.version,
        arch: file.arch,
        kind: file.kind,
        size: file.size,
        sha256: file.sha256,
      })),
    },
    hosts: hosts.map(({ spec, facts, laptopClock }) => ({
      name: spec.name,
      facts,
      laptopClock,
    })),
    findings: [...findings],
    plan,
  };
}
