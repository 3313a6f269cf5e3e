import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Machine, cleanUp, freePort, prepare } from "./standin-machine.ts";

beforeAll(prepare);
afterAll(cleanUp);

describe("a further server", () => {
  const first = new Machine("first");
  const second = new Machine("second");
  let url = "";
  let token = "";
  let ofFirst: string[];
  let ofSecond: string[];
  const startFirst = async (...more: string[]) => {
    first.start([...ofFirst, ...more]);
    await first.says("Running kubelet");
    token = readFileSync(
      first.path("var/lib/rancher/k3s/server/node-token"),
      "utf8",
    ).trim();
  };
  const refused = async (text: string, more: string[] = [], as = token) => {
    const end = await second.k3s([...ofSecond, ...more], { K3S_TOKEN: as });
    expect(end.stderr).toContain(text);
    expect(end.code).toBe(1);
  };

  beforeAll(async () => {
    const server = async (name: string) => {
      const port = await freePort();
      return {
        port,
        args: [
          "server",
          `--https-listen-port=${port}`,
          `--node-name=${name}`,
          "--node-ip=127.0.0.1",
        ],
      };
    };
    const [one, two] = [await server("first"), await server("second")];
    url = `https://127.0.0.1:${one.port}`;
    ofFirst = one.args;
    ofSecond = [...two.args, `--server=${url}`];
    await startFirst();
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
  });

  it("is not let in where the first keeps SQLite, with a wrong token, or while nobody is there", async () => {
    await refused("starting kubernetes: preparing server: etcd disabled");
    await refused("401 Unauthorized", [], `${token}x`);
    await refused(
      "token CA hash does not match",
      [],
      token.replace(/^K10.{64}/, `K10${"0".repeat(64)}`),
    );
    await first.stop();
    await refused("failed to get CA certs");
  });

  it("joins once the first has moved into etcd, and both give the same cluster", async () => {
    await startFirst("--cluster-init");
    expect(first.log).toContain("Migrating content from sqlite to etcd");
    await refused("critical configuration value mismatch", [
      "--cluster-cidr=10.99.0.0/16",
    ]);
    second.start(ofSecond, { K3S_TOKEN: token });
    await second.says("Running kubelet");
    for (const machine of [first, second]) {
      const nodes = await machine.k3s([
        "kubectl",
        "get",
        "nodes",
        "--no-headers",
      ]);
      expect(nodes.stdout).toMatch(/^first +Ready +control-plane,etcd /m);
      expect(nodes.stdout).toMatch(/^second +Ready +control-plane,etcd /m);
    }
    const ready = ["kubectl", "get", "--raw=/readyz"];
    expect((await second.k3s(ready)).stdout.trim()).toBe("ok");
    const own = second.path("var/lib/rancher/k3s/server/node-token");
    expect(readFileSync(own, "utf8").trim()).toBe(token);
  });

  it("keeps etcd when the switch is gone, and answers nothing without the other", async () => {
    await first.stop();
    const alone = await second.k3s(["kubectl", "get", "--raw=/readyz"]);
    expect(alone.code).not.toBe(0);
    await startFirst();
    expect(first.log).toContain("ETCD server is now running");
    expect(first.log).not.toContain("Migrating");
  });

  it("takes the token of agents from nobody who wants to be a server", async () => {
    await first.stop();
    writeFileSync(
      first.path("etc/rancher/k3s/config.yaml"),
      "agent-token: for-agents-only\n",
    );
    await startFirst();
    await second.stop();
    await refused("403 Forbidden", ["--agent-token=for-agents-only"]);
  });
});
