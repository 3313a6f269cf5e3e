import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stationAnnotation } from "../../common/model/rancher.ts";
import { ended, forecourt } from "../lab/forecourt.ts";
import { setCondition } from "../rancher-standin/state.ts";
import {
  startRancher,
  type RancherStandin,
} from "../rancher-standin/standin.ts";

let folder = "";
let rancher: RancherStandin;
const stations = 450;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "forecourt-fleet-"));
  rancher = await startRancher({ version: "v2.15.1" });
  for (let index = 0; index < stations; index += 1) {
    const cluster = rancher.state.addCluster(rancher.technician, {
      name: `s-${index}`,
      labels: { region: `r${index % 3}` },
      annotations: { [stationAnnotation]: `s-${index}` },
    });
    if (index % 2 === 1) continue;
    cluster.state = "active";
    cluster.version = "v1.35.5+k3s1";
    for (const type of ["Connected", "Ready"])
      setCondition(cluster, type, "True");
  }
  // Somebody's cluster that is no station.
  rancher.state.addCluster(rancher.technician, {
    name: "office",
    labels: {},
    annotations: {},
  });
});
afterAll(async () => {
  await rancher.close();
  await rm(folder, { recursive: true });
});

const fleet = (args: string[], env: Record<string, string> = {}) =>
  ended(
    forecourt(["--language=en", "fleet", "status", ...args], {
      FORECOURT_HOME: join(folder, "home"),
      FORECOURT_RANCHER_URL: rancher.url,
      FORECOURT_RANCHER_TOKEN: rancher.token,
      ...env,
    }),
  );
const ca = () => ["--ca", rancher.caFile];

test("all pages, each station once, and what they cost", async () => {
  const before = rancher.state.requests.length;
  const { code, stderr, events } = await fleet([...ca(), "--json"]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const names = events.flatMap(({ type, station }) =>
    type === "station" ? [station] : [],
  );
  expect(new Set(names).size).toBe(stations);
  expect(names).toHaveLength(stations);
  expect(events.at(-1)).toMatchObject({
    type: "fleet",
    stations,
    active: stations / 2,
  });
  const pages = rancher.state.requests
    .slice(before)
    .filter((request) => request === "GET /v3/clusters");
  expect(pages).toHaveLength(3);
});

test("by label and state, as a table and as CSV; other clusters where they are asked for", async () => {
  const table = await fleet([...ca(), "--label=region=r1", "--state=active"]);
  expect(table.code).toBe(0);
  const lines = table.stdout.split("\n");
  expect(lines[0]).toMatch(/^Station +State +Version/);
  expect(lines.filter((line) => line.includes("region=r1"))).toHaveLength(75);
  expect(table.stdout).toMatch(/75 stations, 75 of them active/);
  const csv = await fleet([
    "--ca-checksum",
    rancher.caChecksum,
    "--format=csv",
    "--all",
    "--label=!region",
  ]);
  expect(csv.stdout.split("\r\n")).toHaveLength(3);
  expect(csv.stdout).toMatch(/^station,name,.*\r\n,office,c-/);
});

test("refused: no URL, a CA that is not to be believed, a foreign token, a wrong option", async () => {
  const cases: [string[], Record<string, string>, string, number][] = [
    [ca(), { FORECOURT_RANCHER_URL: "" }, "rancher-url-invalid", 3],
    [["--url", "http://rancher.example"], {}, "rancher-url-invalid", 3],
    [[], {}, "rancher-ca-unknown", 5],
    [["--ca-checksum", "0".repeat(64)], {}, "rancher-ca-changed", 5],
    [
      ca(),
      { FORECOURT_RANCHER_TOKEN: "token-xxxxx:foreign" },
      "rancher-token-refused",
      5,
    ],
    [ca(), { FORECOURT_RANCHER_TOKEN: "" }, "secret-missing", 5],
  ];
  for (const [args, env, failure, wanted] of cases) {
    const { code, stderr, stdout } = await fleet(args, env);
    expect(stderr, failure).toContain(`[${failure}]`);
    expect(code, failure).toBe(wanted);
    expect(stdout).toBe("");
  }
  expect((await fleet(["--label=a b"])).code).toBe(2);
});
