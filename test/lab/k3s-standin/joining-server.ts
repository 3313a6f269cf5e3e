// `k3s server --server …`: a further server. It has the first one's CAs and a port of its own, and passes
// every question on to the server that it joined.
import { mkdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request as ask, type Server } from "node:https";
import { join } from "node:path";
import { credentials, serverUrl, tokenOf, trustedCa } from "./agent.ts";
import { callerOf } from "./api.ts";
import { criticalValues, type Bootstrap } from "./bootstrap.ts";
import { ensureIssued, issue, type Pair } from "./certificates.ts";
import {
  checkCgroups,
  checkClock,
  nodeAddress,
  nodeName,
} from "./host-state.ts";
import { askHttps } from "./https-client.ts";
import { openImageStore } from "./image-store.ts";
import { kubeconfigText } from "./kubeconfig.ts";
import { Fatal, log, reasonOf } from "./log.ts";
import { nodeReport, type NodeReport } from "./node-report.ts";
import { notifyReady } from "./notify.ts";
import { statusObject } from "./objects.ts";
import type { Options } from "./options.ts";
import { defaultDataDir, kubeletFolders, writeWhole } from "./paths.ts";
import { heartbeatMs, watchImages } from "./running.ts";
import {
  listen,
  sansOf,
  writeKubeconfig,
  writeTokens,
} from "./server-files.ts";
import type { Token } from "./token.ts";

/** Throws Fatal, with K3s' words, where the other server does not take this one. */
const bootstrapFrom = async (
  url: string,
  token: Token,
  options: Options,
): Promise<{ serverCa: string; given: Bootstrap }> => {
  const refused = (reason: string) =>
    new Fatal(`starting kubernetes: preparing server: ${reason}`);
  let serverCa: string;
  try {
    serverCa = await trustedCa(url, token);
  } catch (error) {
    throw refused(reasonOf(error));
  }
  const path = `${url}/v1-k3s/server-bootstrap`;
  const { code, text } = await askHttps(path, {
    ca: serverCa,
    headers: credentials(token),
  });
  if (code !== 200)
    throw refused(
      `${path}: ${code === 401 ? "401 Unauthorized" : code === 403 ? "403 Forbidden" : code}`,
    );
  const given = JSON.parse(text) as Bootstrap;
  log("info", "Managed etcd cluster not yet initialized");
  if (!given.etcd) throw refused("etcd disabled");
  const own = criticalValues(options);
  if (Object.entries(own).some(([key, value]) => given.critical[key] !== value))
    throw refused(
      "failed to validate server configuration: critical configuration value mismatch between servers",
    );
  return { serverCa, given };
};

interface Passing {
  /** The server that was joined. */
  url: string;
  serverCa: string;
  admin: Pair;
}

const passOn = (
  { url, serverCa, admin }: Passing,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const headers = { ...request.headers };
  delete headers.host;
  delete headers.connection;
  const onward = ask(
    `${url}${request.url ?? "/"}`,
    {
      method: request.method,
      agent: false,
      timeout: 10_000,
      headers,
      ca: serverCa,
      ...admin,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on("timeout", () =>
    onward.destroy(new Error("etcdserver: no leader")),
  );
  onward.on("error", (error) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.writeHead(500, { "content-type": "application/json" });
    response.end(
      JSON.stringify(statusObject(500, "InternalError", reasonOf(error))),
    );
  });
  request.pipe(onward);
};

const passingServer = (
  passing: Passing,
  serving: Pair,
  clientCa: string,
): Server =>
  createServer(
    { ...serving, ca: clientCa, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const path = new URL(request.url ?? "/", "https://server").pathname;
      if (path === "/cacerts") response.end(passing.serverCa);
      else if (path === "/ping") response.end("pong");
      else if (callerOf(request) === "admin")
        passOn(passing, request, response);
      else {
        response.writeHead(401, { "content-type": "application/json" });
        response.end(
          JSON.stringify(statusObject(401, "Unauthorized", "Unauthorized")),
        );
      }
    },
  );

/** Runs until it is told to stop. Throws Fatal where K3s would end. */
export const joinServer = async (options: Options): Promise<void> => {
  checkClock();
  const url = serverUrl(options);
  const token = tokenOf(options);
  const name = nodeName(options);
  const address = nodeAddress(options);
  const dataDir = options.text("data-dir") ?? defaultDataDir;
  const folder = join(dataDir, "server");
  const tls = join(folder, "tls");
  mkdirSync(tls, { recursive: true, mode: 0o700 });
  mkdirSync(join(folder, "manifests"), { recursive: true });
  const { serverCa, given } = await bootstrapFrom(url, token, options);
  for (const [stem, pair] of [
    ["server-ca", given.serverCa],
    ["client-ca", given.clientCa],
  ] as const) {
    writeWhole(join(tls, `${stem}.crt`), pair.cert, 0o644);
    writeWhole(join(tls, `${stem}.key`), pair.key);
  }
  writeTokens(options, folder, serverCa, token.password);
  const serving = await ensureIssued(
    join(tls, "serving-kube-apiserver"),
    join(tls, "server-ca"),
    { commonName: "kube-apiserver", sans: sansOf(options, name, address) },
  );
  const clientCaStem = join(tls, "client-ca");
  const admin = await ensureIssued(join(tls, "client-admin"), clientCaStem, {
    commonName: "system:admin",
    organization: "system:masters",
  });
  const port = Number(options.text("https-listen-port") ?? 6443);
  const server = passingServer(
    { url, serverCa, admin },
    serving,
    given.clientCa.cert,
  );
  await listen(server, port, options.text("bind-address") ?? "0.0.0.0");
  writeWhole(join(folder, "db/etcd/name"), name);
  writeKubeconfig(options, port, serverCa, admin);
  log("info", "ETCD server is now running");
  log("info", "Kube API server is now running");
  checkCgroups(options);
  log("info", "k3s is up and running");
  await notifyReady();

  for (const path of kubeletFolders) mkdirSync(path, { recursive: true });
  const images = await openImageStore(dataDir);
  await images.importFolder();
  const kubelet = await issue(clientCaStem, {
    commonName: `system:node:${name}`,
    organization: "system:nodes",
  });
  writeWhole(
    join(dataDir, "agent/kubelet.kubeconfig"),
    kubeconfigText(`https://127.0.0.1:${port}`, serverCa, kubelet),
  );
  const report = (): NodeReport =>
    nodeReport({
      name,
      address,
      labels: options.list("node-label"),
      control: true,
      etcd: true,
      images: images.names(),
    });
  const tell = async (): Promise<void> => {
    try {
      const { code, text } = await askHttps(`${url}/api/v1/nodes`, {
        method: "POST",
        ca: serverCa,
        ...kubelet,
        body: report(),
      });
      if (code !== 201) log("error", `Unable to update node status: ${text}`);
    } catch (error) {
      log("error", `Unable to update node status: ${reasonOf(error)}`);
    }
  };
  log("info", "Running kubelet");
  await tell();
  setInterval(() => void tell(), heartbeatMs);
  watchImages(
    () => images.importFolder(),
    () => void tell(),
  );
};
