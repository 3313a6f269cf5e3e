import type { Command } from "commander";

export interface TrustOptions {
  /** One of both is given. */
  readonly station?: string;
  /** A station pack, whose keys count as remembered ones. */
  readonly pack?: string;
  readonly host: string;
  readonly fingerprint?: string;
  /** For the host that it is reached through: who that is, and its password. */
  readonly jump?: string;
  readonly secrets?: string;
  readonly json?: boolean;
  readonly language?: string;
}

/** trust. What it works with is loaded only when it is called. */
export function addTrustCommand(program: Command): void {
  program
    .command("trust")
    .description(
      "look at a host's key and remember it, also of a server that was set up anew; signs in to nobody but a jump host",
    )
    .option("--station <file>", "the station file (YAML)")
    .option(
      "--pack <file>",
      "the station's pack, instead of its file or beside it",
    )
    .requiredOption("--host <name>", "the host's name in it")
    .option(
      "--fingerprint <text>",
      "what the sticker or the host's own screen says: remembered only if it is the same",
    )
    .option(
      "--jump <host>",
      "reach the host through this one: user@address[:port], or a host's name",
    )
    .option("--secrets <file>", "passwords for that one (YAML, yours only)")
    .option("--json", "one line of JSON instead of text")
    .action(async (options: TrustOptions) => {
      if (options.station === undefined && options.pack === undefined)
        program.error("error: one of --station and --pack is needed");
      const { language } = program.opts<{ language?: string }>();
      const { trust } = await import("./trust-work.ts");
      await trust(language === undefined ? options : { ...options, language });
    });
}
