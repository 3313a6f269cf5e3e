import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { stationAnnotation } from "../../common/model/rancher.ts";
import { ended, forecourt, siteArguments } from "../lab/forecourt.ts";
import { labBundle, labRancher, type LabBundle } from "../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import {
  patience,
  readersOwn,
  requireFittingBundle,
} from "../lab/rancher/given.ts";
import { LabRancher } from "../lab/rancher/lab-rancher.ts";
import { isConnected } from "../lab/rancher/records.ts";
import { itWithStandin } from "../lab/rancher/with-standin.ts";
import { writeSite, type Site } from "../lab/site.ts";
import { startRancher } from "../rancher-standin/standin.ts";
import { setCondition } from "../rancher-standin/state.ts";

describe("a station and the central Rancher", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-rancher-"));
  let id: string;
  let hosts: LabHost[];
  let bundle: LabBundle;
  let rancher: LabRancher;
  let site: Site;

  beforeAll(async () => {
    const lab = await ensureLab();
    hosts = [await lab.host(1), await lab.host(2)];
    await Promise.all(hosts.map((host) => host.reset()));
    bundle = await labBundle();
    rancher = await LabRancher.open(`${lab.net}.1`);
    requireFittingBundle(bundle, rancher.version);
    id = await rancher.newName("s-e2e");
    site = siteWith(rancher.station);
  });

  afterAll(async () => {
    await rancher.close();
    await Promise.all(hosts.map((host) => host.reset()));
    rmSync(folder, { recursive: true });
  });

  const siteWith = (part: object): Site =>
    writeSite(folder, hosts, {
      id,
      station: {
        labels: { region: "north", brand: "blue" },
        rancher: part,
      },
    });

  const run = (command: string, ...more: string[]) =>
    ended(
      forecourt(siteArguments(command, site, bundle, "--json", ...more), {
        FORECOURT_HOME: site.home,
        FORECOURT_RANCHER_TOKEN: rancher.token,
      }),
    );
  /** As headquarters sees it, whichever Rancher it is. */
  const stateInRancher = async () => {
    const { events } = await ended(
      forecourt(["fleet", "status", "--json", ...rancher.options], {
        FORECOURT_HOME: site.home,
        FORECOURT_RANCHER_TOKEN: rancher.token,
      }),
    );
    return events.find(({ station }) => station === id)?.["state"];
  };
  const server = () => {
    const [first] = hosts;
    if (first === undefined) throw new Error("no host");
    return first;
  };
  const cluster = () => rancher.records.cluster(id);
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
  const agentConnected = (connected: boolean) =>
    expect
      .poll(async () => isConnected(await cluster()), { timeout: patience })
      .toBe(connected);
  /** What a real one has put there once a cluster is active, and what then stands in the way. */
  const leftByRancher = async () => {
    if (readersOwn) return;
    const { code, stderr } = await server().exec(
      `k3s kubectl apply -f - && k3s kubectl patch namespace cattle-system --type merge -p '{"metadata":{"finalizers":["controller.cattle.io/namespace-auth"]}}'`,
      stringify({
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "rancher-webhook", namespace: "cattle-system" },
      }) +
        "---\n" +
        stringify({
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "ValidatingWebhookConfiguration",
          metadata: { name: "rancher.cattle.io" },
        }),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  };
  /** Rancher counts nodes a while after it says active. */
  const activeWithBoth = () =>
    expect
      .poll(cluster, { timeout: patience })
      .toMatchObject({ state: "active", nodeCount: 2 });

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
    await activeWithBoth();
    expect(await cluster()).toMatchObject({
      labels: { region: "north", brand: "blue" },
      annotations: {
        [stationAnnotation]: id,
        "rancher.io/imported-cluster-version-management": "false",
      },
    });
  });

  it("no token is in a file, on the laptop or for others on the host", async () => {
    const here = await cluster();
    const secrets = [
      rancher.token,
      await rancher.records.registrationToken(here?.id ?? ""),
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
    expect(await rancher.records.named(id)).toHaveLength(1);
  });

  it("leaves: the record in Rancher and the agent on the host are gone", async () => {
    await leftByRancher();
    const { code, events } = await run("unregister");
    expect(failureOf(events)).toEqual({});
    expect(code).toBe(0);
    const left = await server().exec(
      "k3s kubectl get namespace cattle-system --ignore-not-found -o name",
    );
    expect(left.stdout.trim()).toBe("");
    // A real one may take a while over it.
    expect([undefined, "removing"]).toContain(await stateInRancher());
    expect(await rancher.records.named(id)).toEqual([]);
  });

  it("an uplink that is lost half-way: said, and gone on with", async () => {
    await rancher.refuseFrom(server(), true);
    const broken = await run("register", "--now");
    expect(broken.code).toBe(6);
    expect(failureOf(broken.events)).toMatchObject({
      code: "uplink-unreachable",
    });
    expect(outcomes(broken.events)["rancher-cluster"]).toBe("done");
    expect(isConnected(await cluster())).toBe(false);
    await rancher.refuseFrom(server(), false);
    const { code, events } = await run("resume");
    expect(failureOf(events)).toEqual({});
    expect(code).toBe(0);
    await activeWithBoth();
    expect(await rancher.records.named(id)).toHaveLength(1);
  });

  it("one that was restored without its agent is registered again as the same", async () => {
    const same = (await cluster())?.id ?? "";
    await leftByRancher();
    await server().exec(
      "k3s kubectl delete namespace cattle-system --wait=false",
    );
    await agentConnected(false);
    if (!readersOwn) {
      // As Rancher believes for a while of a server whose line just went dead.
      const stale = rancher.standin.state.clusters.get(same);
      if (stale === undefined) throw new Error("no cluster");
      stale.state = "active";
      setCondition(stale, "Connected", "True");
      setCondition(stale, "Ready", "True");
    }
    const { code, events } = await run("register", "--now");
    expect(failureOf(events)).toEqual({});
    expect(code).toBe(0);
    expect(outcomes(events)["rancher-agent"]).toBe("done");
    expect(await cluster()).toMatchObject({ id: same, state: "active" });
    expect(isConnected(await cluster())).toBe(true);
  });

  it("a dead server is replaced by a new one under the same station", async () => {
    const same = (await cluster())?.id;
    await Promise.all(hosts.map((host) => host.reset()));
    await agentConnected(false);
    const { code, events } = await run("install");
    expect(failureOf(events)).toEqual({});
    expect(code).toBe(0);
    expect(await stateInRancher()).toBe("active");
    expect(await rancher.records.named(id)).toHaveLength(1);
    await activeWithBoth();
    expect((await cluster())?.id).toBe(same);
  });

  itWithStandin(
    "a name that only the station file knows reaches the agent",
    "with a Rancher of your own every test is like that",
    async () => {
      await run("unregister");
      const name = "rancher.lab";
      const { address } = rancher.near;
      const other = await startRancher({
        version: `v${labRancher}`,
        address,
        port: 8444,
        serverUrl: `https://${name}:8444`,
        certificateFor: [address, name],
      });
      const { url, caChecksum, token } = other;
      const register = () =>
        ended(
          forecourt(
            siteArguments("register", site, bundle, "--json", "--now"),
            {
              FORECOURT_HOME: site.home,
              FORECOURT_RANCHER_TOKEN: token,
            },
          ),
        );
      try {
        site = siteWith({ url, caChecksum });
        expect(failureOf((await register()).events)).toMatchObject({
          code: "uplink-name-unknown",
          data: { name },
        });
        site = siteWith({ url, caChecksum, address });
        const { code, events } = await register();
        expect(failureOf(events)).toEqual({});
        expect(code).toBe(0);
        expect([...other.state.clusters.values()]).toMatchObject([
          { name: id, state: "active" },
        ]);
      } finally {
        await other.close();
      }
    },
  );
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
