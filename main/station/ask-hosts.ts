import { failureOf, type Failure } from "../../common/model/failure.ts";
import type { StationHost } from "../../common/model/station.ts";
import { remoteScript } from "../adapters/files/remote-script.ts";
import { openClusterApi } from "../adapters/kube/cluster-api.ts";
import type { Redactor } from "../logs/redactor.ts";
import type { RemoteHost } from "../ports/remote-host.ts";
import { readKubeconfig } from "../steps/cluster-step.ts";
import { hostLog, hostLogs } from "./host-logs.ts";

export interface ReachedHost {
  readonly remote: RemoteHost;
  readonly leave: () => Promise<void>;
}

export interface HostToAsk {
  readonly host: StationHost;
  readonly reach: () => Promise<ReachedHost>;
  /** Seconds since 1970 on the host's clock. */
  readonly since: number;
  readonly redactor: Redactor;
  readonly keep: (path: string, answer: string) => Promise<void>;
  readonly miss: (what: string, failure: Failure) => void;
}

/** The host's own logs, and where it is the server, what the cluster says. One that does not answer is told. */
export async function askHosts(asked: HostToAsk): Promise<void> {
  const { host, miss } = asked;
  let reached: ReachedHost;
  try {
    reached = await asked.reach();
  } catch (error) {
    return miss("logs", expected(error));
  }
  const { remote, leave } = reached;
  try {
    await registerSecrets(remote, asked.redactor);
    for (const what of hostLogs)
      await trying(what, async () =>
        asked.keep(
          `hosts/${host.name}/${what}.log`,
          await hostLog(remote, remoteScript, what, asked.since),
        ),
      );
    if (host.role === "server")
      await trying("cluster", () => askCluster(remote, asked));
  } finally {
    await leave();
  }

  async function trying(what: string, work: () => Promise<void>) {
    await work().catch((error: unknown) => miss(what, expected(error)));
  }
}

/** A full disk of the laptop's is no fault of the host, and a bug none at all. */
function expected(error: unknown): Failure {
  const failure = failureOf(error);
  if (
    failure === undefined ||
    failure.code === "aborted" ||
    failure.code === "laptop-disk-full"
  )
    throw error;
  return failure;
}

async function askCluster(
  remote: RemoteHost,
  { host, redactor, keep }: HostToAsk,
): Promise<void> {
  const api = openClusterApi(
    await readKubeconfig(
      { keepSecret: (secret) => redactor.add(secret) },
      { remote, spec: host },
    ),
    remote,
  );
  const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
  try {
    await keep("cluster/nodes.json", json(await api.nodes()));
    await keep("cluster/pods.json", json(await api.allPods()));
    await keep("cluster/events.json", json(await api.events()));
  } finally {
    await api.close();
  }
}

/** Tokens and keys as they stand on the host: this process may never have seen them, and logs may hold them. */
async function registerSecrets(
  remote: RemoteHost,
  redactor: Redactor,
): Promise<void> {
  const answer = await remote.ask({
    label: "secrets read",
    script: remoteScript("secrets.sh"),
    secret: true,
  });
  for (const line of answer.stdout.split("\n")) {
    const secret = line.trim().replace(/^(["'])(.*)\1$/, "$2");
    if (secret.length < 8) continue;
    redactor.add(secret);
    const password = secret.split(/::[^:]*:/)[1];
    if (password !== undefined) redactor.add(password);
  }
}
