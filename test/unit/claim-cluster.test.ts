import { expect, test } from "vitest";
import { failed } from "../../common/model/failure.ts";
import { stationOf } from "../../common/model/rancher.ts";
import { Station } from "../../common/model/station.ts";
import { claimCluster, clusterOf } from "../../main/fleet/claim-cluster.ts";
import { FakeRancher } from "./fake-rancher.ts";

const server = { operations: true };
const station = (more: object = {}) =>
  Station.parse({
    id: "s-0042",
    name: "Motorway A7",
    labels: { region: "north" },
    hosts: [{ name: "server", role: "server", address: "10.0.0.1" }],
    rancher: {
      url: "https://rancher.example",
      labels: { brand: "blue" },
      annotations: { "example.org/hardware": "box 3" },
      ...more,
    },
  });

test("a new cluster says whose it is, and that nothing else is to come over the uplink", async () => {
  const rancher = new FakeRancher();
  const cluster = await claimCluster(rancher.api, station(), server);
  expect(cluster).toMatchObject({
    name: "s-0042",
    labels: { region: "north", brand: "blue" },
    annotations: {
      "example.org/hardware": "box 3",
      "forecourt.org/name": "Motorway A7",
      "rancher.io/imported-cluster-version-management": "false",
      "rancher.io/operations-enabled": "false",
    },
  });
  expect(stationOf(cluster)).toBe("s-0042");
});

test("what an older Rancher does not know it is not told; nor where more is wanted", () => {
  expect(
    clusterOf(station(), { operations: false }).annotations,
  ).not.toHaveProperty("rancher.io/operations-enabled");
  expect(
    Object.keys(clusterOf(station({ onlyAgent: false }), server).annotations),
  ).not.toContain("rancher.io/imported-cluster-version-management");
  expect(clusterOf(station(), server)).not.toHaveProperty("agentEnv");
  expect(
    clusterOf(station({ stationProxy: "http://proxy:3128" }), server).agentEnv,
  ).toMatchObject({
    HTTPS_PROXY: "http://proxy:3128",
    NO_PROXY: expect.stringContaining("10.43.0.0/16") as string,
  });
});

test("the same again takes the one that is there, and changes it only where it must", async () => {
  const rancher = new FakeRancher();
  const first = await claimCluster(rancher.api, station(), server);
  expect(await claimCluster(rancher.api, station(), server)).toEqual(first);
  expect(rancher.count("update")).toBe(0);
  const labelled = await claimCluster(
    rancher.api,
    station({ labels: { brand: "red" } }),
    server,
  );
  expect(labelled).toMatchObject({ id: first.id, labels: { brand: "red" } });
  expect(rancher.clusters.size).toBe(1);
  expect(rancher.count("update")).toBe(1);
});

test("an answer that is lost makes no second cluster", async () => {
  const rancher = new FakeRancher();
  rancher.afterCreate = () => {
    throw failed("rancher-unreachable", { data: { url: "", reason: "" } });
  };
  await expect(
    claimCluster(rancher.api, station(), server),
  ).rejects.toMatchObject({ failure: { code: "rancher-unreachable" } });
  await claimCluster(rancher.api, station(), server);
  expect(rancher.clusters.size).toBe(1);
});

test("two laptops at once make one cluster", async () => {
  const rancher = new FakeRancher();
  const [one, other] = await Promise.all([
    claimCluster(rancher.api, station(), server),
    claimCluster(rancher.api, station(), server),
  ]);
  expect(one.id).toBe(other.id);
  expect(rancher.clusters.size).toBe(1);
});

test("a cluster of another station, or of nobody, is left as it is unless it is to be taken over", async () => {
  for (const owner of ["s-0007", undefined]) {
    const rancher = new FakeRancher();
    const { id } = await rancher.api.createCluster({
      name: "S-0042",
      labels: { region: "south" },
      annotations:
        owner === undefined ? {} : { "forecourt.org/station": owner },
    });
    const before = rancher.clusters.get(id);
    await expect(
      claimCluster(rancher.api, station(), server),
    ).rejects.toMatchObject({
      failure: {
        code: "rancher-cluster-foreign",
        data: { name: "S-0042", owner: owner ?? "–", station: "s-0042" },
      },
    });
    expect(rancher.clusters.get(id)).toBe(before);
    const taken = await claimCluster(rancher.api, station(), server, {
      takeOver: true,
    });
    expect(taken.id).toBe(id);
    expect(stationOf(taken)).toBe("s-0042");
  }
});

test("a name that somebody has whose cluster we may not see", async () => {
  const rancher = new FakeRancher();
  rancher.before = (call) => {
    if (call === "create")
      throw failed("rancher-name-taken", { data: { name: "s-0042" } });
  };
  await expect(
    claimCluster(rancher.api, station(), server),
  ).rejects.toMatchObject({ failure: { code: "rancher-name-taken" } });
});
