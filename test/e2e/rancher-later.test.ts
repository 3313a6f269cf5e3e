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
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { ended, forecourt } from "../lab/forecourt.ts";
import { labBundle, type LabBundle } from "../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import {
  patience,
  readersOwn,
  requireFittingBundle,
} from "../lab/rancher/given.ts";
import { LabRancher } from "../lab/rancher/lab-rancher.ts";
import { itWithStandin } from "../lab/rancher/with-standin.ts";
import { writeSite, type Site } from "../lab/site.ts";

/** What ends a pack first depends on a Rancher's version, settings and CA. */
const reason: unknown = readersOwn
  ? expect.stringMatching(/^(token|authority|none)$/)
  : "token";
const ofTokens = "when its tokens are replaced is Rancher's own affair";
const passphrase = "four words and none";

describe("a station that registers later, out of a pack", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-later-"));
  let id: string;
  const at = (name: string) => join(folder, name);
  const pack = () => at(`packs/${id}.pack`);
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
    id = await rancher.newName("s-later");
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
      `--pack=${pack()}`,
      `--bundle=${bundle.folder}`,
      `--secrets=${site.secrets}`,
      ...bundle.trustKeys.map((key) => `--trust-key=${key}`),
      "--json",
      ...more,
    ]);
  const cluster = () => rancher.records.cluster(id);
  /** The stand-in's own record, and how long tokens live there. */
  const rotated = async (life: string, grace: string) => {
    const { state } = rancher.standin;
    state.settings.set("crt-default-ttl-minutes", life);
    state.settings.set("crt-default-grace-period-minutes", grace);
    const own = state.clusters.get((await cluster())?.id ?? "");
    if (own === undefined) throw new Error("no cluster");
    state.rotate(own);
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
        rancher: rancher.station,
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
    expect(await cluster()).toMatchObject({ name: id, state: "pending" });
    copyFileSync(pack(), at("first.pack"));
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
      validity: { reason },
      monthlyBytes: expect.any(Number) as number,
      onceBytes: 0,
    });
    expect(await registration()).toMatchObject({
      state: "waiting",
      rancher: rancher.url,
      validity: readersOwn
        ? { reason }
        : { until: expect.any(String) as string, reason },
    });
    expect((await cluster())?.state).toBe("pending");
  });

  it("the pack's token is in no file, neither here nor there", async () => {
    const token = await rancher.records.registrationToken(
      (await cluster())?.id ?? "",
    );
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
    await expect
      .poll(cluster, { timeout: patience })
      .toMatchObject({ state: "active", nodeCount: 2 });
    expect(await rancher.records.named(id)).toHaveLength(1);
    await expect
      .poll(registration, { timeout: patience })
      .toMatchObject({ state: "connected", rancher: rancher.url });
  });

  itWithStandin(
    "an expired pack is refused before any host is spoken to, and renewed",
    ofTokens,
    async () => {
      await rotated("0", "0");
      expect((await run(["pack", "renew", pack()])).code).toBe(0);
      const over = await onSite("register", `--station=${site.station}`);
      expect(over.code).toBe(3);
      expect(over.events.at(-1)).toMatchObject({
        type: "refused",
        failure: { code: "pack-expired", data: { station: id } },
      });
      await rotated("43200", "180");
      expect((await run(["pack", "renew", pack()])).code).toBe(0);
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
    },
  );

  itWithStandin(
    "a pack from before does not put back its older token, connected or not",
    ofTokens,
    async () => {
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
          timeout: patience,
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
    },
  );

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
