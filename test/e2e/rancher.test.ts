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
import {
  realRancher,
  requireRealBundle,
  type RealRancher,
} from "../lab/real-rancher.ts";
import { writeSite, type Site } from "../lab/site.ts";
import {
  startRancher,
  type RancherStandin,
} from "../rancher-standin/standin.ts";
import { setCondition } from "../rancher-standin/state.ts";

/** With a Rancher of the reader's own only what holds of any Rancher is checked. */
const standsIn = (process.env["FORECOURT_RANCHER_URL"] ?? "") === "";
const name = "rancher.lab";

describe("a station and the central Rancher", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-rancher-"));
  const id = `s-e2e-${Date.now().toString(36)}`;
  let hosts: LabHost[];
  let bundle: LabBundle;
  let rancher: RancherStandin | undefined;
  let real: RealRancher | undefined;
  let site: Site;

  beforeAll(async () => {
    const lab = await ensureLab();
    hosts = [await lab.host(1), await lab.host(2)];
    await Promise.all(hosts.map((host) => host.reset()));
    bundle = await labBundle();
    const bridge = `${lab.net}.1`;
    real = await realRancher(bridge);
    if (real !== undefined) requireRealBundle(bundle);
    else
      rancher = await startRancher({
        version: `v${labRancher}`,
        address: bridge,
      });
    site = siteWith(real?.station ?? { url: rancher?.url });
  });

  afterAll(async () => {
    // Somebody else's Rancher is left as it was.
    if (real !== undefined) await run("unregister");
    await real?.close();
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

  const token = () => rancher?.token ?? real?.token ?? "";
  const run = (command: string, ...more: string[]) =>
    ended(
      forecourt(siteArguments(command, site, bundle, "--json", ...more), {
        FORECOURT_HOME: site.home,
        FORECOURT_RANCHER_TOKEN: token(),
      }),
    );
  /** As headquarters sees it, whichever Rancher it is. */
  const stateInRancher = async () => {
    const { url = rancher?.url ?? "", ca } = real?.station ?? {};
    const caChecksum = rancher?.caChecksum ?? real?.station["caChecksum"];
    const { events } = await ended(
      forecourt(
        [
          "fleet",
          "status",
          "--json",
          `--url=${url}`,
          ...(ca === undefined ? [] : [`--ca=${ca}`]),
          ...(caChecksum === undefined ? [] : [`--ca-checksum=${caChecksum}`]),
        ],
        { FORECOURT_HOME: site.home, FORECOURT_RANCHER_TOKEN: token() },
      ),
    );
    return events.find(({ station }) => station === id)?.["state"];
  };
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
    expect(await stateInRancher()).toBe("active");
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
    // A real one may take a while over it.
    expect([undefined, "removing"]).toContain(await stateInRancher());
    if (rancher === undefined) return;
    expect(cluster()).toBeUndefined();
    await agentConnected(false);
  });

  it.runIf(standsIn)(
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

  it("one that was restored without its agent is registered again as the same", async () => {
    const same = cluster()?.id;
    await server().exec("k3s kubectl delete namespace cattle-system");
    if (rancher !== undefined) {
      await agentConnected(false);
      // As Rancher believes for a while of a server whose line just went dead.
      const stale = cluster();
      if (stale === undefined) throw new Error("no cluster");
      stale.state = "active";
      setCondition(stale, "Connected", "True");
      setCondition(stale, "Ready", "True");
    }
    const { code, events } = await run("register", "--now");
    expect(failureOf(events)).toEqual({});
    expect(code).toBe(0);
    expect(outcomes(events)["rancher-agent"]).toBe("done");
    if (rancher === undefined) return;
    expect(rancher.connected()).toEqual([same]);
    expect(cluster()?.state).toBe("active");
  });

  it("a dead server is replaced by a new one under the same station", async () => {
    const same = cluster()?.id;
    await Promise.all(hosts.map((host) => host.reset()));
    if (rancher !== undefined) await agentConnected(false);
    const { code, events } = await run("install");
    expect(failureOf(events)).toEqual({});
    expect(code).toBe(0);
    expect(await stateInRancher()).toBe("active");
    if (rancher === undefined) return;
    expect(rancher.state.clusters.size).toBe(1);
    expect(cluster()).toMatchObject({
      id: same,
      state: "active",
      nodeCount: 2,
    });
    expect(rancher.connected()).toEqual([same]);
  });

  it.runIf(standsIn)(
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
