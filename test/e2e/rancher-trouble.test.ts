import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { stationAnnotation } from "../../common/model/rancher.ts";
import { ended, forecourt, siteArguments } from "../lab/forecourt.ts";
import { labBundle, labRancher, type LabBundle } from "../lab/lab-bundle.ts";
import {
  differences,
  ensureLab,
  type LabHost,
  type Snapshot,
} from "../lab/lab.ts";
import { setClockAhead } from "../lab/host-clock.ts";
import { LabRancher } from "../lab/rancher/lab-rancher.ts";
import { isConnected } from "../lab/rancher/records.ts";
import { itWithStandin } from "../lab/rancher/with-standin.ts";
import { writeSite, type Site } from "../lab/site.ts";
import {
  startRancher,
  type RancherStandin,
} from "../rancher-standin/standin.ts";
import { readersOwn } from "../lab/rancher/given.ts";
import { noFaults } from "../rancher-standin/state.ts";

const passphrase = "two locks and a key";

/** Before K3s is even there: none of it may get as far as that. */
describe("what keeps a station from registering, said before anything is applied", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-trouble-"));
  let id: string;
  const at = (name: string) => join(folder, name);
  let host: LabHost;
  let bundle: LabBundle;
  let rancher: LabRancher;
  /** Another one, with a CA of its own: what stands between, seen from the station only. */
  let between: RancherStandin;
  let site: Site;
  let before: Snapshot;

  beforeAll(async () => {
    const lab = await ensureLab();
    host = await lab.host(1);
    await host.reset();
    bundle = await labBundle();
    rancher = await LabRancher.open(`${lab.net}.1`);
    between = await startRancher({
      version: `v${labRancher}`,
      address: `${lab.net}.1`,
    });
    id = await rancher.newName("s-trouble");
    site = writeSite(folder, [host], {
      id,
      station: { rancher: rancher.station },
    });
    before = await host.snapshot();
  });

  afterEach(() => {
    if (!readersOwn) rancher.standin.state.faults = noFaults();
    between.state.faults = noFaults();
  });

  afterAll(async () => {
    await rancher.close();
    await between.close();
    await host.reset();
    rmSync(folder, { recursive: true });
  });

  let token: string | undefined;
  async function run(command: string, ...more: string[]) {
    const { code, events, stdout } = await ended(
      forecourt(siteArguments(command, site, bundle, "--json", ...more), {
        FORECOURT_HOME: site.home,
        FORECOURT_RANCHER_TOKEN: token ?? rancher.token,
        FORECOURT_PACK_PASSPHRASE: passphrase,
      }),
    );
    const last = events.findLast(({ failure }) => failure !== undefined);
    const { code: refused = stdout, data = {} } = (last?.["failure"] ?? {}) as {
      code?: string;
      data?: Record<string, unknown>;
    };
    return { exit: code, code: refused, data, type: last?.["type"] };
  }
  const register = (...more: string[]) => run("register", "--now", ...more);
  const clusters = () => rancher.records.named(id);

  /** As if the station's line went somewhere else, for as long as it takes. */
  async function diverted<T>(work: () => Promise<T>): Promise<T> {
    const { address, port } = rancher.near;
    const rule = (verb: "I" | "D") =>
      host.exec(
        `iptables -t nat -${verb} OUTPUT -d ${address} -p tcp --dport ${port} -j DNAT --to-destination ${new URL(between.url).host}`,
      );
    await rule("I");
    try {
      return await work();
    } finally {
      await rule("D");
    }
  }

  /** What undo leaves is what was before, on the host and in Rancher. */
  async function takenBack(): Promise<void> {
    expect((await run("undo")).exit).toBe(0);
    expect(differences(before, await host.snapshot())).toEqual([]);
    expect(await clusters()).toEqual([]);
  }

  const untouched = async () => {
    expect(differences(before, await host.snapshot())).toEqual([]);
    expect(await clusters()).toEqual([]);
  };

  itWithStandin(
    "a sign-in page instead of Rancher: refused on the laptop, nothing was made",
    "a Rancher of your own shows none",
    async () => {
      rancher.standin.state.faults.signInPage = true;
      expect(await register()).toMatchObject({
        exit: 5,
        code: "rancher-not-rancher",
      });
      rancher.standin.state.faults = noFaults();
      await untouched();
    },
  );

  it("a token that was deleted: refused before any host is spoken to", async () => {
    token = await rancher.records.deriveToken();
    await rancher.records.deleteToken(token);
    expect(await register()).toMatchObject({
      exit: 5,
      code: "rancher-token-refused",
    });
    token = undefined;
    await untouched();
  });

  it.each([
    ["whose time is over", { ttl: 1000 }],
    ["that is good for one cluster only", { clusterId: "c-abcde" }],
  ])("a token %s: the same", async (_, wanted) => {
    token = await rancher.records.deriveToken(wanted);
    await expect
      .poll(() => rancher.records.takes(token ?? ""), { timeout: 60_000 })
      .toBe(false);
    expect(await register()).toMatchObject({
      exit: 5,
      code: "rancher-token-refused",
    });
    token = undefined;
    await untouched();
  });

  it("a cluster of the name that is another station's is left alone, and taken over only when told", async () => {
    const foreign = await rancher.records.create({
      name: id,
      labels: { region: "south" },
      annotations: { [stationAnnotation]: "s-other" },
    });
    const same = {
      id: foreign.id,
      labels: { region: "south" },
      annotations: { [stationAnnotation]: "s-other" },
    };
    expect(await register()).toMatchObject({
      exit: 6,
      code: "rancher-cluster-foreign",
      data: { name: id, owner: "s-other" },
    });
    expect(await clusters()).toMatchObject([same]);
    // The undo of one station does not delete what is another's.
    expect((await run("undo")).exit).toBe(0);
    expect(await clusters()).toMatchObject([same]);
    // Taken over, and no further: what the station sees is no Rancher.
    between.state.faults.signInPage = true;
    expect((await diverted(() => register("--take-over"))).code).toBe(
      "uplink-not-rancher",
    );
    expect(await clusters()).toMatchObject([
      { id: foreign.id, annotations: { [stationAnnotation]: id } },
    ]);
  });

  itWithStandin(
    "a web page instead of the manifest is applied nowhere",
    "a Rancher of your own hands out a manifest",
    async () => {
      rancher.standin.state.faults.htmlManifest = true;
      expect(await register()).toMatchObject({
        exit: 6,
        code: "rancher-manifest-invalid",
      });
      const ledger = await host.exec("ls /var/lib/forecourt/ledger");
      expect(ledger.stdout).not.toContain("rancher-agent");
    },
  );

  it("another CA seen from the station than from here", async () => {
    expect(await diverted(() => register())).toMatchObject({
      exit: 6,
      code: "uplink-ca-changed",
      data: { expected: rancher.caChecksum, found: between.caChecksum },
    });
    expect(between.state.requests.join(" ")).not.toContain("clusters");
  });

  it("a sign-in page on the station's way only", async () => {
    between.state.faults.signInPage = true;
    expect(await diverted(() => register())).toMatchObject({
      exit: 6,
      code: "uplink-not-rancher",
    });
  });

  itWithStandin(
    "Rancher's clock an hour off",
    "it is not ours to set",
    async () => {
      rancher.standin.state.faults.clock = 3600;
      const { exit, code, data } = await register();
      expect({ exit, code }).toEqual({ exit: 6, code: "uplink-clock-off" });
      expect(Math.abs(Number(data["seconds"]) + 3600)).toBeLessThan(300);
    },
  );

  it("the station's clock an hour off", async () => {
    await setClockAhead(host, 3600);
    const { exit, code, data } = await register().finally(() =>
      setClockAhead(host, 0),
    );
    expect({ exit, code }).toEqual({ exit: 6, code: "uplink-clock-off" });
    expect(Math.abs(Number(data["seconds"]) - 3600)).toBeLessThan(300);
  });

  it("undo takes away what those have left, here and in Rancher", async () => {
    const [left, ...more] = await clusters();
    expect(more).toEqual([]);
    expect(left).toMatchObject({ name: id });
    expect(isConnected(left)).toBe(false);
    await takenBack();
  });

  it("a pack that was altered opens nothing, and nobody is spoken to", async () => {
    writeFileSync(
      at("stations.csv"),
      `id,server,host-key\n${id},${host.name}=${host.address},${host.hostKeys.ed25519}\n`,
    );
    writeFileSync(at("stations.yaml"), stringify({ rancher: rancher.station }));
    const built = await ended(
      forecourt(["pack", "build", at("stations.csv"), `--out=${at("packs")}`], {
        FORECOURT_HOME: site.home,
        FORECOURT_RANCHER_TOKEN: rancher.token,
        FORECOURT_PACK_PASSPHRASE: passphrase,
      }),
    );
    expect(built.code).toBe(0);
    const pack = at(`packs/${id}.pack`);
    const bytes = readFileSync(pack);
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    writeFileSync(pack, bytes);
    expect(await run("register", `--pack=${pack}`)).toMatchObject({
      exit: 3,
      type: "refused",
      code: "pack-altered",
    });
  });
});
