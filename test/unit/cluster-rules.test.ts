import { expect, test } from "vitest";
import { languages } from "../../common/messages/language.ts";
import { misfitText } from "../../common/messages/misfit.ts";
import { clusterFaults } from "../../common/model/cluster-rules.ts";
import { misfitsOf } from "../../common/model/rancher-fit.ts";
import { Station } from "../../common/model/station.ts";
import { claimCluster } from "../../main/fleet/claim-cluster.ts";
import { FakeRancher } from "./fake-rancher.ts";

const input = (more: object = {}, rancher: object | null = {}) => ({
  id: "s-0042",
  hosts: [{ name: "server", role: "server", address: "10.0.0.1" }],
  ...(rancher && { rancher: { url: "https://rancher.example", ...rancher } }),
  ...more,
});
const faultsOf = (more: object, rancher: object | null = {}) =>
  Station.safeParse(input(more, rancher)).error?.issues.map(({ path }) =>
    path.join("."),
  ) ?? [];

test.each([
  ["a name of Rancher's own", {}, { name: "local" }, ["rancher.name"]],
  ["a name like an id of Rancher's", {}, { name: "c-abcde" }, ["rancher.name"]],
  ["a name with capitals", {}, { name: "Station 42" }, ["rancher.name"]],
  ["an id that is no name there", { id: "x" }, {}, ["id"]],
  ["a label with a blank", { labels: { region: "far north" } }, {}, ["labels.region"]], // prettier-ignore
  ["a label that is too long", { labels: { region: "x".repeat(64) } }, {}, ["labels.region"]], // prettier-ignore
  ["a label's name with a blank", {}, { labels: { "a b": "x" } }, ["rancher.labels.a b"]], // prettier-ignore
  ["an annotation's name with an umlaut", {}, { annotations: { gebäude: "x" } }, ["rancher.annotations.gebäude"]], // prettier-ignore
])("%s is refused with the station file", (_, more, rancher, places) => {
  expect(faultsOf(more, rancher)).toEqual(places);
});

test("what Kubernetes takes is taken, and free text in annotations", () => {
  expect(
    faultsOf(
      { labels: { region: "north", "example.org/site.kind": "A7_km-311" } },
      { annotations: { "example.org/note": "box 7, under the counter – ja" } },
    ),
  ).toEqual([]);
});

test("a station that registers nowhere may have labels of its own kind", () => {
  expect(faultsOf({ id: "x", labels: { note: "far north" } }, null)).toEqual(
    [],
  );
});

test("a Rancher that was only typed: nothing is made there of what it would refuse", async () => {
  const rancher = new FakeRancher();
  const station = Station.parse(
    input({ labels: { region: "far north" } }, null),
  );
  expect(clusterFaults(station)).toHaveLength(1);
  await expect(
    claimCluster(rancher.api, station, { operations: false }),
  ).rejects.toMatchObject({
    failure: { code: "station-invalid", data: { place: "labels.region" } },
  });
  expect(await rancher.api.findCluster("s-0042")).toBeUndefined();
});

test("versions that are not meant for each other are said, in every language", () => {
  const kinds = (rancher: string, k3s: string, images: string) =>
    misfitsOf(rancher, { k3s, rancher: images }).map(({ kind }) => kind);
  expect(kinds("v2.15.1", "v1.36.4+k3s1", "2.15.1")).toEqual([]);
  expect(kinds("v2.15.1", "v1.36.4+k3s1", "v2.15.1")).toEqual([]);
  expect(kinds("v2.14.4", "v1.36.4+k3s1", "2.15.1")).toEqual([
    "kubernetes",
    "images",
  ]);
  expect(kinds("v2.15.1", "v1.37.1+k3s1", "")).toEqual([
    "kubernetes",
    "no-images",
  ]);
  // One that is newer than this program: nothing is claimed about it.
  expect(kinds("v2.99.0", "v1.36.4+k3s1", "2.99.0")).toEqual([]);
  expect(kinds("", "v1.36.4+k3s1", "2.15.1")).toEqual([]);
  for (const language of languages)
    for (const misfit of misfitsOf("v2.14.4", {
      k3s: "v1.36.4+k3s1",
      rancher: "",
    }))
      expect(misfitText(misfit, language)).toMatch(/2\.14\.4|GB/);
});
