// Our side of the export benchmarks, in a process of its own, which knows as many secrets as one that
// signed in to a station. `export-ours.ts HOME RUN OUT SECRET…`; what it took goes as JSON to standard output.
import { readFileSync } from "node:fs";
import { openLaptopKey } from "../../main/adapters/files/laptop-key.ts";
import { RunStore } from "../../main/adapters/files/run-store.ts";
import { systemClock } from "../../main/adapters/files/system-clock.ts";
import { Redactor } from "../../main/logs/redactor.ts";
import { gatherExport } from "../../main/station/gather-export.ts";
import { saveExport } from "../../main/station/save-export.ts";

export interface ExportReport {
  readonly seconds: number;
  /** The most memory that the process ever had, in MB of 10^6 bytes. */
  readonly peakMemory: number;
}

const [, , home = "", run = "", out = "", ...secrets] = process.argv;
const redactor = new Redactor();
for (const secret of secrets) redactor.add(secret);
const { signal } = new AbortController();

const start = performance.now();
const gathered = await gatherExport({
  run: await new RunStore(home, systemClock).find(run),
  redactor,
  language: "en",
  state: home,
  signal,
});
await saveExport(gathered, out, openLaptopKey(home), { signal });
await gathered.close();
const kib = /^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"));
const report: ExportReport = {
  seconds: (performance.now() - start) / 1000,
  peakMemory: (Number(kib?.[1]) * 1024) / 1e6,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
