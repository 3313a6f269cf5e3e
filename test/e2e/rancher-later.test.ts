import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { ended, forecourt } from "../lab/forecourt.ts";
import { labBundle, labRancher, type LabBundle } from "../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import { writeSite, type Site } from "../lab/site.ts";
import {
  startRancher,
  type RancherStandin,
} from "../rancher-standin/standin.ts";

const passphrase = "four words and none";

describe("a station that registers later, out of a pack", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-later-"));
  const id = "s-later";
  const at = (name: string) => join(folder, name);
  const pack = at(`packs/${id}.pack`);
  let hosts: LabHost[];
  let bundle: LabBundle;
  let rancher: RancherStandin;
  let site: Site;

  beforeAll(async () => {
    const lab = await ensureLab();
    hosts = [await lab.host(1), await lab.host(2)];
    await Promise.all(hosts.map((host) => host.reset()));
    bundle = await labBundle();
    rancher = await startRancher({
      version: `v${labRancher}`,
      address: `${lab.net}.1`,
    });
    site = writeSite(folder, hosts, { id });
  });

  afterAll(async () => {
    await rancher.close();
    await Promise.all(hosts.map((host) => host.reset()));
    rmSync(folder, { recursive: true });
  });

  const run = (args: readonly string[]) =>
    ended(
      forecourt(["--language=en", ...args], {
        FORECOURT_HOME: site.home,
        FORECOURT_PACK_PASSPHRASE: passphrase,
        FORECOURT_RANCHER_TOKEN: args[0] === "pack" ? rancher.token : "",
      }),
    );
  const onSite = (command: string, ...more: string[]) =>
    run([
      command,
      `--pack=${pack}`,
      `--bundle=${bundle.folder}`,
      `--secrets=${site.secrets}`,
      ...bundle.trustKeys.map((key) => `--trust-key=${key}`),
      "--json",
      ...more,
    ]);
  const cluster = () => {
    const [found] = rancher.state.clusters.values();
    if (found === undefined) throw new Error("no cluster");
    return found;
  };
  const outcomesOf = (events: readonly Record<string, unknown>[]) =>
    new Set(
      events
        .filter(({ type }) => type === "step-ended")
        .map(({ outcome }) => outcome),
    );
  const server = () => {
    const [first] = hosts;
    if (first === undefined) throw new Error("no host");
    return first;
  };
  const registration = async () =>
    (await onSite("status", `--station=${site.station}`)).events.find(
      ({ type }) => type === "status",
    )?.["registration"];

  it("headquarters makes a pack of the station's table", async () => {
    const [server, agent] = hosts;
    if (server === undefined || agent === undefined) throw new Error("no host");
    const station = parse(readFileSync(site.station, "utf8")) as {
      docker: unknown;
      k3s: unknown;
    };
    writeFileSync(
      at("stations.csv"),
      `id,server,agents,host-key,label:region\n${id},${server.name}=${server.address},${agent.name}=${agent.address},${server.hostKeys.ed25519},north\n`,
    );
    writeFileSync(
      at("stations.yaml"),
      stringify({
        isolated: true,
        docker: station.docker,
        k3s: station.k3s,
        signIn: { user: server.user, password: true },
        rancher: { url: rancher.url, caChecksum: rancher.caChecksum },
      }),
    );
    const { code, stderr } = await run([
      "pack",
      "build",
      at("stations.csv"),
      `--out=${at("packs")}`,
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(cluster()).toMatchObject({ name: id, state: "pending" });
    copyFileSync(pack, at("first.pack"));
  });

  it("with the uplink cut it installs, and says until when it will register by itself", async () => {
    await rancher.cut();
    const { code, events, stderr } = await onSite(
      "install",
      `--station=${site.station}`,
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(events.find(({ type }) => type === "registration")).toMatchObject({
      state: "waiting",
      rancher: rancher.url,
      validity: { reason: "token" },
      monthlyBytes: expect.any(Number) as number,
      onceBytes: 0,
    });
    expect(await registration()).toMatchObject({
      state: "waiting",
      rancher: rancher.url,
      validity: { until: expect.any(String) as string, reason: "token" },
    });
    expect(cluster().state).toBe("pending");
  });

  it("the pack's token is in no file, neither here nor there", async () => {
    const { token } = cluster().registration;
    const there = await server().exec(
      `grep -rlF '${token}' /var/lib/forecourt /etc /tmp /root /var/log 2>/dev/null; journalctl --no-pager | grep -cF '${token}'`,
    );
    expect(there.stdout.trim()).toBe("0");
    const here = execFileSync("sh", [
      "-c",
      `grep -rlF '${token}' ${folder} || :`,
    ]).toString();
    expect(here).toBe("");
  });

  it("the same again changes nothing", async () => {
    const { code, events } = await onSite(
      "register",
      `--station=${site.station}`,
    );
    expect(code).toBe(0);
    expect(outcomesOf(events)).toEqual(new Set(["skipped"]));
  });

  it("once the uplink is there it becomes active, with nobody on site", async () => {
    await rancher.mend();
    for (let second = 0; second < 300; second += 1) {
      if (cluster().state === "active") break;
      await sleep(1000);
    }
    expect(cluster()).toMatchObject({ state: "active", nodeCount: 2 });
    expect(rancher.state.clusters.size).toBe(1);
    expect(await registration()).toMatchObject({
      state: "connected",
      rancher: rancher.url,
    });
  });

  it("an expired pack is refused before any host is spoken to, and renewed", async () => {
    rancher.state.settings.set("crt-default-ttl-minutes", "0");
    rancher.state.settings.set("crt-default-grace-period-minutes", "0");
    rancher.state.rotate(cluster());
    expect((await run(["pack", "renew", pack])).code).toBe(0);
    const over = await onSite("register", `--station=${site.station}`);
    expect(over.code).toBe(3);
    expect(over.events.at(-1)).toMatchObject({
      type: "refused",
      failure: { code: "pack-expired", data: { station: id } },
    });
    rancher.state.settings.set("crt-default-ttl-minutes", "43200");
    rancher.state.settings.set("crt-default-grace-period-minutes", "180");
    rancher.state.rotate(cluster());
    expect((await run(["pack", "renew", pack])).code).toBe(0);
    const { code, events } = await onSite(
      "register",
      `--station=${site.station}`,
    );
    expect(code).toBe(0);
    expect(
      events.find(
        ({ type, step }) =>
          type === "step-ended" && String(step).endsWith("rancher-agent"),
      ),
    ).toMatchObject({ outcome: "done" });
  });

  it("a pack from before does not put back its older token, connected or not", async () => {
    const before = () =>
      server().exec(
        "k3s kubectl -n cattle-system get deployment cattle-cluster-agent -o yaml | sha256sum",
      );
    const { stdout: was } = await before();
    const old = (command: string) =>
      onSite(
        command,
        `--station=${site.station}`,
        `--pack=${at("first.pack")}`,
      );
    const connected = await old("register");
    expect(connected.code).toBe(0);
    expect(outcomesOf(connected.events)).toEqual(new Set(["skipped"]));
    await rancher.cut();
    await expect
      .poll(async () => ((await registration()) as { state: string }).state, {
        timeout: 300_000,
      })
      .toBe("waiting");
    const refused = await old("register");
    expect(refused.code).toBe(3);
    expect(refused.events.at(-1)).toMatchObject({
      outcome: "failed",
      failure: { code: "pack-older" },
    });
    expect((await before()).stdout).toBe(was);
    await rancher.mend();
  });

  it("the pack of another station is refused, and a cluster of another name left alone", async () => {
    const other = {
      ...(parse(readFileSync(site.station, "utf8")) as object),
      id: "s-other",
    };
    writeFileSync(at("other.yaml"), stringify(other));
    const { code, events } = await onSite(
      "register",
      `--station=${at("other.yaml")}`,
    );
    expect(code).toBe(3);
    expect(events.at(-1)).toMatchObject({
      failure: {
        code: "pack-other-station",
        data: { station: id, wanted: "s-other" },
      },
    });
  });

  it("undo takes the agent and the note away too", async () => {
    const { code } = await onSite("undo", `--station=${site.station}`);
    expect(code).toBe(0);
    const left = await server().exec("ls /var/lib/forecourt 2>&1");
    expect(left.stdout + left.stderr).toContain("No such file");
  });
});
