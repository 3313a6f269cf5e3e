import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, type Failure } from "../../common/model/failure.ts";
import { loadStation } from "../../main/adapters/files/station-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "station-"));
});
afterAll(() => rm(folder, { recursive: true }));

const good = `id: s-0815
hosts:
  - name: pump-1
    role: server
    address: 10.99.7.11
`;

async function load(content: string | Uint8Array) {
  const path = join(folder, "station.yaml");
  await writeFile(path, content);
  return loadStation(path);
}

async function refused(content: string | Uint8Array): Promise<Failure> {
  const failure = failureOf(await load(content).catch((e: unknown) => e));
  if (failure === undefined) throw new Error("was not refused");
  return failure;
}

describe("station file", () => {
  it("fills in what a station need not say", async () => {
    const { station, folder: found } = await load(good);
    expect(found).toBe(folder);
    expect(station.hosts[0]).toMatchObject({
      port: 22,
      signIn: { user: "root", password: true },
    });
    expect(station.k3s.clusterCidr).toBe("10.42.0.0/16");
  });

  it("takes a byte order mark and Windows' line ends", async () => {
    const { station } = await load(`\uFEFF${good.replaceAll("\n", "\r\n")}`);
    expect(station.id).toBe("s-0815");
  });

  it.each([
    ["hosts[0].role (4:11)", good.replace("role: server", "role: boss")],
    ["hosts[0].address (3:5)", good.replace("    address: 10.99.7.11\n", "")],
    ["hosts[0].adress (6:13)", `${good}    adress: x\n`],
    ["id (1:5)", good.replace("s-0815", "S 0815")],
    ["hosts[1] (6:5)", good + good.slice(good.indexOf("  - "))],
    ["hosts (3:3)", good.replace("role: server", "role: agent")],
    ["k3s.config.token (8:12)", `${good}k3s:\n  config:\n    token: abc\n`],
    [".", ""],
    [". (1:1)", "- a\n- b\n"],
  ])("names the place %s", async (place, text) => {
    const failure = await refused(text);
    expect(failure.code).toBe("station-invalid");
    expect(failure.data["place"]).toBe(place);
    expect(failure.data["reason"]).not.toBe("");
  });

  it("tells further faults with the first", async () => {
    const failure = await refused(
      good.replace("role: server", "role: boss").replace("pump-1", "Pump 1"),
    );
    expect(failure.data["reason"]).toMatch(/; hosts\[0\]\.role \(4:11\): /);
  });

  it.each([
    ["a key given twice", `${good}id: other\n`, 6],
    ["an open bracket", "id: [a\n", 2],
    ["a tab as indentation", "hosts:\n\t- a\n", 2],
    ["two documents", `${good}---\n${good}`, 6],
    ["an unknown alias", "id: *nobody\n", 1],
  ])("refuses %s as YAML, with its line", async (_, text, line) => {
    const failure = await refused(text);
    expect(failure.code).toBe("yaml-invalid");
    expect(failure.data).toMatchObject({ line });
    expect(String(failure.data["reason"])).not.toContain("\n");
  });

  it("refuses aliases that multiply", async () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (const [to, from] of ["ba", "cb", "dc", "ed", "fe"])
      bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(",")}]`);
    expect((await refused(bomb.join("\n"))).code).toBe("yaml-invalid");
  });

  it("refuses what is no text", async () => {
    const failure = await refused(Uint8Array.from([0x69, 0xff, 0xfe]));
    expect(failure).toMatchObject({
      code: "file-unreadable",
      data: { reason: "not UTF-8 text" },
    });
  });

  it.each(["missing.yaml", "."])("refuses %s as unreadable", async (name) => {
    const error: unknown = await loadStation(join(folder, name)).catch(
      (e: unknown) => e,
    );
    expect(failureOf(error)?.code).toBe("file-unreadable");
  });
});
