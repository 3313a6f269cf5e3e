import { Option, type Command } from "commander";
import type { CheckOptions } from "./check.ts";
import type { StationOptions } from "./options.ts";

/** check, plan, install, resume, status, undo, token, kubeconfig. Loaded only when one of them is called. */
export function addStationCommands(program: Command): void {
  const onStation = (
    name: string,
    description: string,
    { bundle = "needed" }: { bundle?: "needed" | "optional" } = {},
  ) =>
    program
      .command(name)
      .description(description)
      .option("--station <file>", "the station file (YAML)")
      .option(
        "--pack <file>",
        "the station's pack, instead of its file or beside it",
      )
      .addOption(
        new Option(
          "--bundle <folder>",
          "the bundle, such as a USB stick",
        ).makeOptionMandatory(bundle === "needed"),
      )
      .option(
        "--trust-key <file>",
        "a further public key that may have signed it; may be given again",
        again,
      )
      .option(
        "--secrets <file>",
        "passwords (YAML, readable by you only); default: asked for",
      )
      .option(
        "--jump <host>",
        "reach the hosts through this one: user@address:port, or a host's name",
      )
      .option("--json", "events line by line instead of text");
  const deciding = (command: Command) =>
    command
      .option(
        "--accept <check=reason>",
        "go on in spite of this finding (check@host=reason for one host); may be given again",
        again,
      )
      .option(
        "--fix <check>",
        "let the plan mend this finding (check@host for one host); may be given again",
        again,
      );
  const yes = new Option("--yes", "do not ask before it starts");
  const work = () => import("./station-work.ts");

  deciding(
    onStation(
      "check",
      "what is found on the hosts; installs nothing and needs no bundle",
      { bundle: "optional" },
    ),
  )
    .option("--no-sudo", "do not even try to look as root")
    .option("--out <file>", "save it instead of printing it")
    .action(async (options: CheckOptions) =>
      (await import("./check.ts")).check(withLanguage(program, options)),
    );
  deciding(onStation("plan", "show what would change; changes nothing")).action(
    async (options: StationOptions) =>
      (await work()).plan(withLanguage(program, options)),
  );
  deciding(
    onStation("install", "install Docker and K3s on the station's hosts"),
  )
    .addOption(yes)
    .action(async (options: StationOptions) =>
      (await work()).install(withLanguage(program, options)),
    );
  deciding(onStation("resume", "go on with the run that did not end"))
    .addOption(yes)
    .action(async (options: StationOptions) =>
      (await work()).resume(withLanguage(program, options)),
    );
  onStation("undo", "take back what this app brought, and nothing else")
    .addOption(yes)
    .action(async (options: StationOptions) =>
      (await work()).undo(withLanguage(program, options)),
    );
  onStation("register", "register the cluster with the central Rancher")
    .option("--now", "over the uplink that there is; without it: --pack")
    .option(
      "--take-over",
      "also where the cluster of this name is another station's",
    )
    .addOption(yes)
    .action(async (options: StationOptions & { now?: boolean }) => {
      if ((options.now === true) === (options.pack !== undefined))
        program.error("error: one of --now and --pack is needed");
      await (await work()).register(withLanguage(program, options));
    });
  onStation(
    "unregister",
    "take the cluster out of Rancher, and Rancher's agent off the hosts",
  )
    .option(
      "--only-station",
      "only off the hosts, without an uplink; Rancher's record stays",
    )
    .addOption(yes)
    .action(async (options: StationOptions) =>
      (await work()).unregister(withLanguage(program, options)),
    );
  onStation("status", "the cluster's nodes and the last run").action(
    async (options: StationOptions) =>
      (await import("./station-access.ts")).status(
        withLanguage(program, options),
      ),
  );
  onStation("token", "where the token for further agents is")
    .option("--show", "print the token itself")
    .action(async (options: StationOptions & { show?: boolean }) =>
      (await import("./station-access.ts")).token(
        withLanguage(program, options),
      ),
    );
  onStation("kubeconfig", "save the cluster's kubeconfig with a usable address")
    .option("--out <file>", "where to; default: <station>.kubeconfig")
    .action(async (options: StationOptions & { out?: string }) =>
      (await import("./station-access.ts")).kubeconfig(
        withLanguage(program, options),
      ),
    );
}

function again(value: string, before: string[] = []): string[] {
  return [...before, value];
}

function withLanguage<
  T extends {
    readonly language?: string;
    readonly station?: string;
    readonly pack?: string;
  },
>(program: Command, options: T): T {
  if (options.station === undefined && options.pack === undefined)
    program.error("error: one of --station and --pack is needed");
  const { language } = program.opts<{ language?: string }>();
  return language === undefined ? options : { ...options, language };
}
