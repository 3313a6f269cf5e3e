import { InvalidArgumentError, type Command } from "commander";

export interface DiscoverOptions {
  readonly range?: string[];
  readonly interface?: string[];
  readonly port?: number[];
  readonly station?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly language?: string;
}

/** discover. What it works with is loaded only when it is called. */
export function addDiscoverCommand(program: Command): void {
  const more = (value: string, before: string[] = []) => [...before, value];
  program
    .command("discover")
    .description("find hosts in the laptop's networks; signs in nowhere")
    .option(
      "--range <range>",
      "addresses to search, such as 192.168.1.0/24; may be given again; default: the laptop's own networks",
      more,
    )
    .option(
      "--interface <name>",
      "search the networks of this interface; may be given again",
      more,
    )
    .option(
      "--port <number>",
      "port of SSH; may be given again; default: 22",
      morePorts,
    )
    .option("--station <file>", "the station whose hosts are to be recognised")
    .option("--yes", "search a large, public or foreign range without asking")
    .option("--json", "events line by line instead of text")
    .action(async (options: DiscoverOptions) => {
      const { language } = program.opts<{ language?: string }>();
      const { discover } = await import("./discover-work.ts");
      await discover(
        language === undefined ? options : { ...options, language },
      );
    });
}

const mostPorts = 8;

function morePorts(value: string, before: number[] = []): number[] {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port < 1 || port > 65535)
    throw new InvalidArgumentError("a port is a number from 1 to 65535");
  if (before.length >= mostPorts)
    throw new InvalidArgumentError(`at most ${mostPorts} ports`);
  return [...new Set([...before, port])];
}
