import { failed } from "../../common/model/failure.ts";
import { quoted } from "../../common/model/shell.ts";
import { PublicKey } from "../../common/model/station.ts";
import type { Step } from "../engine/step.ts";
import { serverWork, type HostWork, type StationWork } from "./remote-work.ts";
import { scriptedStep, stepId } from "./scripted-step.ts";

/**
 * The first server's account signs in to the agents without a password: with a key that is made there and
 * never leaves it, and knowing the agents' keys, which the laptop read over connections of its own.
 */
export function loginSteps(work: StationWork): Step[] {
  const server = serverWork(work);
  const agents = work.hosts.filter(({ spec }) => spec.role === "agent");
  const wanted = work.station.passwordless && agents.length > 0;
  if (work.kind !== "undo" && !wanted) return [];
  const { user } = server.spec.signIn;
  const key = scriptedStep(work, server, {
    name: "login-key",
    after: [stepId(server, "host-kernel")],
    seconds: 1,
    changes: ["~/.ssh/id_forecourt"],
    parameters: { USER: user, COMMENT: `forecourt ${work.station.id}` },
  });
  const letIn = agents.map((agent) =>
    scriptedStep(work, agent, {
      name: "login-let-in",
      file: "host-keys",
      after: [key.planned.id, stepId(agent, "host-kernel")],
      seconds: 1,
      changes: ["~/.ssh/authorized_keys"],
      parameters: { USER: agent.spec.signIn.user },
      lateParameters: async () => ({ KEYS: await publicKey(server) }),
    }),
  );
  const known = scriptedStep(work, server, {
    name: "login-known",
    after: [key, ...letIn].map(({ planned }) => planned.id),
    seconds: 2,
    changes: ["~/.ssh/config", "~/.ssh/known_hosts_forecourt"],
    parameters: {
      USER: user,
      CONFIG: agents.map(configOf).join("\n"),
      NAMES: agents.map(({ spec }) => spec.name).join("\n"),
    },
    lateParameters: async () => ({
      KNOWN: (await Promise.all(agents.map(hostKeys))).flat().join("\n"),
    }),
  });
  return [key, ...letIn, known];
}

/** Found by name and by address; the keys are known by the name. */
function configOf({ spec }: HostWork): string {
  const { name, address, port, signIn } = spec;
  return [
    `Host ${[...new Set([name, address])].join(" ")}`,
    `  HostName ${address}`,
    `  Port ${port}`,
    `  User ${signIn.user}`,
    `  HostKeyAlias ${name}`,
    "  IdentityFile ~/.ssh/id_forecourt",
    "  UserKnownHostsFile ~/.ssh/known_hosts_forecourt",
    "  StrictHostKeyChecking yes",
  ].join("\n");
}

async function publicKey(server: HostWork): Promise<string> {
  const { user } = server.spec.signIn;
  const file = `"$(getent passwd ${quoted(user)} | cut -d : -f 6)/.ssh/id_forecourt.pub"`;
  const [key] = await keysIn(server, "login-key read", `cat ${file}`);
  if (key === undefined)
    throw failed("not-verified", {
      host: server.spec.name,
      data: { step: "login-key", reason: "~/.ssh/id_forecourt.pub" },
    });
  return key;
}

async function hostKeys(agent: HostWork): Promise<string[]> {
  const keys = await keysIn(
    agent,
    "host keys read",
    "cat /etc/ssh/ssh_host_*_key.pub",
  );
  return keys.map((key) => {
    const [type, blob] = key.split(" ");
    return `${agent.spec.name} ${type} ${blob}`;
  });
}

/** What a host says is not trusted to be keys. */
async function keysIn(
  { remote }: HostWork,
  label: string,
  script: string,
): Promise<string[]> {
  const { stdout } = await remote.ask({ label, script });
  return stdout
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => PublicKey.safeParse(line).success);
}
