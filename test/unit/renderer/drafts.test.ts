import { describe, expect, it } from "vitest";
import { Station } from "../../../common/model/station.ts";
import { within, lastPart } from "../../../renderer/files/paths.ts";
import { planView } from "../../../renderer/plan/plan-view.ts";
import {
  hostDraftOf,
  hostFaults,
  hostFields,
  newHost,
  secretsOf,
} from "../../../renderer/server/host-draft.ts";
import { isSaved, typedStation } from "../../../renderer/server/sign-in.ts";
import {
  emptyStation,
  stationFaults,
  stationFields,
} from "../../../renderer/station/station-draft.ts";
import { noDrafts } from "../../../renderer/wizard/drafts.ts";
import { snapshotAt, station } from "./wizard-samples.ts";

const server = (more: object = {}) => ({
  ...newHost("server", { name: "s-1-server", address: "192.0.2.1" }),
  ...more,
});
const faultsOf = (more: object) => {
  const host = server(more);
  return hostFaults([host]).get(host.id);
};

describe("a station as it is typed", () => {
  it("says what is wrong with its number and its name", () => {
    const fault = (id: string) => stationFaults({ ...emptyStation, id }).id;
    expect(fault("")).toBe("missing");
    expect(fault("   ")).toBe("missing");
    expect(fault("Köln")).toBe("shape");
    expect(fault("s_1")).toBe("shape");
    expect(fault("-s")).toBe("shape");
    expect(fault("localhost")).toBe("localhost");
    expect(fault("a".repeat(64))).toBe("too-long");
    expect(fault(" s-0042 ")).toBeUndefined();
    expect(
      stationFaults({ ...emptyStation, id: "s", name: "x".repeat(201) }),
    ).toEqual({ name: "too-long" });
  });

  it("is one that station files may hold, without a name that is empty", () => {
    const fields = stationFields({ ...emptyStation, id: " s-1 ", name: " " });
    expect(fields).toEqual({ id: "s-1", isolated: true });
    expect(
      Station.safeParse({ ...fields, hosts: [hostFields(server())] }).success,
    ).toBe(true);
  });

  it("keeps the server's sign-in to the agents: as it is typed, and of a station that was opened", () => {
    const draft = { ...emptyStation, id: "s-1", passwordless: true };
    const hosts = [server()];
    const drafts = { ...noDrafts, station: draft, hosts };
    const saved = Station.parse(typedStation({ station: null }, drafts));
    expect(saved.passwordless).toBe(true);
    const opened = { station: { path: "/s.yaml", station: saved } };
    const read = { ...noDrafts, hosts: saved.hosts.map(hostDraftOf) };
    const typed = typedStation(opened, read);
    expect(typed?.passwordless).toBe(true);
    expect(typed !== null && isSaved(opened, typed)).toBe(true);
  });
});

describe("a host as it is typed", () => {
  it("says per field what is wrong", () => {
    expect(faultsOf({})).toEqual({});
    expect(faultsOf({ name: "", address: "", user: "", port: "" })).toEqual({
      name: "missing",
      address: "missing",
      user: "missing",
      port: "missing",
    });
    expect(faultsOf({ address: "a b" })).toEqual({ address: "shape" });
    expect(faultsOf({ address: "$(reboot)" })).toEqual({ address: "shape" });
    for (const port of ["0", "65536", "x", "2.5", "-1"])
      expect(faultsOf({ port }), port).toEqual({ port: "shape" });
    expect(faultsOf({ user: "ro ot" })).toEqual({ user: "shape" });
    expect(faultsOf({ way: "key", key: " " })).toEqual({ key: "missing" });
    // A path that is not used is not looked at.
    expect(faultsOf({ way: "password", key: "" })).toEqual({});
  });

  it("is told where another has its name or its address already", () => {
    const one = server();
    const other = newHost("agent", { name: one.name, address: one.address });
    expect(hostFaults([one, other]).get(one.id)).toEqual({});
    expect(hostFaults([one, other]).get(other.id)).toEqual({
      name: "twice",
      address: "twice",
    });
    // Another port is another host behind the same address.
    expect(
      hostFaults([one, { ...other, name: "b", port: "23" }]).get(other.id),
    ).toEqual({});
  });

  it("gives its secrets for the way that was chosen, and none of them to the station", () => {
    const typed = {
      password: "pw",
      sudoPassword: "sudo",
      passphrase: "phrase",
      key: "/home/tech/key",
    };
    expect(secretsOf(server({ ...typed }))).toEqual({
      host: "s-1-server",
      password: "pw",
      sudoPassword: "sudo",
    });
    expect(secretsOf(server({ ...typed, way: "key" }))).toEqual({
      host: "s-1-server",
      sudoPassword: "sudo",
      passphrase: "phrase",
    });
    expect(secretsOf(server({ ...typed, way: "agent" }))).toEqual({
      host: "s-1-server",
      sudoPassword: "sudo",
    });
    for (const way of ["password", "key", "agent"])
      expect(JSON.stringify(hostFields(server({ ...typed, way })))).not.toMatch(
        /pw|sudo|phrase/,
      );
  });

  it("keeps what the form does not show: a station that was only looked at is the same one", () => {
    const rich = Station.parse({
      ...station,
      hosts: [
        {
          ...station.hosts[0],
          setHostName: true,
          nodeIp: "192.0.2.77",
          labels: { zone: "a" },
          hostKey: `SHA256:${"a".repeat(43)}`,
          signIn: {
            user: "tech",
            password: false,
            key: "keys/id",
            agent: false,
          },
        },
      ],
    });
    const opened = { station: { path: "/a.yaml", station: rich } };
    const hosts = rich.hosts.map(hostDraftOf);
    const typed = typedStation(opened, { ...noDrafts, hosts });
    expect(typed).not.toBeNull();
    if (typed === null) return;
    expect(isSaved(opened, typed)).toBe(true);
    const [host] = hosts;
    if (host === undefined) throw new Error("one host");
    const changed = typedStation(opened, {
      ...noDrafts,
      hosts: [{ ...host, address: "192.0.2.99" }],
    });
    expect(changed !== null && isSaved(opened, changed)).toBe(false);
  });
});

describe("the plan's figures", () => {
  it("are per host and in all", () => {
    const { plan } = snapshotAt("planned");
    if (plan === null) throw new Error("a plan");
    const view = planView(plan);
    expect(view.hosts.map(({ host, bytes }) => [host, bytes])).toEqual([
      ["s-0042-server", 720e6],
      ["s-0042-till", 720e6],
    ]);
    expect(view).toMatchObject({ steps: 14, bytes: 1440e6, minutes: 1 });
    expect(planView({ steps: [] })).toMatchObject({ hosts: [], bytes: 0 });
  });
});

describe("paths", () => {
  it("are put together as main's own system writes them", () => {
    expect(within("/", "a")).toBe("/a");
    expect(within("/media/stick", "a b")).toBe("/media/stick/a b");
    expect(within("E:\\", "a")).toBe("E:\\a");
    expect(within("C:\\Users\\tech", "a")).toBe("C:\\Users\\tech\\a");
    expect(within("\\\\server\\share", "a")).toBe("\\\\server\\share\\a");
    expect(lastPart("/media/stick/")).toBe("stick");
    expect(lastPart("E:\\bundle")).toBe("bundle");
    expect(lastPart("/")).toBe("/");
  });
});
