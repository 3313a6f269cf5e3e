import { InvalidArgumentError, type Command } from "commander";
import type {
  BuildCommand,
  BundleCommand,
  KeygenCommand,
} from "./bundle-work.ts";

/** `bundle build`, `verify`, `info`, `keygen`. What they work with is loaded only when one is called. */
export function addBundleCommands(program: Command): void {
  const bundle = program
    .command("bundle")
    .description("build, check and look into bundles");
  const work = () => import("./bundle-work.ts");
  const json = ["--json", "one line of JSON instead of text"] as const;
  const trust = [
    "--trust-key <file>",
    "a further public key that may have signed it; may be given again",
    (file: string, before: string[] = []) => [...before, file],
  ] as const;
  const optionsOf = <T>(command: Command) =>
    command.optsWithGlobals<T & object>() as T;

  bundle
    .command("build")
    .description(
      "build and sign a bundle as a recipe says; needs the internet or a mirror",
    )
    .argument("<recipe>", "the recipe (YAML)")
    .requiredOption(
      "--out <folder>",
      "the bundle's folder; an older bundle in it is replaced",
    )
    .requiredOption("--key <file>", "the secret key that signs (minisign)")
    .option("--cache <folder>", "keeps downloads for the next build")
    .option(
      "--sequence <number>",
      "the bundle's number; default: larger than before",
      wholeNumber,
    )
    .option(...json)
    .action(async (recipe: string, _options, command: Command) =>
      (await work()).build({ ...optionsOf<BuildCommand>(command), recipe }),
    );
  bundle
    .command("verify")
    .description("check the signature and every file")
    .argument("<folder>")
    .option(...trust)
    .option(...json)
    .action(async (folder: string, _options, command: Command) =>
      (await work()).verify(folder, optionsOf<BundleCommand>(command)),
    );
  bundle
    .command("info")
    .description(
      "show what is in a bundle; checks its signature, not its files",
    )
    .argument("<folder>")
    .option(...trust)
    .option(...json)
    .action(async (folder: string, _options, command: Command) =>
      (await work()).info(folder, optionsOf<BundleCommand>(command)),
    );
  bundle
    .command("keygen")
    .description("make a key pair to sign bundles with")
    .argument("<file>", "the secret key; the public one gets .pub added")
    .option("--no-passphrase", "do not encrypt the secret key")
    .option(...json)
    .action(async (file: string, _options, command: Command) =>
      (await work()).keygen(file, optionsOf<KeygenCommand>(command)),
    );
}

/** NaN would be no number at all; what refuses it says what is wanted. */
function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError("A whole number from 1 is wanted.");
  return number;
}
