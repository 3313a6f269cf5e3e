import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { failed, failureOf, type Failure } from "../../common/model/failure.ts";
import { isOver, type PackContent } from "../../common/model/pack.ts";
import type { Station } from "../../common/model/station.ts";
import {
  digestOf,
  openBuildJournal,
  type BuildJournal,
  type Made,
} from "../adapters/packs/build-journal.ts";
import { readPack, sealPack } from "../adapters/packs/pack-envelope.ts";
import { packEnding, writePackFile } from "../adapters/packs/pack-file.ts";
import {
  checkedPassphrase,
  masterKey,
  newScrypt,
  type MasterKey,
  type Scrypt,
} from "../adapters/packs/pack-key.ts";
import { inParallel } from "./in-parallel.ts";
import { preparePack, type Headquarters } from "./prepare-pack.ts";

export interface PackBuild {
  readonly stations: readonly Station[];
  /** Folder of the packs and of the journal that a further build goes on with. */
  readonly out: string;
  readonly passphrase: string;
  /** How the passphrase becomes the key, where the folder is new. */
  readonly scrypt?: () => Scrypt;
  /** Stations at a time; default 8. */
  readonly atOnce?: number;
  readonly hostKeys?: (
    station: Station,
  ) => Promise<Readonly<Record<string, string>>>;
  readonly onProgress?: (progress: PackProgress) => void;
  readonly now?: () => number;
  readonly signal?: AbortSignal;
}

export interface PackProgress {
  readonly station: string;
  readonly outcome: "made" | "kept" | "failed";
  readonly failure?: Failure;
  /** Stations behind it, of all. */
  readonly done: number;
  readonly all: number;
}

export interface BuiltPacks {
  readonly made: number;
  /** Were there already. */
  readonly kept: number;
  readonly failed: readonly {
    readonly station: string;
    readonly failure: Failure;
  }[];
}

/** Failures that would come again for every station: the build ends at the first of them. */
const forAll: readonly Failure["code"][] = [
  "aborted",
  "laptop-disk-full",
  "rancher-name-unknown",
  "rancher-unreachable",
  "rancher-proxy-failed",
  "rancher-tls-untrusted",
  "rancher-ca-changed",
  "rancher-gateway",
  "rancher-not-rancher",
  "rancher-timed-out",
  "rancher-sign-in-refused",
  "rancher-token-refused",
  "rancher-right-missing",
];

/**
 * A cluster and a pack for each station. Run again after a crash, or with a changed table, it makes what is
 * missing, changed or over, and nothing twice. What fails for one station does not keep the others from
 * theirs; `pack-passphrase-wrong` where the folder was begun with another passphrase. Throws also
 * `passphrase-weak`, what `openBuildJournal` throws, and any failure that would be every station's.
 */
export async function buildPacks(
  headquarters: Headquarters,
  build: PackBuild,
): Promise<BuiltPacks> {
  const { out, stations, signal, now = Date.now } = build;
  checkedPassphrase(build.passphrase);
  const journal = await openBuildJournal(out, headquarters.api.url, newScrypt);
  try {
    const key = await masterKey(build.passphrase, journal.key);
    await requireSameKey(journal, key, out);
    const failures: { station: string; failure: Failure }[] = [];
    const counts = { made: 0, kept: 0 };
    let done = 0;
    const tell = (progress: Omit<PackProgress, "done" | "all">) =>
      build.onProgress?.({
        ...progress,
        done: (done += 1),
        all: stations.length,
      });
    await inParallel(stations, build.atOnce ?? 8, async (station) => {
      if (signal?.aborted === true) throw failed("aborted");
      try {
        const outcome = (await isMade(journal, station, out, now()))
          ? "kept"
          : "made";
        if (outcome === "made")
          await make(headquarters, build, journal, key, station);
        counts[outcome] += 1;
        tell({ station: station.id, outcome });
      } catch (error) {
        const failure = failureOf(error);
        if (failure === undefined || forAll.includes(failure.code)) throw error;
        failures.push({ station: station.id, failure });
        tell({ station: station.id, outcome: "failed", failure });
      }
    });
    return { ...counts, failed: failures };
  } finally {
    await journal.close();
  }
}

function pathOf(out: string, station: string): string {
  return join(out, `${station}${packEnding}`);
}

async function make(
  headquarters: Headquarters,
  { out, hostKeys, signal, now = Date.now }: PackBuild,
  journal: BuildJournal,
  key: MasterKey,
  station: Station,
): Promise<void> {
  const content: PackContent = await preparePack(headquarters, station, {
    hostKeys: (await hostKeys?.(station)) ?? {},
    now: now(),
    ...(signal && { signal }),
  });
  const bytes = sealPack(content, key);
  await writePackFile(pathOf(out, station.id), bytes);
  await journal.add({
    station: station.id,
    cluster: content.rancher.cluster,
    definition: definitionOf(station),
    sha256: digestOf(bytes),
    validity: content.validity,
  });
}

function definitionOf(station: Station): string {
  return digestOf(JSON.stringify(station));
}

async function isMade(
  journal: BuildJournal,
  station: Station,
  out: string,
  now: number,
): Promise<boolean> {
  const made = journal.made.get(station.id);
  return (
    made !== undefined &&
    made.definition === definitionOf(station) &&
    !isOver(made.validity, now) &&
    (await bytesOf(made, out)) !== undefined
  );
}

/** The pack as it was written; undefined where it is gone or another. */
async function bytesOf(made: Made, out: string): Promise<Buffer | undefined> {
  const bytes = await readFile(pathOf(out, made.station)).catch(
    () => undefined,
  );
  return bytes !== undefined && digestOf(bytes) === made.sha256
    ? bytes
    : undefined;
}

/** One folder, one passphrase: else half of the packs would open with none that anybody remembers. */
async function requireSameKey(
  journal: BuildJournal,
  key: MasterKey,
  out: string,
): Promise<void> {
  for (const made of journal.made.values()) {
    const bytes = await bytesOf(made, out);
    if (bytes === undefined) continue;
    readPack(bytes, pathOf(out, made.station)).openWith(key);
    return;
  }
}
