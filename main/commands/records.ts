import type { Command } from "commander";
import type { ExportOptions } from "./export-work.ts";

/** What leaves the laptop, and what comes back. Loaded only when one of them is called. */
export function addRecordCommands(program: Command): void {
  program
    .command("export")
    .description("save what is known of a run as one file, secrets masked")
    .argument("<run>", "the run's id, or `latest`")
    .option("--out <path>", "file or folder; default: here")
    .option("--preview", "list what would be in it; save nothing")
    .option("--show <path>", "print one file of it; save nothing")
    .option("--no-hosts", "do not ask the hosts for their own logs")
    .option(
      "--secrets <file>",
      "passwords (YAML, readable by you only); default: asked for",
    )
    .option("--json", "one line of JSON instead of text")
    .action(async (run: string, _options, command: Command) =>
      (await import("./export-work.ts")).exportRun(
        run,
        command.optsWithGlobals<ExportOptions>(),
      ),
    );

  program
    .command("support-code")
    .description("explain the code that a failed run showed")
    .argument("<code>", "as it was read out")
    .option("--json", "one line of JSON instead of text")
    .action(async (code: string, _options, command: Command) =>
      (await import("./support-code.ts")).explain(
        code,
        command.optsWithGlobals<{ json?: boolean; language?: string }>(),
      ),
    );
}
