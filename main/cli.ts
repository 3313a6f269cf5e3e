#!/usr/bin/env node
// First: the rest is loaded into what it leaves.
import "./adapters/ssh/young-space.ts";
import { Command, CommanderError, Option } from "commander";
import { addBundleCommands } from "./commands/bundle.ts";
import { addDiscoverCommand } from "./commands/discover.ts";
import { exitCodeOf, usageExitCode } from "./commands/exit-codes.ts";
import { addRecordCommands } from "./commands/records.ts";
import { addFleetCommands } from "./commands/fleet.ts";
import { addPackCommands } from "./commands/pack.ts";
import { addStationCommands } from "./commands/station.ts";
import { addTrustCommand } from "./commands/trust.ts";
import { tellError } from "./commands/tell-error.ts";
import { appVersion } from "./station/app-version.ts";

/** The command line: composition root without a screen. Only what a command needs is loaded. */
const program = new Command("forecourt")
  .description(
    "Turns a station's server into a K3s cluster, over SSH and without internet",
  )
  .version(appVersion)
  .addOption(
    new Option("--language <language>", "language of what is printed").choices([
      "en",
      "zh-Hans",
      "ja",
    ]),
  )
  .showHelpAfterError()
  .exitOverride();

addDiscoverCommand(program);
addTrustCommand(program);
addStationCommands(program);
addBundleCommands(program);
addRecordCommands(program);
addPackCommands(program);
addFleetCommands(program);

// Whoever reads may have read enough, as `| head` does. The code is that of a program which SIGPIPE ends.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(141);
});

const settings = () => program.opts<{ language?: string; json?: boolean }>();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? 0 : usageExitCode;
  else {
    tellError(error, {
      ...settings(),
      json: process.argv.includes("--json"),
    });
    process.exitCode = exitCodeOf(error);
  }
}
