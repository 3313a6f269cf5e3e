// `npm run bench [NAME]… [-- --keep]`: measures, prints a table, and with --keep
// puts the rows into docs/benchmarks.json. NAME is a row's name or its beginning.
import { parseArgs } from "node:util";
import { withLock } from "../lab/folders.ts";
import { labUnavailable } from "../lab/packages.ts";
import { keepRows, measure, table, type Result } from "./rows.ts";
import { discoverRows } from "./discover-rows.ts";
import { appRows } from "./app-rows.ts";
import { exportRows } from "./export-rows.ts";
import { floodRows } from "./flood-rows.ts";
import { replayRows } from "./replay-rows.ts";
import { uploadRows } from "./upload-rows.ts";
import { fleetRows } from "./fleet-rows.ts";
import { checkRow } from "./check-row.ts";
import { installRows } from "./install-rows.ts";
import { verifyRow } from "./verify-row.ts";

const all = [
  checkRow,
  ...uploadRows,
  verifyRow,
  ...discoverRows,
  ...installRows,
  ...appRows,
  ...floodRows,
  ...exportRows,
  ...replayRows,
  ...fleetRows,
];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: "boolean", default: false } },
});
const isNamed = (name: string) =>
  positionals.length === 0 ||
  positionals.some((part) => name === part || name.startsWith(`${part}.`));
const chosen = all.filter(({ name }) => isNamed(name));
const runs = Number(process.env["BENCH_RUNS"] ?? 5);
const why =
  labUnavailable() ??
  (chosen.length === 0
    ? `no such row; there are ${all.map(({ name }) => name).join(", ")}`
    : Number.isInteger(runs) && runs > 0
      ? undefined
      : "BENCH_RUNS must be a number of runs");
if (why !== undefined) {
  console.error(why);
  process.exit(2);
}

// As `npm run` has it: our processes do not translate TypeScript each time, which
// costs memory and time that a built program does not have.
process.env["NODE_COMPILE_CACHE"] ??= new URL(
  "../../node_modules/.cache/compile",
  import.meta.url,
).pathname;

const results: Result[] = [];
const failures: string[] = [];
// Two at once would measure each other.
await withLock("/run/lock/forecourt-bench", async () => {
  for (const benchmark of chosen)
    try {
      results.push(
        await measure(benchmark, runs, (line) => console.error(line)),
      );
    } catch (error) {
      failures.push(
        `${benchmark.name}: ${error instanceof Error ? error.message : String(error)}`,
      );
      console.error(failures.at(-1));
    }
});

if (results.length > 0) console.log(`\n${table(results)}`);
for (const { row, remarks } of results)
  for (const remark of remarks) console.log(`${row.name}: ${remark}`);
for (const failure of failures) console.log(`FAILED ${failure}`);
if (values.keep)
  keepRows(
    new URL("../../docs/benchmarks.json", import.meta.url).pathname,
    results.map(({ row }) => row),
  );
process.exit(failures.length === 0 ? 0 : 1);
