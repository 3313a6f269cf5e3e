// Headquarters makes packs for many stations, is killed half-way, and does it again.
import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { forecourt } from "./forecourt.ts";
import type { StationRancherPart } from "./rancher/lab-rancher.ts";

export interface ManyStations {
  readonly ids: readonly string[];
  /** Folder of the table, its template and the packs. */
  readonly folder: string;
  readonly rancher: StationRancherPart;
  readonly token: string;
  readonly atOnce: number;
  /** Label `region` of each; default: one of seven. */
  readonly region?: string;
}

export const packsOf = (folder: string): string[] =>
  existsSync(join(folder, "packs"))
    ? readdirSync(join(folder, "packs")).filter((name) =>
        name.endsWith(".pack"),
      )
    : [];

export function writeTable({
  ids,
  folder,
  rancher,
  region,
}: ManyStations): void {
  mkdirSync(folder, { recursive: true });
  const rows = ids.map(
    (id, index) =>
      `${id},10.${index >> 8}.${index & 255}.1,${region ?? `r${index % 7}`}`,
  );
  writeFileSync(
    join(folder, "stations.csv"),
    `id,server,label:region\n${rows.join("\n")}\n`,
  );
  writeFileSync(join(folder, "stations.yaml"), stringify({ rancher }));
}

/** `pack build` to its end: its code, null where it was killed. `begun` gets the process. */
export async function buildPacks(
  { folder, token, atOnce }: ManyStations,
  begun?: (child: ChildProcess) => Promise<void>,
): Promise<number | null> {
  const child = forecourt(
    [
      ...["pack", "build", join(folder, "stations.csv")],
      ...["--out", join(folder, "packs"), "--at-once", String(atOnce)],
    ],
    {
      FORECOURT_HOME: join(folder, "home"),
      FORECOURT_RANCHER_TOKEN: token,
      FORECOURT_PACK_PASSPHRASE: "four words and none",
    },
  );
  child.stdout?.resume();
  child.stderr?.pipe(process.stderr);
  const closed = once(child, "close") as Promise<[number | null]>;
  await begun?.(child);
  return (await closed)[0];
}

/** Killed once half of the packs are there, and run again. Throws where either does not end as it should. */
export async function buildThroughACrash(many: ManyStations): Promise<void> {
  const half = many.ids.length / 2;
  const first = await buildPacks(many, async (child) => {
    while (packsOf(many.folder).length < half && child.exitCode === null)
      await sleep(20);
    child.kill("SIGKILL");
  });
  if (first !== null) throw new Error("it ended before the crash");
  if ((await buildPacks(many)) !== 0)
    throw new Error("the second build failed");
  const packs = packsOf(many.folder).length;
  if (packs !== many.ids.length) throw new Error(`${packs} packs`);
}
