import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CoreV1Api, Health, KubeConfig } from "@kubernetes/client-node";
import { askHttps } from "../lab/k3s-standin/https-client.ts";
import { buildAirgapImages, imageList } from "../lab/k3s-standin/images.ts";
import {
  Machine,
  cleanUp,
  freePort,
  prepare,
  until,
  version,
} from "./standin-machine.ts";

beforeAll(prepare);
afterAll(cleanUp);

describe("a server", () => {
  const server = new Machine("server");
  let port = 0;
  let url = "";
  let token = "";
  const ofServer = () => [
    "server",
    `--https-listen-port=${port}`,
    "--node-name=pump",
    "--node-ip=127.0.0.1",
  ];
  const readToken = () =>
    readFileSync(
      server.path("var/lib/rancher/k3s/server/node-token"),
      "utf8",
    ).trim();

  beforeAll(async () => {
    port = await freePort();
    url = `https://127.0.0.1:${port}`;
    writeFileSync(
      server.path("etc/rancher/k3s/config.yaml"),
      "tls-san: [station.example]\nnode-label: [site=north]\nwhatever: 1\n",
    );
    const images = server.path("var/lib/rancher/k3s/agent/images");
    mkdirSync(images, { recursive: true });
    await buildAirgapImages(version, join(images, "k3s.tar.zst"), {
      padding: 100_000,
      architecture: "arm64",
    });
    writeFileSync(join(images, "broken.tar.gz"), "this is no archive");
    server.start(ofServer());
    await server.says("k3s is up and running");
    await server.says("Running kubelet");
    token = readToken();
  });

  afterAll(() => server.stop());

  it("has a token that pins the CA, for root only", async () => {
    const { text } = await askHttps(`${url}/cacerts`, { ca: undefined });
    const hash = createHash("sha256").update(text).digest("hex");
    expect(token).toMatch(/^K10[0-9a-f]{64}::server:.+$/);
    expect(token.slice(3, 67)).toBe(hash);
    const folder = server.path("var/lib/rancher/k3s/server");
    expect(lstatSync(join(folder, "node-token")).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(folder, "node-token"))).toBe(
      join(folder, "token"),
    );
    expect(statSync(join(folder, "token")).mode & 0o777).toBe(0o600);
  });

  it("refuses whoever has no certificate of its own CA", async () => {
    const { text: ca } = await askHttps(`${url}/cacerts`, { ca: undefined });
    for (const path of ["/readyz", "/api/v1/nodes", "/version"])
      expect((await askHttps(url + path, { ca })).code).toBe(401);
  });

  it("shows node and pods to Kubernetes' own client", async () => {
    const path = server.path("etc/rancher/k3s/k3s.yaml");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const config = new KubeConfig();
    config.loadFromFile(path);
    expect(config.getCurrentContext()).toBe("default");
    expect(await new Health(config).readyz({})).toBe(true);
    const core = config.makeApiClient(CoreV1Api);
    const [node] = (await core.listNode()).items;
    expect(node?.metadata?.name).toBe("pump");
    expect(node?.metadata?.labels?.["site"]).toBe("north");
    expect(node?.status?.nodeInfo?.kubeletVersion).toBe(version);
    const pods = (await core.listNamespacedPod({ namespace: "kube-system" }))
      .items;
    expect(pods.map(({ status }) => status?.phase).sort()).toEqual([
      ...Array<string>(5).fill("Running"),
      ...Array<string>(2).fill("Succeeded"),
    ]);
    expect((await core.listNamespace()).items).toHaveLength(4);
    await expect(core.readNode({ name: "nobody" })).rejects.toThrow("404");
  });

  it("answers kubectl, ctr and crictl", async () => {
    const raw = await server.k3s(["kubectl", "get", "--raw=/readyz"]);
    expect(raw.stdout).toBe("ok");
    const verbose = await server.k3s([
      "kubectl",
      "get",
      "--raw=/readyz?verbose",
    ]);
    expect(verbose.stdout).toContain("readyz check passed");
    const ready = await server.k3s([
      ...["kubectl", "get", "node", "pump", "-o"],
      'jsonpath={.status.conditions[?(@.type=="Ready")].status}',
    ]);
    expect(ready.stdout).toBe("True");
    const pods = await server.k3s(["kubectl", "get", "pods", "-A"]);
    expect(pods.stdout).toMatch(/kube-system +coredns-\S+ +1\/1 +Running/);
    const images = await server.k3s(["ctr", "images", "list", "-q"]);
    expect(images.stdout).toBe(imageList(version));
    const crictl = await server.k3s(["crictl", "images"]);
    expect(crictl.stdout).toContain("rancher/mirrored-pause");
    const unknown = await server.k3s(["kubectl", "get", "node", "nobody"]);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('nodes "nobody" not found');
  });

  it("only logs what it cannot import and keys that it does not know", () => {
    expect(server.log).toContain("Importing images from");
    expect(server.log).toMatch(
      /level=error.*Error encountered while importing .*broken\.tar\.gz/,
    );
    expect(server.log).toContain("Unknown flag --whatever found");
  });

  it("is in its place: a second one finds the port taken", async () => {
    const second = await new Machine("second").k3s(ofServer());
    expect(second.code).toBe(1);
    expect(second.stderr).toContain("bind: address already in use");
  });

  it("takes an agent that has the token, and misses it when it is gone", async () => {
    const agent = new Machine("agent");
    const images = agent.path("var/lib/rancher/k3s/agent/images");
    mkdirSync(images, { recursive: true });
    agent.start(["agent", "--node-name=kiosk", "--node-ip=127.0.0.1"], {
      K3S_URL: url,
      K3S_TOKEN: token,
    });
    await agent.says("k3s agent is up and running");
    const state = async () =>
      (await server.k3s(["kubectl", "get", "nodes", "--no-headers"])).stdout;
    expect(await state()).toMatch(/kiosk +Ready/);
    // It has no images: its pod of the load balancer waits.
    const pods = await server.k3s([
      "kubectl",
      "get",
      "pods",
      "-A",
      "-o",
      "wide",
    ]);
    expect(pods.stdout).toMatch(/svclb-traefik-\S+ +0\/1 .*kiosk/);
    // They may come while it runs.
    await buildAirgapImages(version, join(images, "late.tar.gz"), {
      padding: 0,
      architecture: "arm64",
    });
    await until(async () =>
      /svclb-traefik-\S+ +1\/1 .*kiosk/.test(
        (await server.k3s(["kubectl", "get", "pods", "-A", "-o", "wide"]))
          .stdout,
      ),
    );
    await agent.stop();
    await until(async () => /kiosk +NotReady/.test(await state()));

    // Another machine of the same name has another password.
    const thief = new Machine("thief");
    thief.start(["agent", "--node-name=kiosk", "--node-ip=127.0.0.1"], {
      K3S_URL: url,
      K3S_TOKEN: token,
    });
    await thief.says("Node password rejected, duplicate hostname");
    const gone = await server.k3s(["kubectl", "delete", "node", "kiosk"]);
    expect(gone.stdout).toBe('node "kiosk" deleted\n');
    await thief.says("k3s agent is up and running");
    await thief.stop();
    await server.k3s(["kubectl", "delete", "node", "kiosk"]);
  });

  it("refuses a wrong token and lets the agent try again", async () => {
    const agent = new Machine("wrong-token");
    agent.start(
      ["agent", "--node-name=a", "--node-ip=127.0.0.1", "--server", url],
      {
        K3S_TOKEN: `${token}x`,
      },
    );
    await agent.says("server is not ready");
    expect(agent.log).toContain("401 Unauthorized");
    expect(agent.log).not.toContain("up and running");
    await agent.stop();
  });

  it("is not trusted with another CA than the token's", async () => {
    const agent = new Machine("wrong-ca");
    const other = token.replace(/^K10.{64}/, `K10${"0".repeat(64)}`);
    agent.start(["agent", "--node-name=a", "--node-ip=127.0.0.1", "-s", url], {
      K3S_TOKEN: other,
    });
    await agent.says(
      `token CA hash does not match the Cluster CA certificate hash: ${"0".repeat(64)} != ${token.slice(3, 67)}`,
    );
    expect(agent.log).not.toContain("401");
    await agent.stop();
  });

  it("lets an agent join with a bootstrap token", async () => {
    const created = await server.k3s(["token", "create", "--ttl=1h"]);
    const agent = new Machine("bootstrap");
    agent.start(["agent", "--node-name=b", "--node-ip=127.0.0.1", "-s", url], {
      K3S_TOKEN: created.stdout.trim(),
    });
    await agent.says("k3s agent is up and running");
    await agent.stop();
  });

  it("remembers CA, token and nodes over a restart, and its first token only", async () => {
    await server.stop();
    server.start(ofServer());
    await server.says("Running kubelet");
    expect(readToken()).toBe(token);
    const nodes = await server.k3s(["kubectl", "get", "nodes", "-o", "name"]);
    expect(nodes.stdout).toContain("node/b");
    await server.stop();
    const other = await server.k3s([...ofServer(), "--token=another"]);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain("encrypted with different token");
  });
});
