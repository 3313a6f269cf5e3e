// A stand-in for K3s' binary, which tests without internet cannot have. README.md says what it follows and leaves out.
import { basename } from "node:path";
import { runAgent } from "./agent.ts";
import { runCrictl, runCtr } from "./ctr.ts";
import { runKubectl } from "./kubectl.ts";
import { Fatal, log, reasonOf } from "./log.ts";
import { readOptions } from "./options.ts";
import { runServer } from "./server.ts";
import { runCheckConfig, runToken } from "./small-commands.ts";
import { version } from "./version.ts";

const stopOnSignal = (): void => {
  // As root of its service: containers would live on, there are none here.
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => process.exit(0));
};

const run = async (program: string, args: string[]): Promise<void> => {
  if (program === "kubectl") return await runKubectl(args);
  if (program === "ctr") return await runCtr(args);
  if (program === "crictl") return await runCrictl(args);
  const [command = "", ...rest] = args;
  switch (command) {
    case "server":
      stopOnSignal();
      return await runServer(readOptions("server", rest));
    case "agent":
      stopOnSignal();
      return await runAgent(readOptions("agent", rest));
    case "kubectl":
    case "ctr":
    case "crictl":
      return await run(command, rest);
    case "token":
      return await runToken(rest);
    case "check-config":
      return runCheckConfig();
    case "--version":
    case "-v":
      process.stdout.write(`k3s version ${version} (standin)\n`);
      return;
    default:
      throw new Fatal(`No help topic for '${command}'`);
  }
};

const program = basename(process.argv0);
const args = process.argv.slice(2);
run(program, args).catch((error: unknown) => {
  const asService = args[0] === "server" || args[0] === "agent";
  if (asService) log("fatal", reasonOf(error));
  else process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(error instanceof Fatal || !asService ? 1 : 2);
});
