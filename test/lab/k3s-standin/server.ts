// `k3s server`: API and the server's own node, in the order and with the words of K3s.
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { apiServer } from "./api.ts";
import { criticalValues } from "./bootstrap.ts";
import { ensureCa, ensureIssued, issue } from "./certificates.ts";
import { openCluster, type Cluster } from "./cluster.ts";
import { digest } from "./cluster-state.ts";
import {
  checkCgroups,
  checkClock,
  nodeAddress,
  nodeName,
} from "./host-state.ts";
import { openImageStore, type ImageStore } from "./image-store.ts";
import { joinServer } from "./joining-server.ts";
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
  kubeletFolders,
  readIfThere,
  writeWhole,
} from "./paths.ts";
import { heartbeatMs, watchImages } from "./running.ts";
import {
  listen,
  sansOf,
  writeKubeconfig,
  writeTokens,
} from "./server-files.ts";
import { parseToken } from "./token.ts";
import { version } from "./version.ts";

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

/** Once etcd, always etcd; what SQLite has goes along (facts A.10). */
const startStore = (options: Options, { state }: Cluster): void => {
  const { content } = state;
  if (options.on("cluster-init") && content.etcd !== true) {
    if (Object.keys(content.nodes).length > 0)
      log("info", "Migrating content from sqlite to etcd");
    content.etcd = true;
  }
  if (content.etcd === true) log("info", "ETCD server is now running");
};

/** Runs until it is told to stop. Throws Fatal where K3s would end. */
export const runServer = async (options: Options): Promise<void> => {
  log("info", `Starting k3s ${version} (standin)`);
  checkClock();
  if (options.text("server") !== undefined) return await joinServer(options);
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
  const passwords = writeTokens(
    options,
    folder,
    serverCa.cert,
    serverPassword(options, join(folder, "token"), cluster),
  );
  startStore(options, cluster);
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
    bootstrap: () => ({
      serverCa,
      clientCa,
      etcd: cluster.state.content.etcd === true,
      critical: criticalValues(options),
    }),
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
      etcd: cluster.state.content.etcd === true,
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
