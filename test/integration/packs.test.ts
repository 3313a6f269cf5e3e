import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  startRancher,
  type RancherStandin,
} from "../rancher-standin/standin.ts";

// The command line against the stand-in Rancher: TLS, tokens and the API are real, the Rancher is not.

const passphrase = "vier Wörter und keins";
let folder = "";
let rancher: RancherStandin;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "forecourt-packs-"));
  rancher = await startRancher({ version: "v2.15.1" });
  await writeFile(
    at("stations.csv"),
    `id,name,server,host-key,label:region
s-1,North,10.0.1.1,SHA256:${"A".repeat(43)},north
s-2,South,10.0.2.1,,south
s-3,,10.0.3.1,,
`,
  );
  await writeFile(
    at("stations.yaml"),
    `rancher: { url: "${rancher.url}", caChecksum: "${rancher.caChecksum}" }\n`,
  );
});
afterEach(async () => {
  await rancher.close();
  await rm(folder, { recursive: true });
});

const at = (name: string) => join(folder, name);

async function forecourt(args: string[], env: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ["main/cli.ts", "--language=en", ...args],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"] ?? "",
        FORECOURT_HOME: at("home"),
        FORECOURT_RANCHER_TOKEN: rancher.token,
        FORECOURT_PACK_PASSPHRASE: passphrase,
        ...env,
      },
    },
  );
  let out = "";
  let err = "";
  child.stdout.on("data", (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => (err += bytes.toString()));
  const [code] = (await once(child, "close")) as [number];
  for (const secret of [rancher.token, passphrase, ...secretsOfClusters()])
    expect(out + err).not.toContain(secret);
  return { code, out, err };
}
const secretsOfClusters = () =>
  [...rancher.state.clusters.values()].map(
    ({ registration }) => registration.token,
  );
const lines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const build = (...more: string[]) =>
  forecourt([
    "pack",
    "build",
    at("stations.csv"),
    "--out",
    at("packs"),
    ...more,
  ]);

test("built, looked at, opened, renewed", async () => {
  const built = await build("--json");
  expect(built).toMatchObject({ code: 0 });
  expect(lines(built.out).at(-1)).toMatchObject({
    type: "packs-built",
    made: 3,
    failed: 0,
    monthlyBytes: expect.any(Number) as number,
  });
  expect([...rancher.state.clusters.values()]).toMatchObject([
    {
      name: "s-1",
      labels: { region: "north" },
      annotations: {
        "forecourt.org/station": "s-1",
        "rancher.io/imported-cluster-version-management": "false",
      },
    },
    { name: "s-2" },
    { name: "s-3" },
  ]);
  const files = (await readdir(at("packs"))).filter((name) =>
    name.endsWith(".pack"),
  );
  expect(files.sort()).toEqual(["s-1.pack", "s-2.pack", "s-3.pack"]);
  for (const name of files)
    expect((await stat(join(at("packs"), name))).mode & 0o077).toBe(0);

  const seen = await forecourt(
    ["pack", "info", ...files.map((name) => join(at("packs"), name))],
    { FORECOURT_PACK_PASSPHRASE: "" },
  );
  expect(seen.code).toBe(0);
  expect(seen.out).toMatch(/s-1 .*v2\.15\.1 .*until 20/);

  const one = join(at("packs"), "s-1.pack");
  const opened = await forecourt([
    "pack",
    "open",
    one,
    "--save-station",
    at("s-1.yaml"),
  ]);
  expect(opened).toMatchObject({ code: 0 });
  expect(opened.out).toMatch(/10\.0\.1\.1/);
  expect(opened.out).toMatch(/1\.5 GB of data a month/);
  expect(await readFile(at("s-1.yaml"), "utf8")).toContain("id: s-1");
  expect(
    await forecourt(["pack", "open", one, "--save-station", at("s-1.yaml")]),
  ).toMatchObject({
    code: 3,
    err: expect.stringMatching(/output-exists/) as string,
  });

  // Rancher replaces the token, so that the pack's is dead; renewing fetches the new one.
  const [cluster] = rancher.state.clusters.values();
  if (cluster === undefined) throw new Error("no cluster");
  cluster.registration.token = "replaced-by-rancher-itself";
  const before = await readFile(one);
  const renewed = await forecourt(["pack", "renew", one, "--json"]);
  expect(renewed).toMatchObject({ code: 0 });
  expect(lines(renewed.out)).toMatchObject([
    { type: "pack-renewed", station: "s-1", cluster: cluster.id },
  ]);
  expect((await readFile(one)).equals(before)).toBe(false);
  expect(rancher.state.clusters.size).toBe(3);
});

test("a deleted cluster: renewing makes a new one under the same station", async () => {
  await build();
  const [cluster] = rancher.state.clusters.values();
  rancher.state.clusters.delete(cluster?.id ?? "");
  const renewed = await forecourt([
    "pack",
    "renew",
    join(at("packs"), "s-1.pack"),
    "--json",
  ]);
  expect(renewed).toMatchObject({ code: 0 });
  expect(lines(renewed.out)[0]).not.toMatchObject({ cluster: cluster?.id });
  expect(
    [...rancher.state.clusters.values()].map(({ name }) => name),
  ).toContain("s-1");
});

test("refused: wrong passphrase, a file that is none, no token, a CA that is not the one", async () => {
  await build();
  const one = join(at("packs"), "s-1.pack");
  const refusals: [string[], Record<string, string>, string, number][] = [
    [
      ["pack", "open", one],
      { FORECOURT_PACK_PASSPHRASE: "not the passphrase" },
      "pack-passphrase-wrong",
      3,
    ],
    [["pack", "open", at("stations.csv")], {}, "pack-invalid", 3],
    [["pack", "info", at("none.pack")], {}, "file-unreadable", 3],
    [
      ["pack", "open", one],
      { FORECOURT_PACK_PASSPHRASE: "" },
      "secret-missing",
      5,
    ],
    [
      ["pack", "renew", one],
      { FORECOURT_RANCHER_TOKEN: "" },
      "secret-missing",
      5,
    ],
    [
      ["pack", "renew", one],
      { FORECOURT_RANCHER_TOKEN: "token-xxxxx:foreign" },
      "rancher-token-refused",
      5,
    ],
  ];
  for (const [args, env, failure, code] of refusals) {
    const answer = await forecourt(args, env);
    expect(answer.err, args.join(" ")).toContain(`[${failure}]`);
    expect(answer.code, failure).toBe(code);
  }
  await writeFile(
    at("stations.yaml"),
    `rancher: { url: "${rancher.url}", caChecksum: "${"0".repeat(64)}" }\n`,
  );
  expect(await build("--json")).toMatchObject({
    code: 5,
    out: expect.stringContaining("rancher-ca-changed") as string,
  });
});

test("a cluster that is another's: the other packs are made, and the code says that one is missing", async () => {
  await build();
  for (const cluster of rancher.state.clusters.values())
    if (cluster.name === "s-2")
      cluster.annotations["forecourt.org/station"] = "s-99";
  await rm(at("packs"), { recursive: true });
  const again = await build();
  expect(again.code).toBe(6);
  expect(again.out).toContain("2 packs made");
  expect(again.err).toMatch(/s-2: .*s-99/);
  expect(again.err).toContain("[pack-build-incomplete]");
});
