import { describe, expect, it } from "vitest";
import { failed } from "../../common/model/failure.ts";
import { Station } from "../../common/model/station.ts";
import { Redactor } from "../../main/logs/redactor.ts";
import { GivenSecrets } from "../../main/wizard/given-secrets.ts";

const at = (name: string, role: "server" | "agent", user: string, end: number) => ({ name, role, address: `192.0.2.${end}`, signIn: { user } }); // prettier-ignore
const station = Station.parse({
  id: "s-1",
  hosts: [
    at("server", "server", "tech", 1),
    at("till", "agent", "tech", 2),
    at("camera", "agent", "root", 3),
  ],
});

describe("what was typed in the wizard", () => {
  it("a host without a password of its own has those of its account on the others", async () => {
    const store = new GivenSecrets(new Redactor()).store(station, [
      { host: "server", password: "pumps" },
      { host: "till" },
      { host: "camera" },
    ]);
    expect(await store.passwords?.("till")).toEqual(["pumps"]);
    // Another account: nobody said that it is the same there.
    expect(await store.passwords?.("camera")).toEqual([]);
  });

  it("one with a password of its own is signed in to with that alone", async () => {
    const store = new GivenSecrets(new Redactor()).store(station, [
      { host: "server", password: "pumps" },
      { host: "till", password: "cash" },
    ]);
    expect(await store.passwords?.("till")).toEqual([]);
    expect(await store.get("till", "password")).toBe("cash");
  });

  it("a jump host has its own, which is masked as any other", async () => {
    const redactor = new Redactor();
    const behind = Station.parse({
      ...station,
      jumpHosts: [{ name: "router", address: "192.0.2.254", signIn: { user: "gate" } }], // prettier-ignore
    });
    const store = new GivenSecrets(redactor).store(behind, [
      { host: "server", password: "pumps" },
      { host: "router", password: "barrier 7" },
    ]);
    expect(await store.get("router", "password")).toBe("barrier 7");
    expect(await store.passwords?.("router")).toEqual([]);
    // Another account's is not tried on the station's hosts.
    expect(await store.passwords?.("till")).toEqual(["pumps"]);
    expect(redactor.text("typed: barrier 7")).not.toContain("barrier");
  });

  it("what a host refused is not tried there again, and still elsewhere", async () => {
    const given = new GivenSecrets(new Redactor());
    const secrets = [{ host: "server", password: "pumps" }, { host: "till" }];
    const refusal = failed("sign-in-refused", { host: "till" });
    given.note(refusal, station, secrets);
    const store = given.store(station, secrets);
    expect(await store.passwords?.("till")).toEqual([]);
    const renamed = {
      ...station,
      hosts: station.hosts.map((host) => ({ ...host, address: "192.0.2.9" })),
    };
    const elsewhere = given.store(renamed, secrets);
    expect(await elsewhere.passwords?.("till")).toEqual(["pumps"]);
  });

  it("a host that did not answer refused nothing", async () => {
    const given = new GivenSecrets(new Redactor());
    const secrets = [{ host: "server", password: "pumps" }, { host: "till" }];
    given.note(failed("host-unreachable", { host: "till" }), station, secrets);
    expect(await given.store(station, secrets).passwords?.("till")).toEqual([
      "pumps",
    ]);
  });

  it("the redactor knows them from the start", () => {
    const redactor = new Redactor();
    new GivenSecrets(redactor).store(station, [
      { host: "server", password: "pumps-and-tills" },
    ]);
    expect(redactor.text("it is pumps-and-tills")).not.toContain("pumps-and");
  });
});
