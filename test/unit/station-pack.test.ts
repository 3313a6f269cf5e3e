import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import type { Teller } from "../../common/ipc/faces.ts";
import { Snapshot } from "../../common/ipc/snapshot.ts";
import { failureOf } from "../../common/model/failure.ts";
import type { PackContent } from "../../common/model/pack.ts";
import { openPins } from "../../main/adapters/files/pins.ts";
import { sealPack } from "../../main/adapters/packs/pack-envelope.ts";
import { masterKey, newScrypt } from "../../main/adapters/packs/pack-key.ts";
import { createWizard, type Wizard } from "../../main/wizard/wizard.ts";
import { importManifest, packContent } from "./pack-samples.ts";

// The wizard itself, with its files; no host is spoken to.

const passphrase = "four words and none";
const headquarters = `SHA256:${"A".repeat(43)}`;
const other = `SHA256:${"B".repeat(43)}`;
const checksum = "0f".repeat(32);
const key = await masterKey(passphrase, { ...newScrypt(), cost: 2 ** 14 });

let folder: string;
let before: string | undefined;
let now: Snapshot;
let wizard: Wizard;
const start = async () => {
  wizard = await createWizard({
    tell: {
      wizard: {
        changed: (snapshot: Snapshot) => (now = Snapshot.parse(snapshot)),
      },
    } as unknown as Teller,
  });
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "forecourt-station-pack-"));
  before = process.env["FORECOURT_HOME"];
  process.env["FORECOURT_HOME"] = at("home");
  await start();
});
afterEach(async () => {
  await wizard.close();
  if (before === undefined) delete process.env["FORECOURT_HOME"];
  else process.env["FORECOURT_HOME"] = before;
  rmSync(folder, { recursive: true });
});

const at = (name: string) => join(folder, name);
const pins = () => openPins(at("home"), "s-1");
const file = () =>
  parse(readFileSync(at("home/stations/s-1/station.yaml"), "utf8")) as {
    hosts: Record<string, unknown>[];
    rancher: Record<string, unknown>;
  };

/** Writes a pack; gives its path. */
function packed(
  change: (content: PackContent) => PackContent = (content) => content,
  id = "s-1",
): string {
  const content = packContent({ id, until: "2126-01-01T00:00:00.000Z" });
  const sealed = change({
    ...content,
    rancher: { ...content.rancher, caChecksum: checksum },
    manifest: importManifest(checksum),
  });
  const path = at(`${id}.pack`);
  writeFileSync(path, sealPack(sealed, key));
  return path;
}

const movedTo = (address: string) => (content: PackContent) => ({
  ...content,
  station: {
    ...content.station,
    hosts: content.station.hosts.map((host) => ({ ...host, address })),
  },
});

const open = (
  path: string,
  use: "pack" | "laptop" | null = null,
  typed = passphrase,
) => wizard.handlers.station.openPack({ path, passphrase: typed, use });

async function failureFrom(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return failureOf(error);
}

test("the definition becomes the station, its keys are known, and the pack stays open for later", async () => {
  const path = packed((content) => ({
    ...content,
    station: {
      ...content.station,
      name: "Süd 14",
      rancher: { ...content.station.rancher, url: "https://rancher.example", ca: "hq-ca.pem" }, // prettier-ignore
    } as PackContent["station"],
  }));
  await open(path);
  expect(now.station?.station).toMatchObject({ id: "s-1", name: "Süd 14" });
  expect(now.pack).toMatchObject({ path, over: false, otherKeys: [] });
  // The CA's file lies at headquarters.
  expect(file().rancher).toMatchObject({ caChecksum: checksum });
  expect(file().rancher).not.toHaveProperty("ca");
  expect(file().hosts[0]).not.toHaveProperty("hostKey");
  expect(await pins().get("s-1-server")).toBe(headquarters);
  // Its servers are changed on the next screen: it is still its pack.
  const station = now.station?.station;
  await wizard.handlers.station.save({
    station: JSON.parse(
      JSON.stringify({ ...station, isolated: true }),
    ) as never,
  });
  expect(now.station?.station.isolated).toBe(true);
  expect(now.pack).not.toBeNull();
  await wizard.handlers.station.close(null);
  expect(now.pack).toBeNull();
});

test("after a restart the pack is known, and its passphrase is not", async () => {
  const path = packed();
  await open(path);
  await wizard.close();
  await start();
  expect(now.pack).toBeNull();
  const [known] = now.known;
  expect(known).toMatchObject({ id: "s-1", pack: path });
  await wizard.handlers.station.open({ path: known?.path ?? "" });
  await wizard.handlers.rancher.openPack({ path, passphrase });
  expect(now.pack).toMatchObject({ path });
  expect(readFileSync(at("home/known-stations.json"), "utf8")).not.toContain(
    passphrase,
  );
});

test("a wrong passphrase, an altered pack, one that is over, none, another kind of file", async () => {
  const path = packed();
  expect(await failureFrom(open(path, null, "five words"))).toMatchObject({
    code: "pack-passphrase-wrong",
  });
  expect(now).toMatchObject({ station: null, pack: null });
  expect(now.failure?.code).toBe("pack-passphrase-wrong");
  const bytes = readFileSync(path);
  bytes[bytes.length - 60] = (bytes[bytes.length - 60] ?? 0) ^ 1;
  writeFileSync(at("altered.pack"), bytes);
  writeFileSync(at("photo.pack"), "JFIF");
  for (const [name, code] of [
    ["altered", "pack-altered"],
    ["photo", "pack-invalid"],
    ["none", "file-unreadable"],
  ] as const)
    expect(await failureFrom(open(at(`${name}.pack`)))).toMatchObject({ code });
  expect(now.known).toEqual([]);
  // The station can still be installed; that the pack is over is said at once.
  await open(
    packed((content) => ({
      ...content,
      validity: { until: "2020-01-01T00:00:00.000Z", reason: "token" },
    })),
  );
  expect(now.pack?.over).toBe(true);
});

test("a station that is known otherwise is asked about, and neither is lost before", async () => {
  await open(packed());
  const path = packed(movedTo("192.168.20.11"));
  await wizard.handlers.station.close(null);
  expect(await failureFrom(open(path))).toMatchObject({
    code: "pack-station-differs",
    data: {
      station: "s-1",
      pack: "s-1-server (192.168.20.11)",
      here: "s-1-server (192.168.10.11)",
    },
  });
  expect(now.station).toBeNull();
  expect(file().hosts[0]).toMatchObject({ address: "192.168.10.11" });
  await open(path, "laptop");
  expect(now.station?.station.hosts[0]?.address).toBe("192.168.10.11");
  expect(now.pack).toMatchObject({ path });
  await open(path, "pack");
  expect(now.station?.station.hosts[0]?.address).toBe("192.168.20.11");
  // Now they are alike, and nobody is asked.
  await open(path);
});

test("a key that this laptop pinned otherwise is kept and told, until a person replaced it", async () => {
  await pins().set("s-1-server", other);
  const path = packed();
  await open(path);
  expect(now.pack?.otherKeys).toEqual(["s-1-server"]);
  expect(await pins().get("s-1-server")).toBe(other);
  await pins().note({
    host: "s-1-server",
    was: headquarters,
    became: other,
    at: "2026-11-26T00:00:00Z",
    by: "tech@laptop",
  });
  await open(path);
  expect(now.pack?.otherKeys).toEqual([]);
});

test("another station's pack is refused where a station is open", async () => {
  await open(packed());
  const foreign = packed(undefined, "s-2");
  expect(
    await failureFrom(
      wizard.handlers.rancher.openPack({ path: foreign, passphrase }),
    ),
  ).toMatchObject({
    code: "pack-other-station",
    data: { station: "s-2", wanted: "s-1" },
  });
});
