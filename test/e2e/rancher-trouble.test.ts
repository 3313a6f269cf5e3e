import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { stationAnnotation } from "../../common/model/rancher.ts";
import { ended, forecourt, siteArguments } from "../lab/forecourt.ts";
import { labBundle, labRancher, type LabBundle } from "../lab/lab-bundle.ts";
import {
  differences,
  ensureLab,
  type LabHost,
  type Snapshot,
} from "../lab/lab.ts";
import { writeSite, type Site } from "../lab/site.ts";
import {
  startRancher,
  type RancherStandin,
} from "../rancher-standin/standin.ts";
import { noFaults } from "../rancher-standin/state.ts";

const passphrase = "two locks and a key";

/** Before K3s is even there: none of it may get as far as that. */
describe("what keeps a station from registering, said before anything is applied", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-trouble-"));
  const id = "s-trouble";
  const at = (name: string) => join(folder, name);
  let host: LabHost;
  let bundle: LabBundle;
  let rancher: RancherStandin;
  /** Another one, with a CA of its own: what stands between, seen from the station only. */
  let between: RancherStandin;
  let site: Site;
  let before: Snapshot;

  beforeAll(async () => {
    const lab = await ensureLab();
    host = await lab.host(1);
    await host.reset();
    bundle = await labBundle();
    const options = { version: `v${labRancher}`, address: `${lab.net}.1` };
    rancher = await startRancher(options);
    between = await startRancher(options);
    site = writeSite(folder, [host], {
      id,
      station: {
        rancher: { url: rancher.url, caChecksum: rancher.caChecksum },
      },
    });
    before = await host.snapshot();
  });

  afterEach(() => {
    rancher.state.faults = noFaults();
    between.state.faults = noFaults();
  });

  afterAll(async () => {
    await rancher.close();
    await between.close();
    await host.reset();
    rmSync(folder, { recursive: true });
  });

  async function run(command: string, ...more: string[]) {
    const { code, events, stdout } = await ended(
      forecourt(siteArguments(command, site, bundle, "--json", ...more), {
        FORECOURT_HOME: site.home,
        FORECOURT_RANCHER_TOKEN: rancher.token,
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
  const clusters = () => [...rancher.state.clusters.values()];

  /** As if the station's line went somewhere else, for as long as it takes. */
  async function diverted<T>(work: () => Promise<T>): Promise<T> {
    const [from, to] = [new URL(rancher.url), new URL(between.url)];
    const rule = (verb: "I" | "D") =>
      host.exec(
        `iptables -t nat -${verb} OUTPUT -d ${from.hostname} -p tcp --dport ${from.port} -j DNAT --to-destination ${to.host}`,
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
    expect(clusters()).toEqual([]);
  }

  const untouched = async () => {
    expect(differences(before, await host.snapshot())).toEqual([]);
    expect(clusters()).toEqual([]);
  };

  it("a sign-in page instead of Rancher: refused on the laptop, nothing was made", async () => {
    rancher.state.faults.signInPage = true;
    expect(await register()).toMatchObject({
      exit: 5,
      code: "rancher-not-rancher",
    });
    await untouched();
  });

  it("a token that was deleted: refused before any host is spoken to", async () => {
    const known = rancher.state.tokens.get(rancher.token);
    if (known === undefined) throw new Error("no token");
    rancher.state.tokens.delete(rancher.token);
    expect(await register()).toMatchObject({
      exit: 5,
      code: "rancher-token-refused",
    });
    rancher.state.tokens.set(rancher.token, known);
    await untouched();
  });

  it("a cluster of the name that is another station's is left alone, and taken over only when told", async () => {
    const foreign = rancher.state.addCluster(rancher.technician, {
      name: id,
      labels: { region: "south" },
      annotations: { [stationAnnotation]: "s-other" },
    });
    expect(await register()).toMatchObject({
      exit: 6,
      code: "rancher-cluster-foreign",
      data: { name: id, owner: "s-other" },
    });
    expect(clusters()).toEqual([foreign]);
    expect(foreign.annotations).toEqual({ [stationAnnotation]: "s-other" });
    expect(foreign.labels).toEqual({ region: "south" });
    // The undo of one station does not delete what is another's.
    expect((await run("undo")).exit).toBe(0);
    expect(clusters()).toEqual([foreign]);
    rancher.state.faults.htmlManifest = true;
    expect((await register("--take-over")).code).toBe(
      "rancher-manifest-invalid",
    );
    expect(foreign.annotations[stationAnnotation]).toBe(id);
  });

  it("a web page instead of the manifest is applied nowhere", async () => {
    rancher.state.faults.htmlManifest = true;
    expect(await register()).toMatchObject({
      exit: 6,
      code: "rancher-manifest-invalid",
    });
    const ledger = await host.exec("ls /var/lib/forecourt/ledger");
    expect(ledger.stdout).not.toContain("rancher-agent");
  });

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

  it("clocks that are an hour apart", async () => {
    rancher.state.faults.clock = 3600;
    const { exit, code, data } = await register();
    expect({ exit, code }).toEqual({ exit: 6, code: "uplink-clock-off" });
    expect(Math.abs(Number(data["seconds"]) + 3600)).toBeLessThan(300);
  });

  it("undo takes away what those have left, here and in Rancher", async () => {
    expect(clusters()).toMatchObject([{ name: id, connections: 0 }]);
    await takenBack();
  });

  it("a pack that was altered opens nothing, and nobody is spoken to", async () => {
    writeFileSync(
      at("stations.csv"),
      `id,server,host-key\n${id},${host.name}=${host.address},${host.hostKeys.ed25519}\n`,
    );
    writeFileSync(
      at("stations.yaml"),
      `rancher: { url: "${rancher.url}", caChecksum: "${rancher.caChecksum}" }\n`,
    );
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
