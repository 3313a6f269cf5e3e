import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failed } from "../../common/model/failure.ts";
import { Station } from "../../common/model/station.ts";
import { newScrypt } from "../../main/adapters/packs/pack-key.ts";
import { readPackFile } from "../../main/adapters/packs/pack-file.ts";
import {
  buildPacks,
  type PackBuild,
  type PackProgress,
} from "../../main/fleet/build-packs.ts";
import { FakeRancher } from "./fake-rancher.ts";

const passphrase = "four words and none";
/** As cheap as a pack may say. */
const scrypt = () => ({ ...newScrypt(), cost: 2 ** 14 });
let out = "";
let rancher = new FakeRancher();
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), "forecourt-packs-"));
  rancher = new FakeRancher();
});
afterEach(() => rm(out, { recursive: true }));

const stations = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) =>
    Station.parse({
      id: `s-${index}`,
      hosts: [
        { name: `s-${index}-server`, role: "server", address: "10.0.0.1" },
      ],
      rancher: { url: "https://rancher.example" },
      ...more,
    }),
  );
const build = async (count: number, more: Partial<PackBuild> = {}) => {
  const headquarters = {
    api: rancher.api,
    server: await rancher.api.server(),
    look: { caCerts: "", caChecksum: "" },
  };
  return buildPacks(headquarters, {
    stations: stations(count),
    out,
    passphrase,
    scrypt,
    now: () => Date.parse("2026-11-26T00:00:00Z"),
    ...more,
  });
};
const packs = async () =>
  (await readdir(out)).filter((name) => name.endsWith(".pack")).sort();

test("a cluster and a pack for each, so many at a time, no secret in the journal", async () => {
  const seen: PackProgress[] = [];
  expect(
    await build(20, {
      atOnce: 3,
      hostKeys: () =>
        Promise.resolve({ "s-7-server": `SHA256:${"B".repeat(43)}` }),
      onProgress: (progress) => seen.push(progress),
    }),
  ).toEqual({ made: 20, kept: 0, failed: [] });
  expect(rancher.clusters.size).toBe(20);
  expect(rancher.busiest).toBe(3);
  expect(await packs()).toHaveLength(20);
  expect(seen.map(({ done }) => done)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  const content = await (
    await readPackFile(join(out, "s-7.pack"))
  ).open(passphrase);
  expect(content).toMatchObject({
    station: { id: "s-7" },
    hostKeys: { "s-7-server": `SHA256:${"B".repeat(43)}` },
    rancher: { clusterName: "s-7", version: "v2.15.0" },
    validity: { until: "2026-12-24T03:00:00.000Z", reason: "token" },
  });
  expect(content.manifest).toContain(content.rancher.cluster);
  const journal = await readFile(join(out, "build.ndjson"), "utf8");
  for (const secret of ["token-of", "manifest-secret", passphrase])
    expect(journal).not.toContain(secret);
});

test("a second build keeps everything and asks Rancher for nothing", async () => {
  await build(5);
  const asked = rancher.calls.length;
  expect(await build(5)).toMatchObject({ made: 0, kept: 5 });
  expect(rancher.calls.length).toBe(asked + 1);
});

test("a crash in the middle: the next build goes on, with no cluster twice", async () => {
  let creations = 0;
  rancher.afterCreate = () => {
    creations += 1;
    if (creations === 7) throw new Error("the power went");
  };
  await expect(build(20, { atOnce: 4 })).rejects.toThrow("the power went");
  const before = await packs();
  expect(before.length).toBeLessThan(20);
  // Half a line, as a power cut leaves it.
  const journal = join(out, "build.ndjson");
  await writeFile(
    journal,
    `${await readFile(journal, "utf8")}{"type":"made","station":"s-1`,
  );
  const after = await build(20, { atOnce: 4 });
  expect(after).toEqual({
    made: 20 - before.length,
    kept: before.length,
    failed: [],
  });
  expect(rancher.clusters.size).toBe(20);
  expect(await packs()).toHaveLength(20);
  expect(await build(20)).toMatchObject({ made: 0, kept: 20 });
});

test("what is gone, altered, changed in the table or over is made anew, in the same cluster", async () => {
  await build(5);
  await rm(join(out, "s-0.pack"));
  await writeFile(join(out, "s-1.pack"), "x");
  const [, , changed] = stations(5, { labels: { region: "north" } });
  const table = stations(5).map((station, index) =>
    index === 2 && changed !== undefined ? changed : station,
  );
  expect(await build(5, { stations: table })).toMatchObject({
    made: 3,
    kept: 2,
  });
  expect(rancher.clusters.size).toBe(5);
  rancher.expires = "2027-03-01T00:00:00.000Z";
  expect(
    await build(5, {
      stations: table,
      now: () => Date.parse("2027-01-01T00:00:00Z"),
    }),
  ).toMatchObject({ made: 5 });
  expect(rancher.clusters.size).toBe(5);
});

test("a station that fails does not keep the others from theirs", async () => {
  await rancher.api.createCluster({ name: "s-3", labels: {}, annotations: {} });
  const seen: PackProgress[] = [];
  const result = await build(6, {
    onProgress: (progress) => seen.push(progress),
  });
  expect(result).toMatchObject({
    made: 5,
    failed: [{ station: "s-3", failure: { code: "rancher-cluster-foreign" } }],
  });
  expect(seen.find(({ station }) => station === "s-3")).toMatchObject({
    outcome: "failed",
    failure: { code: "rancher-cluster-foreign" },
  });
});

test.each(["rancher-token-refused", "rancher-unreachable"] as const)(
  "%s ends the build at once",
  async (code) => {
    rancher.before = (call, subject) => {
      if (call === "create" && subject === "s-4")
        throw failed(code, { data: { url: "" } });
    };
    await expect(build(1000, { atOnce: 2 })).rejects.toMatchObject({
      failure: { code },
    });
    expect(rancher.clusters.size).toBeLessThan(10);
  },
);

test("Ctrl-C ends it between two stations", async () => {
  const stop = new AbortController();
  await expect(
    build(100, {
      atOnce: 2,
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done === 10) stop.abort();
      },
    }),
  ).rejects.toMatchObject({ failure: { code: "aborted" } });
  expect((await packs()).length).toBeLessThan(14);
  expect(await build(100)).toMatchObject({ failed: [] });
});

test("one folder, one passphrase, one Rancher, one build at a time", async () => {
  await build(2);
  await expect(
    build(2, { passphrase: "another passphrase" }),
  ).rejects.toMatchObject({ failure: { code: "pack-passphrase-wrong" } });
  await expect(build(2, { passphrase: "short" })).rejects.toMatchObject({
    failure: { code: "passphrase-weak" },
  });
  await writeFile(
    join(out, "build.ndjson"),
    (await readFile(join(out, "build.ndjson"), "utf8")).replace(
      "https://rancher.example",
      "https://other.example",
    ),
  );
  await expect(build(2)).rejects.toMatchObject({
    failure: {
      code: "pack-build-other",
      data: { found: "https://other.example" },
    },
  });
  await writeFile(join(out, "build.ndjson"), "not a journal\n");
  await expect(build(2)).rejects.toMatchObject({
    failure: { code: "file-unreadable" },
  });
  await rm(join(out, "build.ndjson"));
  let other: Promise<unknown> | undefined;
  rancher.before = (call) => {
    if (call === "create") other ??= build(2).catch((error: unknown) => error);
  };
  await build(2, { stations: stations(3) });
  expect(await other).toMatchObject({ failure: { code: "pack-build-busy" } });
});

test("a CA that is not the one in the manifest makes no pack", async () => {
  rancher.caChecksum = "a".repeat(64);
  await expect(build(2)).rejects.toMatchObject({
    failure: {
      code: "rancher-ca-changed",
      data: { expected: "a".repeat(64), found: "–" },
    },
  });
  expect(await packs()).toEqual([]);
});

test("tokens that are never replaced make packs that are never over", async () => {
  rancher.expires = undefined;
  const api = rancher.api;
  const server = { ...(await api.server()), tokenLife: { grace: 180 } };
  await buildPacks(
    { api, server, look: { caCerts: "", caChecksum: "" } },
    { stations: stations(1), out, passphrase, scrypt },
  );
  expect((await readPackFile(join(out, "s-0.pack"))).label.validity).toEqual({
    reason: "none",
  });
});
