import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onSite } from "../lab/forecourt.ts";
import { labBundle, type LabBundle } from "../lab/lab-bundle.ts";
import { differences, ensureLab, type LabHost } from "../lab/lab.ts";
import { writeSite } from "../lab/site.ts";

interface Node {
  readonly name: string;
  readonly ready: boolean;
  readonly roles: readonly string[];
}

describe("a second server", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-servers-"));
  let hosts: LabHost[];
  let bundle: LabBundle;
  const site = (count: number) =>
    writeSite(folder, hosts.slice(0, count), { servers: count });
  const roles = async (count: number) => {
    const { stdout } = await onSite("status", site(count), bundle, "--json");
    const { nodes } = JSON.parse(stdout) as { nodes: Node[] };
    return Object.fromEntries(
      nodes.map((node) => [node.name, node.ready && [...node.roles].sort()]),
    );
  };

  beforeAll(async () => {
    const lab = await ensureLab();
    hosts = [await lab.host(1), await lab.host(2)];
    await Promise.all(hosts.map((host) => host.reset()));
    bundle = await labBundle();
  });
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.reset()));
    rmSync(folder, { recursive: true });
  });

  it("joins a cluster that began with one, whose store moves into etcd first", async () => {
    const before = await Promise.all(hosts.map((host) => host.snapshot()));
    const [first, second] = hosts.map(({ name }) => name);
    const alone = await onSite("install", site(1), bundle, "--json");
    expect(alone.code, alone.stdout).toBe(0);
    expect(await roles(1)).toEqual({ [first ?? ""]: ["control-plane"] });

    // An even number of servers is a warning, which stops nobody.
    const both = await onSite("install", site(2), bundle, "--json");
    expect(both.code, both.stdout).toBe(0);
    const shared = ["control-plane", "etcd"];
    expect(await roles(2)).toEqual({
      [first ?? ""]: shared,
      [second ?? ""]: shared,
    });
    // Each answers by itself, with what the other knows.
    for (const host of hosts) {
      const seen = await host.exec(
        "k3s kubectl get nodes -o name; stat -c %a /etc/rancher/k3s/config.yaml.d/*.yaml",
      );
      expect(seen.stdout).toContain(`node/${first}`);
      expect(seen.stdout).toContain(`node/${second}`);
    }

    const again = await onSite("install", site(2), bundle, "--json");
    const done = again.events.filter(
      ({ type, outcome }) => type === "step-ended" && outcome !== "skipped",
    );
    expect(done).toEqual([]);

    const undone = await onSite("undo", site(2), bundle, "--json");
    expect(undone.code, undone.stdout).toBe(0);
    const after = await Promise.all(hosts.map((host) => host.snapshot()));
    expect(
      hosts.flatMap((_, at) => {
        const [was, is] = [before[at], after[at]];
        return was && is ? differences(was, is) : ["no snapshot"];
      }),
    ).toEqual([]);
  });
});
