// `k3s agent`: checks the server's CA against the token, joins, and stays in touch.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { caHash, type Pair } from "./certificates.ts";
import {
  checkCgroups,
  checkClock,
  nodeAddress,
  nodeName,
} from "./host-state.ts";
import { askHttps, type Answer } from "./https-client.ts";
import { openImageStore } from "./image-store.ts";
import { kubeconfigText } from "./kubeconfig.ts";
import { Fatal, log, reasonOf } from "./log.ts";
import { nodeReport, type NodeReport } from "./node-report.ts";
import { ownNodePassword } from "./node-password.ts";
import { notifyReady } from "./notify.ts";
import type { Options } from "./options.ts";
import {
  defaultDataDir,
  kubeletFolders,
  readIfThere,
  writeWhole,
} from "./paths.ts";
import { heartbeatMs, watchImages } from "./running.ts";
import { parseToken, type Token } from "./token.ts";
import { version } from "./version.ts";

const retryMs = 2000;

interface Joined {
  serverCa: string;
  client: Pair;
}

export const tokenOf = (options: Options): Token => {
  const file = options.text("token-file");
  const text =
    options.text("token") ??
    (file === undefined ? undefined : readIfThere(file));
  if (text === undefined) throw new Fatal("--token is required");
  return parseToken(text);
};

export const serverUrl = (options: Options): string => {
  const url = options.text("server");
  if (url === undefined) throw new Fatal("--server is required");
  if (!url.startsWith("https://"))
    throw new Fatal(`only https:// URLs are supported, invalid scheme: ${url}`);
  return url.replace(/\/+$/, "");
};

/** The cluster's CA, fetched unverified and then held against the token. Throws what is wrong. */
export const trustedCa = async (url: string, token: Token): Promise<string> => {
  let answer: Answer;
  try {
    answer = await askHttps(`${url}/cacerts`, { ca: undefined });
  } catch (error) {
    throw new Error(
      `failed to get CA certs: Get "${url}/cacerts": ${reasonOf(error)}`,
      { cause: error },
    );
  }
  if (answer.code !== 200)
    throw new Error(`failed to get CA certs: ${url}/cacerts: ${answer.code}`);
  const hash = caHash(answer.text);
  if (token.caHash !== undefined && token.caHash !== hash)
    throw new Error(
      `token CA hash does not match the Cluster CA certificate hash: ${token.caHash} != ${hash}`,
    );
  try {
    await askHttps(`${url}/ping`, { ca: answer.text });
  } catch (error) {
    throw new Error(`CA cert validation failed: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  return answer.text;
};

/** Whoever joins as a server shows the token's own user, an agent always `node`. */
export const credentials = (
  { user, password }: Token,
  as = user,
): Record<string, string> => ({
  authorization:
    user === "bootstrap"
      ? `Bearer ${password}`
      : `Basic ${Buffer.from(`${as}:${password}`).toString("base64")}`,
});

/** Throws with what K3s says behind "server is not ready". */
const configuration = async (
  url: string,
  serverCa: string,
  token: Token,
  name: string,
): Promise<Pair> => {
  const headers = credentials(token, "node");
  const config = await askHttps(`${url}/v1-k3s/config`, {
    ca: serverCa,
    headers,
  });
  if (config.code !== 200)
    throw new Error(
      `failed to retrieve configuration from server: ${url}/v1-k3s/config: ${config.code === 401 ? "401 Unauthorized" : config.code}`,
    );
  const join = await askHttps(`${url}/v1-k3s/client-kubelet.crt`, {
    ca: serverCa,
    method: "POST",
    headers: {
      ...headers,
      "k3s-node-name": name,
      "k3s-node-password": ownNodePassword(),
    },
  });
  if (join.code !== 200) throw new Error(join.text.trim());
  return JSON.parse(join.text) as Pair;
};

/** Tries until the server takes this node, however long that is; systemd is not told before. */
const joinCluster = async (
  url: string,
  token: Token,
  name: string,
): Promise<Joined> => {
  for (;;) {
    let serverCa: string;
    try {
      serverCa = await trustedCa(url, token);
    } catch (error) {
      log(
        "error",
        `Failed to validate connection to cluster at ${url}: ${reasonOf(error)}`,
      );
      await sleep(retryMs);
      continue;
    }
    try {
      return {
        serverCa,
        client: await configuration(url, serverCa, token, name),
      };
    } catch (error) {
      log(
        "info",
        `Waiting to retrieve agent configuration; server is not ready: ${reasonOf(error)}`,
      );
      await sleep(retryMs);
    }
  }
};

const register = async (
  url: string,
  joined: Joined,
  report: NodeReport,
): Promise<void> => {
  for (;;) {
    try {
      const { code, text } = await askHttps(`${url}/api/v1/nodes`, {
        method: "POST",
        ca: joined.serverCa,
        ...joined.client,
        body: report,
      });
      if (code === 201) return;
      log("error", `Unable to register node with API server: ${text}`);
    } catch (error) {
      log(
        "error",
        `Unable to register node with API server: ${reasonOf(error)}`,
      );
    }
    await sleep(retryMs);
  }
};

/** Runs until it is told to stop. Throws Fatal where K3s would end. */
export const runAgent = async (options: Options): Promise<void> => {
  log("info", `Starting k3s agent ${version} (standin)`);
  checkClock();
  const url = serverUrl(options);
  const token = tokenOf(options);
  const name = nodeName(options);
  const address = nodeAddress(options);
  const dataDir = options.text("data-dir") ?? defaultDataDir;
  if (token.caHash === undefined)
    log(
      "warning",
      "The token does not include a CA hash: somebody between here and the server would not be noticed. Use the full token from the server's node-token file",
    );
  log(
    "info",
    `Running load balancer k3s-agent-load-balancer 127.0.0.1:6444 -> [${url.replace("https://", "")}]`,
  );
  const joined = await joinCluster(url, token, name);
  checkCgroups(options);
  for (const path of kubeletFolders) mkdirSync(path, { recursive: true });
  const folder = join(dataDir, "agent");
  writeWhole(join(folder, "server-ca.crt"), joined.serverCa, 0o644);
  writeWhole(join(folder, "client-kubelet.crt"), joined.client.cert);
  writeWhole(join(folder, "client-kubelet.key"), joined.client.key);
  writeWhole(
    join(folder, "kubelet.kubeconfig"),
    kubeconfigText("https://127.0.0.1:6444", joined.serverCa, joined.client),
  );
  const images = await openImageStore(dataDir);
  await images.importFolder();
  const report = (): NodeReport =>
    nodeReport({
      name,
      address,
      labels: options.list("node-label"),
      control: false,
      etcd: false,
      images: images.names(),
    });
  log("info", "Running kubelet");
  await register(url, joined, report());
  log("info", "k3s agent is up and running");
  await notifyReady();
  const beat = async (): Promise<void> => {
    try {
      const { code, text } = await askHttps(
        `${url}/api/v1/nodes/${name}/status`,
        {
          method: "PUT",
          ca: joined.serverCa,
          ...joined.client,
          body: report(),
        },
      );
      if (code !== 200) log("error", `Unable to update node status: ${text}`);
    } catch (error) {
      log("error", `Unable to update node status: ${reasonOf(error)}`);
    }
  };
  setInterval(() => void beat(), heartbeatMs);
  let known = images.names().length;
  watchImages(
    () => images.importFolder(),
    () => {
      if (images.names().length === known) return;
      known = images.names().length;
      void beat();
    },
  );
};
