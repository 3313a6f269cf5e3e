import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onSite } from "../lab/forecourt.ts";
import { labBundle, type LabBundle } from "../lab/lab-bundle.ts";
import {
  differences,
  ensureLab,
  type LabHost,
  type Snapshot,
} from "../lab/lab.ts";
import { writeSite, type Site } from "../lab/site.ts";

interface StepEnded {
  readonly step: string;
  readonly outcome: string;
  readonly bytes: number;
}

interface Node {
  readonly name: string;
  readonly ready: boolean;
}

const technicianKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} technician`;

describe("a station of one server and one agent", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-e2e-"));
  let server: LabHost;
  let agent: LabHost;
  let bundle: LabBundle;
  let site: Site;
  let before: Snapshot[];
  let token = "";

  const snapshots = () => Promise.all([server.snapshot(), agent.snapshot()]);

  beforeAll(async () => {
    const lab = await ensureLab();
    [server, agent] = [await lab.host(1), await lab.host(2)];
    await Promise.all([server.reset(), agent.reset()]);
    // Somebody's settings, which have to stay.
    await agent.exec(
      `mkdir -p /etc/docker && printf '{"debug": true, "log-opts": {"max-file": "7"}}' >/etc/docker/daemon.json`,
    );
    bundle = await labBundle();
    site = writeSite(folder, [server, agent], {
      station: {
        authorizedKeys: [technicianKey],
        passwordless: true,
        docker: { users: ["tech"], daemon: { "shutdown-timeout": 20 } },
      },
    });
    before = await snapshots();
  });

  afterAll(async () => {
    await Promise.all([server.reset(), agent.reset()]);
    rmSync(folder, { recursive: true });
  });

  it("the plan says what will change, and changes nothing", async () => {
    const { code, stdout, stderr } = await onSite("plan", site, bundle);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("docker.service");
    expect(stdout).toContain("k3s-agent.service");
    const after = await snapshots();
    expect(differencesOf(before, after)).toEqual([]);
  });

  it("from nothing to two nodes that are ready", async () => {
    const { code, events, stderr } = await onSite(
      "install",
      site,
      bundle,
      "--json",
    );
    expect(stderr).toBe("");
    expect(events.at(-2)).toMatchObject({ type: "run-ended", outcome: "done" });
    expect(code).toBe(0);
    const nodes = events.at(-1)?.["nodes"] as Node[];
    expect(nodes.map(({ name, ready }) => [name, ready]).sort()).toEqual([
      [server.name, true],
      [agent.name, true],
    ]);
    const sent = events
      .filter(({ type }) => type === "step-ended")
      .reduce((sum, event) => sum + (event as unknown as StepEnded).bytes, 0);
    expect(sent).toBeGreaterThan(10_000_000);
    const config = await agent.exec("cat /etc/docker/daemon.json");
    expect(JSON.parse(config.stdout)).toEqual({
      debug: true,
      "log-driver": "json-file",
      "log-opts": { "max-size": "20m", "max-file": "7" },
      "live-restore": true,
      "shutdown-timeout": 20,
    });
    for (const host of [server, agent]) {
      const keys = await host.exec("cat /home/tech/.ssh/authorized_keys");
      expect(keys.stdout, host.name).toContain(technicianKey);
    }
    const there = await server.exec(
      `su - tech -c 'ssh -o BatchMode=yes ${agent.name} hostname && ssh -o BatchMode=yes ${agent.address} id -un'`,
    );
    expect(there.stdout).toBe(`${agent.name}\ntech\n`);
    const docker = await agent.exec(
      "docker info --format '{{.LiveRestoreEnabled}}'; id -nG tech",
    );
    expect(docker.stdout).toContain("true");
    expect(docker.stdout).toContain("docker");
    // Beside K3s, a container of Docker's own.
    const ran = await agent.exec(
      "docker run --rm --pull=never --network none $(docker images -q | head -n 1) echo works",
    );
    expect(ran.stdout.trim()).toBe("works");
  });

  it("no secret is in what was written on the way", async () => {
    token = (
      await server.exec("cat /var/lib/rancher/k3s/server/node-token")
    ).stdout.trim();
    expect(token).toMatch(/^K10[0-9a-f]{64}::/);
    const files = filesBelow(site.home);
    expect(files.some((file) => file.endsWith("journal.ndjson"))).toBe(true);
    for (const file of files) {
      const text = readFileSync(file, "utf8");
      expect(text.includes(server.password), file).toBe(false);
      expect(text.includes(token), file).toBe(false);
      expect(text.includes(token.split("::server:")[1] ?? token), file).toBe(
        false,
      );
    }
    for (const host of [server, agent]) {
      const there = await host.exec(
        `grep -rlF -e '${token}' -e '${host.password}' /var/lib/forecourt /var/log /etc/systemd 2>/dev/null; journalctl --no-pager | grep -cF -e '${token}' -e '${host.password}'`,
      );
      expect(there.stdout.trim(), host.name).toBe("0");
    }
  });

  it("the second run finds nothing to do and sends not one byte", async () => {
    const { code, events } = await onSite("install", site, bundle, "--json");
    expect(code).toBe(0);
    const ends = events.filter(
      ({ type }) => type === "step-ended",
    ) as unknown as StepEnded[];
    expect(ends.length).toBeGreaterThan(20);
    expect(ends.filter(({ outcome }) => outcome !== "skipped")).toEqual([]);
    expect(ends.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(0);
  });

  it("status, token and kubeconfig", async () => {
    const status = await onSite("status", site, bundle);
    expect(status.stdout).toContain(server.name);
    expect(status.stdout).toContain(agent.name);
    const where = await onSite("token", site, bundle);
    expect(where.stdout).toContain("/var/lib/rancher/k3s/server/node-token");
    expect(where.stdout).not.toContain("K10");
    const shown = await onSite("token", site, bundle, "--show");
    expect(shown.stdout.trim()).toBe(token);
    const out = join(folder, "kubeconfig");
    const saved = await onSite("kubeconfig", site, bundle, `--out=${out}`);
    expect(saved.code).toBe(0);
    expect(readFileSync(out, "utf8")).toContain(
      `https://${server.address}:6443`,
    );
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const again = await onSite("kubeconfig", site, bundle, `--out=${out}`);
    expect(again.stderr).toContain("[output-exists]");
  });

  it("the cluster is back after a power cut of the isolated server", async () => {
    await server.powerCut();
    await server.waitUp();
    for (let tries = 0; ; tries += 1) {
      const { stdout } = await onSite("status", site, bundle, "--json");
      const nodes = (
        JSON.parse(stdout.trim() === "" ? "{}" : stdout) as { nodes?: Node[] }
      ).nodes;
      if (nodes?.length === 2 && nodes.every(({ ready }) => ready)) break;
      if (tries > 60) throw new Error(`not ready again: ${stdout}`);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    const { stdout } = await server.exec(
      "ip -4 route show default; systemctl is-active docker",
    );
    expect(stdout).toContain("forecourt0");
    expect(stdout).toContain("active");
  });

  it("undo leaves both hosts as they were", async () => {
    const { code, stderr, events } = await onSite(
      "undo",
      site,
      bundle,
      "--json",
    );
    expect(stderr).toBe("");
    expect(events.at(-1)).toMatchObject({ type: "run-ended", outcome: "done" });
    expect(code).toBe(0);
    expect(differencesOf(before, await snapshots())).toEqual([]);
    const { stdout } = await server.exec(
      "ls -d /var/lib/forecourt 2>/dev/null; cat /proc/sys/net/ipv4/ip_forward",
    );
    expect(stdout.trim()).toBe("0");
  });
});

function differencesOf(
  before: readonly Snapshot[],
  after: readonly Snapshot[],
): string[] {
  return before.flatMap((snapshot, index) => {
    const now = after[index];
    return now === undefined ? ["no snapshot"] : differences(snapshot, now);
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
