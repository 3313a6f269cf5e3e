// npm run lab -- up [N] | down | ssh N | reset N | status
import { spawnSync } from "node:child_process";
import { stopEngine } from "./engine.ts";
import { writeKnownHosts } from "./host-start.ts";
import { ensureLab, labUnavailable, runningLab, type LabHost } from "./lab.ts";

const usage = `npm run lab -- COMMAND
  up [N]     start hosts 1 to N (1 to 9; without N: 1)
  ssh N      log in to host N, started where it does not run
  reset N    host N back to its clean state
  status     what runs
  down       end all hosts and the lab's engine; what was built stays cached`;

const describe = (host: LabHost): string =>
  `${host.name}  ${host.user}@${host.address}  password ${host.password} (also sudo's)
        host key ${host.hostKeys.ed25519}
        ssh -i ${host.keyFile} -o UserKnownHostsFile=${writeKnownHosts(host.address.replace(/\.\d+$/, ""))} ${host.user}@${host.address}`;

const numberOf = (text: string | undefined, otherwise?: number): number => {
  const number = text === undefined ? otherwise : Number(text);
  if (number !== undefined && Number.isInteger(number) && number > 0)
    if (number < 10) return number;
  throw new Error(`a host's number, 1 to 9, is wanted here.\n${usage}`);
};

const up = async (count: number): Promise<void> => {
  console.log("Starting the lab (the first time takes a minute or two) …");
  const lab = await ensureLab();
  for (let number = 1; number <= count; number += 1)
    console.log(describe(await lab.host(number)));
};

const ssh = async (number: number): Promise<number> => {
  const lab = await ensureLab();
  const host = await lab.host(number);
  const { status } = spawnSync(
    "ssh",
    [
      ...["-F", "/dev/null", "-i", host.keyFile, "-o", "IdentitiesOnly=yes"],
      ...["-o", `UserKnownHostsFile=${writeKnownHosts(lab.net)}`],
      ...["-o", "StrictHostKeyChecking=yes", `${host.user}@${host.address}`],
    ],
    { stdio: "inherit" },
  );
  return status ?? 1;
};

const status = async (): Promise<void> => {
  const lab = await runningLab();
  if (lab === undefined) return console.log("The lab does not run.");
  const hosts = await lab.engine.docker(
    ...["ps", "--all", "--format", "{{.Names}}  {{.Status}}"],
  );
  console.log(
    `The lab runs on ${lab.net}.0/24.\n${hosts.trim() || "No hosts."}`,
  );
};

const main = async ([command, number, ...rest]: string[]): Promise<number> => {
  if (command === undefined || command === "help" || rest.length > 0) {
    console.log(usage);
    return command === "help" ? 0 : 2;
  }
  const why = labUnavailable();
  if (why !== undefined) {
    console.error(
      `The lab cannot run here: ${why}.\nWhat works without it: npx vitest run --project unit`,
    );
    return 3;
  }
  switch (command) {
    case "up":
      await up(numberOf(number, 1));
      return 0;
    case "down":
      await stopEngine();
      console.log("The lab is down.");
      return 0;
    case "ssh":
      return await ssh(numberOf(number));
    case "reset": {
      const host = await (await ensureLab()).host(numberOf(number));
      await host.reset();
      console.log(describe(host));
      return 0;
    }
    case "status":
      await status();
      return 0;
    default:
      console.error(usage);
      return 2;
  }
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
