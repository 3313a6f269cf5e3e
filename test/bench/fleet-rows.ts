// Many stations against the stand-in Rancher: packs for 2,000 with a crash in the middle, and the list of
// 5,000. What is measured is our side; the stand-in answers from memory, but over TLS and as slowly filled
// tokens as a real one.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stationAnnotation } from "../../common/model/rancher.ts";
import {
  buildThroughACrash,
  writeTable,
  type ManyStations,
} from "../lab/many-stations.ts";
import { setCondition } from "../rancher-standin/state.ts";
import {
  startRancher,
  type RancherStandin,
} from "../rancher-standin/standin.ts";
import { benchFolder } from "./folder.ts";
import type { Benchmark } from "./rows.ts";

const cli = new URL("../../main/cli.ts", import.meta.url).pathname;
const packed = 2000;
const listed = 5000;
const atOnce = 32;

const start = (
  rancher: RancherStandin,
  folder: string,
  args: readonly string[],
): ChildProcess =>
  spawn(process.execPath, [cli, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      FORECOURT_HOME: join(folder, "home"),
      FORECOURT_RANCHER_TOKEN: rancher.token,
      FORECOURT_PACK_PASSPHRASE: "four words and none",
    },
  });

/** Killed once half of the packs are made, run again, and all looked at. */
const buildAll = async (
  rancher: RancherStandin,
  many: ManyStations,
): Promise<number> => {
  rmSync(join(many.folder, "packs"), { recursive: true, force: true });
  rancher.state.clusters.clear();
  const begun = performance.now();
  await buildThroughACrash(many);
  const seconds = (performance.now() - begun) / 1000;
  const names = [...rancher.state.clusters.values()].map(({ name }) => name);
  if (names.length !== packed || new Set(names).size !== packed)
    throw new Error(`${names.length} clusters for ${packed} stations`);
  return seconds;
};

const packsRow: Benchmark = {
  name: "fleet.packs",
  unit: "s",
  goal: 300,
  direction: "atMost",
  against: "",
  prepare: async () => {
    const folder = benchFolder(100e6);
    const rancher = await startRancher({ version: "v2.15.1" });
    const { url, caChecksum, token } = rancher;
    const many: ManyStations = {
      ids: Array.from({ length: packed }, (_, index) => `s-${index}`),
      folder,
      rancher: { url, caChecksum },
      token,
      atOnce,
    };
    writeTable(many);
    return {
      ours: () => buildAll(rancher, many),
      close: async () => {
        await rancher.close();
        rmSync(folder, { recursive: true, force: true });
        return [
          `${packed} stations, ${atOnce} at a time, killed after half; no cluster twice, none missing`,
        ];
      },
    };
  },
};

/** Peak memory of listing them all as lines of JSON, in MB. */
const listAll = async (
  rancher: RancherStandin,
  folder: string,
): Promise<number> => {
  const child = start(rancher, folder, [
    "fleet",
    "status",
    "--json",
    "--url",
    rancher.url,
    "--ca",
    rancher.caFile,
  ]);
  let lines = 0;
  child.stdout?.on("data", (bytes: Buffer) => {
    for (const byte of bytes) if (byte === 10) lines += 1;
  });
  const closed = once(child, "close");
  let peak = 0;
  while (child.exitCode === null) {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      peak = Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? peak);
    } catch {
      break;
    }
    await sleep(5);
  }
  await closed;
  if (lines !== listed + 1) throw new Error(`${lines} lines`);
  return (peak * 1024) / 1e6;
};

const listRow: Benchmark = {
  name: "fleet.memory",
  unit: "MB",
  goal: 160,
  direction: "atMost",
  against: "",
  prepare: async () => {
    const folder = benchFolder(100e6);
    mkdirSync(folder, { recursive: true });
    const rancher = await startRancher({ version: "v2.15.1" });
    for (let index = 0; index < listed; index += 1) {
      const cluster = rancher.state.addCluster(rancher.technician, {
        name: `s-${index}`,
        labels: { region: `r${index % 7}`, brand: "blue" },
        annotations: { [stationAnnotation]: `s-${index}` },
      });
      cluster.state = "active";
      for (const type of ["Connected", "Ready", "Provisioned"])
        setCondition(cluster, type, "True");
    }
    return {
      ours: () => listAll(rancher, folder),
      close: async () => {
        await rancher.close();
        rmSync(folder, { recursive: true, force: true });
        return [`${listed} stations, page by page`];
      },
    };
  },
};

export const fleetRows = [packsRow, listRow];
