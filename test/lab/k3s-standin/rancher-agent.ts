// Rancher's cluster agent, as far as it matters for getting connected: what it reads out of what was applied, what it
// checks before it connects, the words it says, and the websocket back to Rancher (facts D.7).
import { createHash } from "node:crypto";
import { Resolver } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { WebSocket } from "ws";
import { caHash } from "./certificates.ts";
import type { Cluster } from "./cluster.ts";
import { askHttps } from "./https-client.ts";
import { reasonOf } from "./log.ts";
import type { ObjectStore } from "./object-store.ts";
import { podObject, type Json } from "./objects.ts";
import { version } from "./version.ts";

const namespace = "/namespaces/cattle-system";
const deploymentPath = `/apis/apps/v1${namespace}/deployments/cattle-cluster-agent`;
/** Kubernetes waits from 10 s to 5 min between starts of a container that fails; tests have no such time. */
const waits = [500, 1000, 2000, 4000];

interface Wanted {
  readonly image: string;
  readonly env: ReadonlyMap<string, string>;
  readonly credentials: { url: string; token: string };
  readonly aliases: ReadonlyMap<string, string>;
  readonly stamp: string;
  readonly created: string;
}

export interface RancherAgent {
  /** Its pod, where there is one. */
  pods(): Json[];
  log(): string;
}

const decoded = (secret: Json | undefined, key: string): string =>
  Buffer.from(
    (secret?.["data"] as Record<string, string> | undefined)?.[key] ?? "",
    "base64",
  ).toString();

const wantedOf = (store: ObjectStore): Wanted | undefined => {
  const deployment = store.get(deploymentPath) as
    | {
        metadata: { creationTimestamp: string };
        spec: {
          template: {
            spec: {
              containers: {
                image: string;
                env?: { name: string; value?: string }[];
              }[];
              hostAliases?: { ip: string; hostnames: string[] }[];
            };
          };
        };
      }
    | undefined;
  const spec = deployment?.spec.template.spec;
  const container = spec?.containers[0];
  if (deployment === undefined || container === undefined) return undefined;
  const env = new Map(
    (container.env ?? []).map(({ name, value = "" }) => [name, value]),
  );
  const secret = store.get(
    `/api/v1${namespace}/secrets/${env.get("CATTLE_CREDENTIAL_NAME") ?? ""}`,
  );
  const credentials = {
    url: decoded(secret, "url"),
    token: decoded(secret, "token"),
  };
  const aliases = new Map(
    (spec?.hostAliases ?? []).flatMap(({ ip, hostnames }) =>
      hostnames.map((name) => [name, ip] as const),
    ),
  );
  const image = container.image;
  const stamp = createHash("sha256")
    .update(JSON.stringify([image, [...env], credentials, [...aliases]]))
    .digest("hex");
  return {
    image,
    env,
    credentials,
    aliases,
    stamp,
    created: deployment.metadata.creationTimestamp,
  };
};

/** A pod sees the cluster's name server and its own hosts file, never the host's /etc/hosts. */
const lookupIn =
  (aliases: ReadonlyMap<string, string>): LookupFunction =>
  (name, options, done) => {
    const answer = (address: string) =>
      options.all === true
        ? done(null, [{ address, family: isIP(address) }])
        : done(null, address, isIP(address));
    const alias = aliases.get(name);
    if (alias !== undefined) return answer(alias);
    new Resolver({ timeout: 1000, tries: 1 }).resolve4(name).then(
      ([first = ""]) => answer(first),
      (error: NodeJS.ErrnoException) => done(error, ""),
    );
  };

/** curl's words for why it did not get through. */
const curlWords = (url: URL, error: unknown): string => {
  const { code } = error as NodeJS.ErrnoException;
  if (
    ["ENOTFOUND", "ECONNREFUSED"].includes(code ?? "") &&
    isIP(url.hostname) === 0 &&
    (error as { syscall?: string }).syscall !== "connect"
  )
    return `Could not resolve host: ${url.hostname}`;
  if (["ENODATA", "ETIMEOUT", "ESERVFAIL"].includes(code ?? ""))
    return `Could not resolve host: ${url.hostname}`;
  return `Failed to connect to ${url.hostname} port ${url.port || 443}: ${reasonOf(error)}`;
};

class Refused extends Error {}

export const startRancherAgent = (
  cluster: Cluster,
  store: ObjectStore,
  hasImage: (name: string) => boolean,
  server: () => { name: string; address: string },
): RancherAgent => {
  let lines: string[] = [];
  let running: string | undefined;
  let socket: WebSocket | undefined;
  let failures = 0;
  let notBefore = 0;
  let busy = false;
  let state: "image" | "starting" | "connected" | "failing" = "starting";

  const say = (line: string): void => {
    lines = [...lines, line].slice(-200);
  };
  const logrus = (level: string, message: string): void =>
    say(
      `time="${new Date().toISOString().slice(0, 19)}Z" level=${level} msg=${JSON.stringify(message)}`,
    );
  const stop = (): void => {
    socket?.terminate();
    socket = undefined;
  };

  const fullName = (image: string): string =>
    /^[^/]+[.:][^/]*\//.test(image) ? image : `docker.io/${image}`;

  const checkServer = async (wanted: Wanted): Promise<string | undefined> => {
    const url = new URL(wanted.credentials.url);
    const lookup = lookupIn(wanted.aliases);
    const get = (path: string, ca: string | undefined) =>
      askHttps(`${url.origin}${path}`, { ca, lookup });
    const ping = await get("/ping", undefined).catch((error: unknown) => {
      throw new Refused(
        `ERROR: ${url.origin}/ping is not accessible (${curlWords(url, error)})`,
      );
    });
    if (ping.text.trim() !== "pong")
      throw new Refused(
        `ERROR: ${url.origin}/ping is not accessible (The requested URL returned error: ${ping.code})`,
      );
    say(`INFO: ${url.origin}/ping is accessible`);
    const checksum = wanted.env.get("CATTLE_CA_CHECKSUM") ?? "";
    if (checksum === "") return undefined;
    const answer = await get("/v3/settings/cacerts", undefined);
    const ca = (JSON.parse(answer.text) as { value?: string }).value ?? "";
    if (ca === "")
      throw new Refused(
        `ERROR: The environment variable CATTLE_CA_CHECKSUM is set but there is no CA certificate configured at ${url.origin}/v3/settings/cacerts`,
      );
    const found = caHash(ca.endsWith("\n") ? ca : `${ca}\n`);
    if (found !== checksum)
      throw new Refused(
        `ERROR: Configured cacerts checksum (${found}) does not match given --ca-checksum (${checksum})`,
      );
    if (wanted.env.get("STRICT_VERIFY") === "true")
      await get("/ping", ca).catch((error: unknown) => {
        throw new Refused(
          `level=fatal msg="Strict CA verification is enabled but encountered error finding root CA: ${reasonOf(error)}"`,
        );
      });
    return ca;
  };

  const connect = async (wanted: Wanted): Promise<void> => {
    const ca = await checkServer(wanted);
    const { url, token } = wanted.credentials;
    const address = `${url.replace("https:", "wss:")}/v3/connect/register`;
    logrus(
      "info",
      `Connecting to ${address} with token starting with ${token.slice(0, 11)}`,
    );
    await new Promise<void>((resolve, reject) => {
      const opening = new WebSocket(address, {
        headers: { "x-api-tunnel-token": token },
        handshakeTimeout: 10_000,
        lookup: lookupIn(wanted.aliases),
        ...(ca === undefined ? {} : { ca }),
      });
      opening.once("unexpected-response", (_, response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          reject(
            new Refused(
              `level=error msg="Failed to connect to proxy. Response status: ${response.statusCode} - ${response.statusCode} ${response.statusMessage}. Response body: ${Buffer.concat(parts).toString()}" error="websocket: bad handshake"`,
            ),
          ),
        );
      });
      opening.once("open", () => {
        socket = opening;
        resolve();
      });
      opening.on("error", reject);
      opening.on("message", () =>
        opening.send(
          JSON.stringify({ version, nodes: cluster.nodes().length }),
        ),
      );
      opening.once("close", (code) => {
        if (socket !== opening) return;
        logrus("error", `Remotedialer proxy error: websocket: close ${code}`);
        socket = undefined;
        state = "failing";
      });
    });
    logrus("info", "Starting /v1, Kind=Node controller");
    state = "connected";
    failures = 0;
  };

  const tick = async (): Promise<void> => {
    const wanted = wantedOf(store);
    if (wanted?.stamp !== running) {
      stop();
      running = wanted?.stamp;
      [lines, failures, notBefore, state] = [[], 0, 0, "starting"];
    }
    if (wanted === undefined || socket !== undefined) return;
    if (!hasImage(fullName(wanted.image))) {
      state = "image";
      return;
    }
    if (Date.now() < notBefore) return;
    try {
      await connect(wanted);
    } catch (error) {
      state = "failing";
      say(
        error instanceof Refused
          ? error.message
          : `level=error msg="${reasonOf(error)}"`,
      );
      notBefore =
        Date.now() + (waits[Math.min(failures, waits.length - 1)] ?? 0);
      failures += 1;
    }
  };

  setInterval(() => {
    if (busy) return;
    busy = true;
    void tick().finally(() => (busy = false));
  }, 300);

  return {
    pods: () => {
      const wanted = wantedOf(store);
      if (wanted === undefined) return [];
      const waiting = {
        image: "ImagePullBackOff",
        starting: undefined,
        connected: undefined,
        failing: failures > 1 ? "CrashLoopBackOff" : undefined,
      }[state];
      return [
        podObject({
          name: "cattle-cluster-agent",
          namespace: "cattle-system",
          seed: wanted.stamp,
          image: wanted.image,
          node: server().name,
          address: server().address,
          created: wanted.created,
          job: false,
          ready: state === "connected",
          waiting,
        }),
      ];
    },
    log: () => lines.join("\n"),
  };
};
