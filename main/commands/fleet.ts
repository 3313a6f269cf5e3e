import { InvalidArgumentError, Option, type Command } from "commander";
import { parseLabelTest, type LabelTest } from "../fleet/fleet-status.ts";
import type { FleetCommand } from "./fleet-work.ts";

/** `fleet status`. What it works with is loaded only when it is called. */
export function addFleetCommands(program: Command): void {
  program
    .command("fleet")
    .description("all stations, as the central Rancher sees them")
    .command("status")
    .description("list the stations with state, version and last connection")
    .addOption(
      new Option("--url <url>", "the central Rancher, https://name[:port]").env(
        "FORECOURT_RANCHER_URL",
      ),
    )
    .option("--ca <file>", "its CA (PEM)")
    .option("--ca-checksum <sha256>", "the checksum of its CA", checksum)
    .option("--user <name>", "sign in as this local user, not with a token")
    .option("--proxy <url>", "the proxy between this computer and Rancher")
    .option(
      "--label <test>",
      "only stations with it: key=value, key!=value, key, !key; may be given again",
      labelTest,
      [],
    )
    .option("--state <state>", "only stations in this state, such as active")
    .option("--all", "also clusters that are no stations of Forecourt")
    .addOption(
      new Option("--format <format>").choices(["table", "csv", "json"]),
    )
    .option("--json", "the same as --format json")
    .action(async (_options, command: Command) =>
      (await import("./fleet-work.ts")).status(
        command.optsWithGlobals<FleetCommand & object>(),
      ),
    );
}

function labelTest(
  text: string,
  before: readonly LabelTest[],
): readonly LabelTest[] {
  const test = parseLabelTest(text);
  if (test === undefined)
    throw new InvalidArgumentError("key=value, key!=value, key or !key.");
  return [...before, test];
}

function checksum(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new InvalidArgumentError("64 lower-case hex digits are wanted.");
  return text;
}
