import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { remoteScript } from "../main/adapters/files/remote-script.ts";
import { factsScript } from "../main/station/facts-script.ts";
import { ensurePackages, labUnavailable } from "../test/lab/packages.ts";

/** Everything that is checked, in one go; `npm test -- unit lint` runs only those stages. */
const root = fileURLToPath(new URL("..", import.meta.url));
const reports = mkdtempSync(join(tmpdir(), "forecourt-test-"));

interface Stage {
  readonly name: string;
  /** Needs root on Debian, as the lab does. */
  readonly lab?: boolean;
  /** True for passed. */
  run(): boolean;
}

const command = (program: string, ...args: string[]) =>
  spawnSync(program, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  }).status === 0;

/** A program of a package's: by its script, as Windows cannot start the links in node_modules/.bin. */
const tool = (script: string, ...args: string[]) =>
  command(process.execPath, join(root, "node_modules", script), ...args);

const tests = (project: string) =>
  tool(
    "vitest/vitest.mjs",
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${join(reports, `${project}.json`)}`,
  );

const firstLine = (text = "") => text.split("\n", 1)[0];

const shellScripts = () => {
  const listed = spawnSync(
    "git",
    ["ls-files", "resources/**/*.sh", "resources/*.sh", "test/**/*.sh"],
    { cwd: root, encoding: "utf8" },
  );
  const files = [...new Set(listed.stdout.split("\n").filter(Boolean))];
  if (files.length === 0) throw new Error("no shell scripts found");
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const lib = read("resources/remote/lib.sh");
  // Each as it is run: steps behind their library, the parts of the facts as one.
  const behindLib = /^resources\/remote\/(steps\/.*|hold|journal)\.sh$/;
  const facts = "resources/remote/facts/";
  const scripts = files
    .filter((file) => !file.startsWith(facts))
    .map((file) => ({
      file,
      text: behindLib.test(file) ? `${lib}\n${read(file)}` : read(file),
    }));
  scripts.push({ file: facts, text: factsScript(remoteScript, "mark") });
  return scripts
    .map(({ file, text }) => {
      const { status, stdout } = spawnSync(
        "shellcheck",
        ["--shell=sh", "--severity=warning", "-"],
        { input: text, encoding: "utf8" },
      );
      if (status !== 0) console.log(`${file}:\n${stdout}`);
      return status === 0;
    })
    .every(Boolean);
};

const stages: readonly Stage[] = [
  {
    name: "formatting",
    run: () =>
      tool("prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."),
  },
  {
    name: "types",
    run: () =>
      [
        "tsconfig.json",
        "tsconfig.common.json",
        "preload/tsconfig.json",
        "renderer/tsconfig.json",
      ]
        .map((project) => tool("typescript/bin/tsc", "-p", project))
        .every(Boolean),
  },
  {
    name: "lint",
    run: () => tool("eslint/bin/eslint.js", ".", "--max-warnings", "0"),
  },
  { name: "unit", run: () => tests("unit") },
  { name: "shell", lab: true, run: shellScripts },
  { name: "integration", lab: true, run: () => tests("integration") },
  { name: "e2e", lab: true, run: () => tests("e2e") },
];

const asked = process.argv.slice(2);
const unknown = asked.filter(
  (name) => !stages.some((stage) => stage.name === name),
);
if (unknown.length > 0) {
  console.error(
    `There is no stage ${unknown.join(", ")}; there are: ${stages.map(({ name }) => name).join(", ")}`,
  );
  process.exit(2);
}
const chosen = stages.filter(
  ({ name }) => asked.length === 0 || asked.includes(name),
);
const unavailable = labUnavailable();
const ends: { name: string; end: "ok" | "FAILED" | "not run" }[] = [];

if (unavailable === undefined && chosen.some(({ lab }) => lab === true))
  await ensurePackages(["shellcheck"]);

for (const stage of chosen) {
  if (stage.lab === true && unavailable !== undefined) {
    ends.push({ name: stage.name, end: "not run" });
    continue;
  }
  console.log(`\n── ${stage.name}`);
  const started = Date.now();
  const passed = stage.run();
  ends.push({ name: stage.name, end: passed ? "ok" : "FAILED" });
  console.log(
    `── ${stage.name}: ${passed ? "ok" : "FAILED"}, ${Math.round((Date.now() - started) / 1000)} s`,
  );
}

console.log();
for (const { name, end } of ends) console.log(`${end.padEnd(8)} ${name}`);
if (unavailable !== undefined)
  console.log(`\nNot run here: the lab's stages. ${unavailable}`);

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: {
      status: string;
      fullName: string;
      failureMessages: string[];
    }[];
  }[];
}
const counted = { numPassedTests: 0, numFailedTests: 0 };
/** Said again at the very end: whoever sees only that must learn what failed. */
const failures: string[] = [];
for (const { name: project, end } of ends) {
  const file = join(reports, `${project}.json`);
  if (!existsSync(file)) continue;
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  counted.numPassedTests += report.numPassedTests;
  counted.numFailedTests += report.numFailedTests;
  const before = failures.length;
  for (const { name, message, status, assertionResults } of report.testResults)
    if (status === "failed") {
      const failed = assertionResults.filter(
        (test) => test.status === "failed",
      );
      failures.push(
        ...failed.map(
          ({ fullName, failureMessages }) =>
            `${name}: ${fullName}\n    ${firstLine(failureMessages[0])}`,
        ),
        ...(failed.length === 0 ? [`${name}: ${firstLine(message)}`] : []),
      );
    }
  if (end === "FAILED" && failures.length === before)
    failures.push(
      `${project}: an error outside of every test (“Unhandled” above)`,
    );
}
if (failures.length > 0)
  console.log(`\nWhat failed:\n- ${failures.join("\n- ")}`);
rmSync(reports, { recursive: true });
console.log(
  `\n${counted.numPassedTests} passed, ${counted.numFailedTests} failed`,
);
process.exitCode = ends.some(({ end }) => end === "FAILED") ? 1 : 0;
