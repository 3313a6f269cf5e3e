import { InvalidArgumentError, type Command } from "commander";
import type { PackBuildCommand, PackCommand } from "./pack-work.ts";

/** `pack build`, `info`, `open`, `renew`. What they work with is loaded only when one is called. */
export function addPackCommands(program: Command): void {
  const pack = program
    .command("pack")
    .description("what stations register with later, without an uplink");
  const work = () => import("./pack-work.ts");
  const json = ["--json", "one line of JSON per pack instead of text"] as const;
  const optionsOf = <T>(command: Command) =>
    command.optsWithGlobals<T & object>() as T;

  pack
    .command("build")
    .description(
      "make a cluster in Rancher and an encrypted pack for each station of a table",
    )
    .argument("<table>", "the stations (CSV)")
    .requiredOption(
      "--out <folder>",
      "the packs' folder; a build goes on in it",
    )
    .option(
      "--template <file>",
      "what the stations have in common (YAML); default: the table's name with .yaml",
    )
    .option("--at-once <number>", "stations at a time (1 to 64)", atOnce, 8)
    .option(...json)
    .action(async (table: string, _options, command: Command) =>
      (await work()).build({
        ...optionsOf<PackBuildCommand>(command),
        table,
      }),
    );
  pack
    .command("info")
    .description("what packs say of themselves; needs no passphrase")
    .argument("<file...>")
    .option(...json)
    .action(async (files: string[], _options, command: Command) =>
      (await work()).info(files, optionsOf<PackCommand>(command)),
    );
  pack
    .command("open")
    .description("open a pack and show the station and the Rancher in it")
    .argument("<file>")
    .option(
      "--save-station <file>",
      "write the station file that is in it; an existing one is kept",
    )
    .option(...json)
    .action(async (file: string, _options, command: Command) =>
      (await work()).open(
        file,
        optionsOf<PackCommand & { saveStation?: string }>(command),
      ),
    );
  pack
    .command("renew")
    .description(
      "fetch a new registration for packs, also expired ones; needs an uplink",
    )
    .argument("<file...>")
    .option("--user <name>", "sign in to Rancher as this local user")
    .option(...json)
    .action(async (files: string[], _options, command: Command) =>
      (await work()).renew(
        files,
        optionsOf<PackCommand & { user?: string }>(command),
      ),
    );
}

function atOnce(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1 || number > 64)
    throw new InvalidArgumentError("A whole number from 1 to 64 is wanted.");
  return number;
}
