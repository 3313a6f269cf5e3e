import { expect, test } from "vitest";
import { stripVTControlCharacters } from "node:util";
import {
  stationAnnotation,
  type RancherCluster,
} from "../../common/model/rancher.ts";
import {
  csvCell,
  fleetCsv,
  fleetJson,
  fleetTable,
} from "../../main/commands/fleet-view.ts";
import {
  fleetPages,
  parseLabelTest,
  type FleetQuery,
  type FleetStation,
} from "../../main/fleet/fleet-status.ts";
import { FakeRancher } from "./fake-rancher.ts";

const cluster = (
  id: string,
  more: Partial<RancherCluster> = {},
): RancherCluster => ({
  id: `c-${id}`,
  name: id,
  state: "active",
  transitioning: "no",
  message: "",
  labels: { region: "north" },
  annotations: { [stationAnnotation]: id },
  conditions: [
    { type: "Connected", status: "True", reason: "", message: "" },
    { type: "Ready", status: "True", reason: "", message: "" },
  ],
  version: "v1.35.5+k3s1",
  nodeCount: 2,
  created: "",
  lastSeen: "2026-11-26T10:00:00Z",
  ...more,
});

async function found(
  clusters: RancherCluster[][],
  query: FleetQuery = {},
): Promise<FleetStation[]> {
  const rancher = new FakeRancher();
  const api = {
    ...rancher.api,
    clusters: async function* () {
      for (const page of clusters) {
        await Promise.resolve();
        yield page;
      }
    },
  };
  const stations: FleetStation[] = [];
  for await (const page of fleetPages(api, query)) stations.push(...page);
  return stations;
}

const tests = (...texts: string[]) =>
  texts.map((text) => {
    const test = parseLabelTest(text);
    if (test === undefined) throw new Error(text);
    return test;
  });

test("stations only, all clusters where it is asked for", async () => {
  const pages = [
    [cluster("s-1"), cluster("local", { annotations: {} })],
    [],
    [cluster("s-2")],
  ];
  expect((await found(pages)).map(({ station }) => station)).toEqual([
    "s-1",
    "s-2",
  ]);
  expect((await found(pages, { all: true })).map(({ name }) => name)).toEqual([
    "s-1",
    "local",
    "s-2",
  ]);
});

test.each([
  [["region=north"], ["a", "b"]],
  [["region!=north"], ["c", "d"]],
  [["brand"], ["b"]],
  [["!brand"], ["a", "c", "d"]],
  [["region=north", "!brand"], ["a"]],
  [["region="], ["d"]],
])("labels %j", async (labels, names) => {
  const pages = [
    [
      cluster("a"),
      cluster("b", { labels: { region: "north", brand: "x" } }),
      cluster("c", { labels: {} }),
      cluster("d", { labels: { region: "" } }),
    ],
  ];
  const stations = await found(pages, { labels: tests(...labels) });
  expect(stations.map(({ name }) => name)).toEqual(names);
});

test.each(["", "=x", "a b", "a=b=c", "!a=b", "a,b"])(
  "is no label test: %j",
  (text) => {
    expect(parseLabelTest(text)).toBeUndefined();
  },
);

test("state; active means connected and ready too", async () => {
  const pages = [
    [
      cluster("a"),
      cluster("b", { conditions: [] }),
      cluster("c", { state: "unavailable", conditions: [] }),
    ],
  ];
  expect(await found(pages, { state: "active" })).toMatchObject([
    { name: "a", active: true },
    { name: "b", active: false },
  ]);
});

test("CSV: quotes, line breaks, formulas; JSON: one line each", async () => {
  const nasty = '=HYPERLINK("https://evil.example","x")';
  const stations = await found([
    [cluster("s-1", { name: nasty, message: "two\nlines" })],
  ]);
  const csv = fleetCsv();
  expect(csv.page(stations)).toBe(
    "station,name,cluster,state,active,version,nodes,lastSeen,labels,message\r\n" +
      `s-1,"'=HYPERLINK(""https://evil.example"",""x"")",c-s-1,active,true,v1.35.5+k3s1,2,2026-11-26T10:00:00Z,region=north,"two\nlines"\r\n`,
  );
  expect(csv.page(stations)).not.toContain("station,name");
  for (const text of ["=1", "+1", "-1", "@x", "\tx"])
    expect(csvCell(text)).toMatch(/^"?'/);
  const json = fleetJson().page(stations);
  expect(json.trim().split("\n")).toHaveLength(1);
  expect(JSON.parse(json)).toMatchObject({ type: "station", name: nasty });
});

test("an empty fleet is a CSV with its head", () => {
  expect(fleetCsv().page([])).toMatch(/^station,.*\r\n$/);
});

test("the table has its head once, lines up, and lets no terminal codes through", async () => {
  const view = fleetTable("en");
  const [one, two] = [
    await found([[cluster("s-1", { state: "\u001b[31mactive\u0007" })]]),
    await found([[cluster("a-much-longer-name")]]),
  ];
  const text = view.page(one) + view.page(two);
  expect(text).toBe(stripVTControlCharacters(text).replace("\u0007", ""));
  expect(text.match(/Station/g)).toHaveLength(1);
  expect(text.split("\n")[0]?.indexOf("State")).toBe(
    text.split("\n")[1]?.indexOf("active"),
  );
});
