import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stationAnnotation } from "../../common/model/rancher.ts";
import { ended, forecourt, siteArguments } from "../lab/forecourt.ts";
import { labBundle, labRancher, type LabBundle } from "../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import { writeSite, type Site } from "../lab/site.ts";
import {
  startRancher,
  type RancherStandin,
} from "../rancher-standin/standin.ts";

/** A Rancher of the reader's own: then only what holds of any Rancher is checked. */
const real = process.env["FORECOURT_RANCHER_URL"];
const name = "rancher.lab";

describe("a station and the central Rancher", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-rancher-"));
  const id = `s-e2e-${Date.now().toString(36)}`;
  let hosts: LabHost[];
  let bundle: LabBundle;
  let rancher: RancherStandin | undefined;
  let site: Site;

  beforeAll(async () => {
    const lab = await ensureLab();
    hosts = [await lab.host(1), await lab.host(2)];
    await Promise.all(hosts.map((host) => host.reset()));
    bundle = await labBundle();
    const bridge = `${lab.net}.1`;
    if (real === undefined)
      rancher = await startRancher({
        version: `v${labRancher}`,
        address: bridge,
      });
    site = siteWith({ url: real ?? rancher?.url ?? "" });
  });

  afterAll(async () => {
    await rancher?.close();
    await Promise.all(hosts.map((host) => host.reset()));
    rmSync(folder, { recursive: true });
  });

  const siteWith = (more: Record<string, unknown>): Site =>
    writeSite(folder, hosts, {
      id,
      station: {
        labels: { region: "north", brand: "blue" },
        rancher: {
          ...(rancher === undefined ? {} : { caChecksum: rancher.caChecksum }),
          ...more,
        },
      },
    });

  const token = () =>
    rancher?.token ?? process.env["FORECOURT_RANCHER_TOKEN"] ?? "";
  const run = (command: string, ...more: string[]) =>
    ended(
      forecourt(siteArguments(command, site, bundle, "--json", ...more), {
        FORECOURT_HOME: site.home,
        FORECOURT_RANCHER_TOKEN: token(),
      }),
    );
  const server = () => {
    const [first] = hosts;
    if (first === undefined) throw new Error("no host");
    return first;
  };
  const cluster = () =>
    [...(rancher?.state.clusters.values() ?? [])].find(
      (each) => each.name === id,
    );
  const outcomes = (
    events: readonly Record<string, unknown>[],
  ): Record<string, unknown> =>
    Object.fromEntries<unknown>(
      events
        .filter(({ type }) => type === "step-ended")
        .map((event): [string, unknown] => [
          String(event["step"]).split("/")[1] ?? "",
          event["outcome"],
        ]),
    );
  const failureOf = (events: readonly Record<string, unknown>[]) =>
    (events.findLast(({ failure }) => failure !== undefined)?.["failure"] ??
      {}) as { code?: string; data?: Record<string, unknown> };
  const agentConnected = async (connected: boolean) => {
    for (let second = 0; second < 120; second += 1) {
      if ((rancher?.connected().length ?? 0) > 0 === connected) return;
      await sleep(1000);
    }
    throw new Error(`the agent's connection did not become ${connected}`);
  };

  it("a fresh cluster is installed, registered and active", async () => {
    const { code, events, stderr } = await run("install");
    expect(stderr).toBe("");
    expect(failureOf(events)).toEqual({});
    expect(code).toBe(0);
    expect(outcomes(events)).toMatchObject({
      "rancher-cluster": "done",
      "rancher-uplink": "done",
      "rancher-agent": "done",
    });
    // On a quick machine it is so before it is followed.
    expect(["done", "skipped"]).toContain(outcomes(events)["rancher-active"]);
    if (rancher === undefined) return;
    expect(cluster()).toMatchObject({
      state: "active",
      nodeCount: 2,
      labels: { region: "north", brand: "blue" },
    });
    expect(cluster()?.annotations).toMatchObject({
      [stationAnnotation]: id,
      "rancher.io/imported-cluster-version-management": "false",
    });
  });

  it("no token is in a file, on the laptop or for others on the host", async () => {
    const secrets = [
      token(),
      ...(rancher === undefined ? [] : [cluster()?.registration.token ?? "?"]),
    ];
    for (const file of filesBelow(site.home))
      for (const secret of secrets)
        expect(readFileSync(file, "utf8").includes(secret), file).toBe(false);
    const found = await server().exec(
      `grep -rlF -e "$(cat)" /var/lib/forecourt /tmp /etc /root /home 2>/dev/null`,
      secrets.at(-1) ?? "",
    );
    expect(found.stdout).toBe("");
  });

  it("a second time changes nothing and makes no second cluster", async () => {
    const { code, events } = await run("register", "--now");
    expect(code).toBe(0);
    expect(outcomes(events)).toMatchObject({
      "rancher-uplink": "skipped",
      "rancher-agent": "skipped",
      "rancher-active": "skipped",
    });
    if (rancher !== undefined) expect(rancher.state.clusters.size).toBe(1);
  });

  it("leaves: the record in Rancher and the agent on the host are gone", async () => {
    const { code, events } = await run("unregister");
    expect(failureOf(events)).toEqual({});
    expect(code).toBe(0);
    const left = await server().exec(
      "k3s kubectl get namespace cattle-system --ignore-not-found -o name",
    );
    expect(left.stdout.trim()).toBe("");
    if (rancher === undefined) return;
    expect(cluster()).toBeUndefined();
    await agentConnected(false);
  });

  it.runIf(real === undefined)(
    "an uplink that is lost half-way: said, and gone on with",
    async () => {
      if (rancher === undefined) return;
      const { port } = new URL(rancher.url);
      const address = new URL(rancher.url).hostname;
      // The station's uplink, not the laptop's.
      const rule = (verb: string) =>
        server().exec(
          `iptables -${verb} OUTPUT -d ${address} -p tcp --dport ${port} -j REJECT`,
        );
      await rule("I");
      const broken = await run("register", "--now");
      expect(broken.code).toBe(6);
      expect(failureOf(broken.events)).toMatchObject({
        code: "uplink-unreachable",
      });
      expect(outcomes(broken.events)["rancher-cluster"]).toBe("done");
      expect(cluster()?.connections).toBe(0);
      await rule("D");
      const { code, events } = await run("resume");
      expect(failureOf(events)).toEqual({});
      expect(code).toBe(0);
      expect(cluster()?.state).toBe("active");
      expect(rancher.state.clusters.size).toBe(1);
    },
  );

  it.runIf(real === undefined)(
    "a name that only the station file knows reaches the agent",
    async () => {
      if (rancher === undefined) return;
      await run("unregister");
      const address = new URL(rancher.url).hostname;
      await rancher.close();
      rancher = await startRancher({
        version: `v${labRancher}`,
        address,
        port: 8444,
        serverUrl: `https://${name}:8444`,
        certificateFor: [address, name],
      });
      site = siteWith({ url: rancher.url });
      const unknown = await run("register", "--now");
      expect(failureOf(unknown.events)).toMatchObject({
        code: "uplink-name-unknown",
        data: { name },
      });
      site = siteWith({ url: rancher.url, address });
      const { code, events } = await run("register", "--now");
      expect(failureOf(events)).toEqual({});
      expect(code).toBe(0);
      expect(cluster()?.state).toBe("active");
    },
  );
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
