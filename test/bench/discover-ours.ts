// Our side of the discovery benchmarks, in a process of its own on the laptop of the street: one
// search of the ranges that it is given, and what it took as JSON.
// First, as in the program.
import "../../main/adapters/ssh/young-space.ts";
import { readFileSync } from "node:fs";
import type { DiscoveryEvent } from "../../common/model/discovery.ts";
import { discovery } from "../../main/adapters/discovery/search.ts";

export interface SearchReport {
  /** Hosts with a key. */
  readonly hosts: number;
  /** Seconds from the search's begin to the last banner, the last key, and the end. */
  readonly banners: number;
  readonly keys: number;
  readonly over: number;
  /** The most memory that the process ever had, in MB of 10^6 bytes. */
  readonly peakMemory: number;
}

const start = performance.now();
let banners = 0;
let keys = 0;
const onEvent = (event: DiscoveryEvent) => {
  const now = (performance.now() - start) / 1000;
  if (event.type !== "found") return;
  if (event.host.key !== undefined) keys = now;
  if (event.host.banner !== undefined && event.host.key === undefined)
    banners = now;
};
const found = await discovery.search({
  ranges: process.argv.slice(2),
  ports: [22],
  known: [],
  confirmed: false,
  signal: new AbortController().signal,
  onEvent,
});
const over = (performance.now() - start) / 1000;
const kib = /^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"));
const report: SearchReport = {
  hosts: found.filter(
    ({ key, address }) => key !== undefined && !address.includes(":"),
  ).length,
  banners,
  keys,
  over,
  peakMemory: (Number(kib?.[1]) * 1024) / 1e6,
};
process.stdout.write(JSON.stringify(report));
