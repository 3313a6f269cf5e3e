import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stationAnnotation } from "../../../common/model/rancher.ts";
import { openRancher } from "../../../main/adapters/rancher/rancher-api.ts";
import type {
  NewCluster,
  RancherApi,
  RancherSignIn,
} from "../../../main/ports/rancher-api.ts";
import {
  startRancher,
  type RancherStandin,
} from "../../rancher-standin/standin.ts";
import { failureFrom } from "./failure-of.ts";

const versions = ["v2.13.8", "v2.14.4", "v2.15.1"] as const;

let rancher: RancherStandin;
let kept: string[];
let open: RancherApi[];

const start = async (version: string) => {
  rancher = await startRancher({ version });
};
const api = (signIn?: RancherSignIn) => {
  const opened = openRancher({
    url: rancher.url,
    trust: { kind: "pem", pem: rancher.caCerts },
    signIn: signIn ?? { kind: "token", token: rancher.token },
    keepSecret: (secret) => kept.push(secret),
    proxy: "",
  });
  open.push(opened);
  return opened;
};

const station: NewCluster = {
  name: "s-0042",
  description: "Motorway A7",
  labels: { region: "north" },
  annotations: { [stationAnnotation]: "s-0042", note: "behind the car wash" },
};

beforeEach(() => {
  [kept, open] = [[], []];
});
afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  await rancher.close();
});

describe.each(versions)("Rancher %s", (version) => {
  beforeEach(() => start(version));

  it("says what follows from its version", async () => {
    const server = await api().server();
    expect(server).toMatchObject({
      version,
      serverUrl: rancher.url,
      agentTls: "strict",
      registry: "",
      operations: version === "v2.15.1",
      tokenLife:
        version === "v2.15.1"
          ? { minutes: 43_200, grace: 180 }
          : { grace: 180 },
    });
    expect(server.kubernetesMinors).toContain(34);
  });

  it("takes a local user, and the session ends with us", async () => {
    const { name: username, password } = rancher.technician;
    const user = api({ kind: "user", username, password });
    await user.server();
    expect(kept).toHaveLength(1);
    const session = kept[0] ?? "";
    expect(rancher.state.tokens.has(session)).toBe(true);
    await user.close();
    expect(rancher.state.tokens.has(session)).toBe(false);
    // The API token of others stays.
    expect(rancher.state.tokens.has(rancher.token)).toBe(true);
  });

  it("creates a cluster, gives its token and its manifest, and deletes it", async () => {
    const here = api();
    const made = await here.createCluster(station);
    expect(made).toMatchObject({
      name: "s-0042",
      state: "pending",
      labels: { region: "north" },
    });
    expect(made.annotations).toMatchObject(station.annotations);
    const registration = await here.registration(made.id);
    expect(kept).toContain(registration.token);
    expect(registration.expires !== undefined).toBe(version === "v2.15.1");
    const manifest = await here.manifest(registration);
    expect(manifest).toMatchObject({
      server: rancher.url,
      caChecksum: rancher.caChecksum,
      image: `rancher/rancher-agent:${version}`,
      strict: true,
    });
    await here.deleteCluster(made.id);
    expect(await here.findCluster("s-0042")).toBeUndefined();
    expect(await failureFrom(here.cluster(made.id))).toMatchObject({
      code: "rancher-cluster-missing",
    });
    // A second time is fine.
    await here.deleteCluster(made.id);
  });
});

describe("signing in", () => {
  beforeEach(() => start("v2.15.1"));

  it.each([
    ["expired", () => rancher.state.addToken(rancher.technician, -1000)],
    ["foreign", () => "token-zzzzz:ofanotherrancher"],
    [
      "good for one cluster only",
      () => rancher.state.addToken(rancher.technician, 60_000, "c-abcde"),
    ],
    [
      "of a user who was disabled",
      () => {
        const user = rancher.state.addUser("gone", "x", ["user-base"]);
        user.enabled = false;
        return rancher.state.addToken(user);
      },
    ],
  ])("a token that is %s", async (_, token) => {
    const failure = await failureFrom(
      api({ kind: "token", token: token() }).server(),
    );
    expect(failure.code).toBe("rancher-token-refused");
  });

  it("a wrong password, an unknown and a disabled user", async () => {
    const off = rancher.state.addUser("off", "right", ["user-base"]);
    off.enabled = false;
    for (const [username, password] of [
      ["technician", "wrong"],
      ["nobody", "x"],
      ["off", "right"],
    ] as const)
      expect(
        await failureFrom(api({ kind: "user", username, password }).server()),
      ).toMatchObject({
        code: "rancher-sign-in-refused",
        data: { user: username },
      });
  });

  it("the older way, where there is no newer one", async () => {
    await rancher.close();
    await start("v2.12.12");
    const { name: username, password } = rancher.technician;
    await api({ kind: "user", username, password }).server();
    expect(rancher.state.requests).toContain(
      "POST /v3-public/localProviders/local",
    );
  });

  it("says which right is missing", async () => {
    const without = (...roles: string[]) => ({
      kind: "token" as const,
      token: rancher.state.addToken(
        rancher.state.addUser(`u-${roles.join("-")}`, "x", roles),
      ),
    });
    expect(
      await failureFrom(api(without("clusters-create")).server()),
    ).toMatchObject({
      code: "rancher-right-missing",
      data: { right: "user-base" },
    });
    expect(
      await failureFrom(api(without("user-base")).createCluster(station)),
    ).toMatchObject({
      code: "rancher-right-missing",
      data: { right: "clusters-create" },
    });
  });
});

describe("clusters", () => {
  beforeEach(() => start("v2.14.4"));

  it.each([
    "local",
    "c-ab1cd",
    "-x",
    "x-",
    "A7",
    "a",
    "tank_1",
    "x".repeat(64),
  ])("the name %s is refused before Rancher is asked", async (name) => {
    const failure = await failureFrom(
      api().createCluster({ ...station, name }),
    );
    expect(failure.code).toBe("rancher-name-invalid");
    expect(rancher.state.requests).toEqual([]);
  });

  it("a name that somebody has in other letters", async () => {
    rancher.state.addCluster(rancher.technician, {
      name: "S-0042",
      labels: {},
      annotations: {},
    });
    const here = api();
    expect(await failureFrom(here.createCluster(station))).toMatchObject({
      code: "rancher-name-taken",
      data: { name: "s-0042" },
    });
  });

  it("one that is being removed counts for nothing, and its name is free", async () => {
    const here = api();
    const old = await here.createCluster(station);
    await here.deleteCluster(old.id);
    expect([...rancher.state.removing.keys()]).toEqual([old.id]);
    expect(await here.findCluster("s-0042")).toBeUndefined();
    expect(await failureFrom(here.cluster(old.id))).toMatchObject({
      code: "rancher-cluster-missing",
    });
    const next = await here.createCluster(station);
    expect(next.id).not.toBe(old.id);
    expect((await here.findCluster("s-0042"))?.id).toBe(next.id);
  });

  it("a label that Rancher refuses is told as such", async () => {
    const failure = await failureFrom(
      api().createCluster({ ...station, labels: { region: "north east" } }),
    );
    expect(failure).toMatchObject({
      code: "rancher-api-failed",
      data: { status: 422 },
    });
    expect(failure.data["reason"]).toContain("region");
  });

  it("labels are added and none is lost", async () => {
    const here = api();
    const { id } = await here.createCluster(station);
    const after = await here.updateCluster(id, {
      labels: { brand: "blue" },
      annotations: {},
    });
    expect(after.labels).toEqual({ region: "north", brand: "blue" });
    expect(after.annotations).toMatchObject(station.annotations);
  });

  it("come page by page", async () => {
    for (let number = 0; number < 25; number += 1)
      rancher.state.addCluster(rancher.technician, {
        name: `s-${number}`,
        labels: {},
        annotations: {},
      });
    const sizes: number[] = [];
    const names = new Set<string>();
    for await (const page of api().clusters({ pageSize: 10 })) {
      sizes.push(page.length);
      for (const { name } of page) names.add(name);
    }
    expect(sizes).toEqual([10, 10, 5]);
    expect(names.size).toBe(25);
  });
});

describe("registration tokens", () => {
  beforeEach(() => start("v2.15.1"));

  it("a placeholder is never taken for a token", async () => {
    const here = api();
    const { id } = await here.createCluster(station);
    rancher.state.faults.placeholder = 2;
    const { token, manifestUrl } = await here.registration(id);
    expect(`${token} ${manifestUrl}`).not.toContain("{token}");
  });

  it("a token that was replaced is good for its grace and then dead", async () => {
    const here = api();
    const { id } = await here.createCluster(station);
    const old = await here.registration(id);
    const cluster = rancher.state.clusters.get(id);
    if (cluster === undefined) throw new Error("no cluster");
    rancher.state.rotate(cluster);
    await here.manifest(old);
    cluster.registration.graceEnds = Date.now() - 1;
    expect(await failureFrom(here.manifest(old))).toMatchObject({
      code: "rancher-token-expired",
      data: { cluster: id },
    });
    await here.manifest(await here.registration(id));
  });

  it("a manifest that is a web page", async () => {
    const here = api();
    const { id } = await here.createCluster(station);
    const registration = await here.registration(id);
    rancher.state.faults.htmlManifest = true;
    expect(await failureFrom(here.manifest(registration))).toMatchObject({
      code: "rancher-manifest-invalid",
    });
  });

  it("nobody set server-url", async () => {
    const here = api();
    const { id } = await here.createCluster(station);
    rancher.state.faults.noServerUrl = true;
    expect(await failureFrom(here.registration(id))).toMatchObject({
      code: "rancher-token-not-filled",
    });
  });
});
