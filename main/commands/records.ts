import type { Command } from "commander";
import type { ExportOptions } from "./export-work.ts";
import type { ReplayOptions } from "./replay.ts";
import type { ReportOptions, VerifyOptions } from "./report-work.ts";

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

  const report = program
    .command("report")
    .description("the hand-over paper of a run, signed by this laptop");
  const work = () => import("./report-work.ts");
  report
    .command("make", { isDefault: true })
    .description("write it as a page, or with --pdf as a PDF")
    .argument("<run>", "the run's id, `latest`, or an exported run (.zip)")
    .option("--out <path>", "file or folder; default: here")
    .option("--pdf", "as a PDF; needs Chromium, Chrome or Edge")
    .option("--json", "one line of JSON instead of text")
    .action(async (run: string, _options, command: Command) =>
      (await work()).make(run, command.optsWithGlobals<ReportOptions>()),
    );
  report
    .command("verify")
    .description(
      "tell whether a report is as it was signed, and by which laptop",
    )
    .argument("<file>", "the HTML or PDF file")
    .option(
      "--key <key>",
      "the laptop that must have signed it: its key or fingerprint",
    )
    .option("--json", "one line of JSON instead of text")
    .action(async (file: string, _options, command: Command) =>
      (await work()).verify(file, command.optsWithGlobals<VerifyOptions>()),
    );
  report
    .command("key")
    .description("show the key that this laptop signs with")
    .option("--json", "one line of JSON instead of text")
    .action(async (_options, command: Command) =>
      (await work()).showKey(command.optsWithGlobals<{ json?: boolean }>()),
    );

  program
    .command("replay")
    .description(
      "show an exported run again in the wizard's screens; installs nothing",
    )
    .argument("<file>", "what `export` saved (.zip)")
    .option("--text", "print what happened instead")
    .option("--no-open", "only print the link")
    .action(async (file: string, _options, command: Command) =>
      (await import("./replay.ts")).replay(
        file,
        command.optsWithGlobals<ReplayOptions>(),
      ),
    );
}
