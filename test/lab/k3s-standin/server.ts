// `k3s server`: API and the server's own node, in the order and with the words of K3s.
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import type { Server } from "node:https";
import { hostname } from "node:os";
import { join } from "node:path";
import { apiServer } from "./api.ts";
import {
  caHash,
  ensureCa,
  ensureIssued,
  issue,
  type Pair,
} from "./certificates.ts";
import { openCluster, type Cluster } from "./cluster.ts";
import { digest } from "./cluster-state.ts";
import {
  checkCgroups,
  checkClock,
  nodeAddress,
  nodeName,
} from "./host-state.ts";
import { openImageStore, type ImageStore } from "./image-store.ts";
import { kubeconfigText } from "./kubeconfig.ts";
import { Fatal, log } from "./log.ts";
import { nodeReport } from "./node-report.ts";
import { ownNodePassword } from "./node-password.ts";
import { notifyReady } from "./notify.ts";
import { openObjects } from "./object-store.ts";
import type { Options } from "./options.ts";
import { startRancherAgent } from "./rancher-agent.ts";
import {
  defaultDataDir,
  defaultKubeconfig,
  kubeletFolders,
  readIfThere,
  writeWhole,
} from "./paths.ts";
import { formatToken, parseToken } from "./token.ts";
import { version } from "./version.ts";

export const heartbeatMs =
  Number(process.env["STANDIN_HEARTBEAT_SECONDS"] ?? 10) * 1000;

/** The server token's password: the one it was given, or the one of before, or a new one. Throws Fatal. */
const serverPassword = (
  options: Options,
  tokenFile: string,
  cluster: Cluster,
): string => {
  const file = options.text("token-file");
  const given =
    options.text("token") ??
    (file === undefined ? undefined : readIfThere(file));
  const before = readIfThere(tokenFile);
  const text = given ?? before;
  const password =
    text === undefined
      ? randomBytes(16).toString("hex")
      : parseToken(text).password;
  const { content } = cluster.state;
  if (content.sealedWith === "") content.sealedWith = digest(password);
  else if (content.sealedWith !== digest(password))
    throw new Fatal(
      "starting kubernetes: preparing server: bootstrap data already found and encrypted with different token",
    );
  return password;
};

const link = (target: string, path: string): void => {
  rmSync(path, { force: true });
  symlinkSync(target, path);
};

/** token, node-token and agent-token. Returns the passwords that agents may join with. Throws Fatal. */
const writeTokens = (
  options: Options,
  folder: string,
  serverCa: string,
  cluster: Cluster,
): string[] => {
  const hash = caHash(serverCa);
  const token = join(folder, "token");
  const password = serverPassword(options, token, cluster);
  const write = (path: string, user: string, secret: string): void =>
    writeWhole(
      path,
      `${formatToken({ caHash: hash, user, password: secret })}\n`,
    );
  write(token, "server", password);
  const agentToken = join(folder, "agent-token");
  const agentFile = options.text("agent-token-file");
  const agent =
    options.text("agent-token") ??
    (agentFile === undefined ? undefined : readIfThere(agentFile));
  if (agent === undefined) {
    link(token, agentToken);
    link(token, join(folder, "node-token"));
    return [password];
  }
  const agentPassword = parseToken(agent).password;
  rmSync(agentToken, { force: true });
  write(agentToken, "node", agentPassword);
  link(agentToken, join(folder, "node-token"));
  return [password, agentPassword];
};

const writeKubeconfig = (
  options: Options,
  port: number,
  serverCa: string,
  admin: Pair,
): void => {
  const path = options.text("write-kubeconfig") ?? defaultKubeconfig;
  const mode = Number.parseInt(
    options.text("write-kubeconfig-mode") ?? "600",
    8,
  );
  if (Number.isNaN(mode))
    throw new Fatal(
      `invalid kubeconfig mode ${options.text("write-kubeconfig-mode")}`,
    );
  writeWhole(
    path,
    kubeconfigText(`https://127.0.0.1:${port}`, serverCa, admin),
    mode,
  );
  const group = Number(options.text("write-kubeconfig-group"));
  if (!Number.isNaN(group)) {
    chownSync(path, 0, group);
    chmodSync(path, mode | 0o040);
  }
  log("info", `Wrote kubeconfig ${path}`);
};

const listen = async (
  server: Server,
  port: number,
  address: string,
): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new Fatal(
              `starting kubernetes: listen tcp :${port}: bind: address already in use`,
            )
          : error,
      ),
    );
    server.listen(port, address, resolve);
  });
};

/** 10.43.0.1 of 10.43.0.0/16. */
const firstServiceAddress = (options: Options): string =>
  (options.list("service-cidr")[0] ?? "10.43.0.0/16")
    .replace(/\/\d+$/, "")
    .replace(/\d+$/, (last) => String(Number(last) + 1));

const sansOf = (options: Options, name: string, address: string): string[] => [
  ...new Set([
    "kubernetes",
    "kubernetes.default",
    "kubernetes.default.svc",
    "kubernetes.default.svc.cluster.local",
    "localhost",
    hostname().toLowerCase(),
    name,
    "127.0.0.1",
    "::1",
    address,
    firstServiceAddress(options),
    ...options.list("tls-san"),
  ]),
];

/** Runs until it is told to stop. Throws Fatal where K3s would end. */
export const runServer = async (options: Options): Promise<void> => {
  log("info", `Starting k3s ${version} (standin)`);
  checkClock();
  if (options.text("server") !== undefined)
    throw new Fatal(
      "the stand-in has no second server: --server is for agents",
    );
  const name = nodeName(options);
  const address = nodeAddress(options);
  const dataDir = options.text("data-dir") ?? defaultDataDir;
  const folder = join(dataDir, "server");
  const tls = join(folder, "tls");
  mkdirSync(dataDir, { recursive: true });
  mkdirSync(tls, { recursive: true, mode: 0o700 });
  mkdirSync(join(folder, "manifests"), { recursive: true });
  const serverCaStem = join(tls, "server-ca");
  const clientCaStem = join(tls, "client-ca");
  const serverCa = await ensureCa(serverCaStem, "k3s-server-ca");
  const clientCa = await ensureCa(clientCaStem, "k3s-client-ca");
  const cluster = openCluster(
    join(folder, "db/state.json"),
    options.list("disable"),
  );
  const passwords = writeTokens(options, folder, serverCa.cert, cluster);
  const serving = await ensureIssued(
    join(tls, "serving-kube-apiserver"),
    serverCaStem,
    { commonName: "kube-apiserver", sans: sansOf(options, name, address) },
  );
  const admin = await ensureIssued(join(tls, "client-admin"), clientCaStem, {
    commonName: "system:admin",
    organization: "system:masters",
  });
  const port = Number(options.text("https-listen-port") ?? 6443);
  const objects = openObjects(cluster.state);
  let images: ImageStore | undefined;
  const agent = startRancherAgent(
    cluster,
    objects,
    (image) => images?.has(image) === true,
    () => ({ name, address }),
  );
  const server = apiServer({
    cluster,
    objects,
    agent,
    serving,
    serverCa: serverCa.cert,
    clientCa: clientCa.cert,
    clientCaStem,
    passwords,
  });
  // K3s listens on all addresses unless it is told otherwise.
  await listen(server, port, options.text("bind-address") ?? "0.0.0.0");
  cluster.state.save();
  writeKubeconfig(options, port, serverCa.cert, admin);
  log("info", `Node token is available at ${join(folder, "token")}`);
  log(
    "info",
    `To join agent to cluster: k3s agent -s https://${address}:${port} -t \${AGENT_NODE_TOKEN}`,
  );
  if (options.on("cluster-init")) log("info", "ETCD server is now running");
  log("info", "Kube API server is now running");
  checkCgroups(options);
  log("info", "k3s is up and running");
  await notifyReady();

  for (const path of kubeletFolders) mkdirSync(path, { recursive: true });
  const store = (images = await openImageStore(dataDir));
  await store.importFolder();
  const kubelet = await issue(clientCaStem, {
    commonName: `system:node:${name}`,
    organization: "system:nodes",
  });
  writeWhole(
    join(dataDir, "agent/kubelet.kubeconfig"),
    kubeconfigText(`https://127.0.0.1:${port}`, serverCa.cert, kubelet),
  );
  const report = (): ReturnType<typeof nodeReport> =>
    nodeReport({
      name,
      address,
      labels: options.list("node-label"),
      control: true,
      images: store.names(),
    });
  cluster.admits(name, ownNodePassword());
  cluster.register(report());
  log("info", "Running kubelet");
  setInterval(() => cluster.heartbeat(report()), heartbeatMs);
  watchImages(
    () => store.importFolder(),
    () => cluster.heartbeat(report()),
  );
};

/** Archives that appear while K3s runs are imported as well. */
export const watchImages = (
  importFolder: () => Promise<void>,
  then: () => unknown,
): void => {
  setInterval(() => {
    void importFolder().then(then);
  }, 3000);
};
