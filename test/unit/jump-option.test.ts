import { describe, expect, it } from "vitest";
import { failureOf } from "../../common/model/failure.ts";
import { jumpOf, Station } from "../../common/model/station.ts";
import { withJump } from "../../main/commands/jump-option.ts";

const station = (changes: Record<string, unknown> = {}) =>
  Station.parse({
    id: "s-1",
    hosts: [
      { name: "server", role: "server", address: "192.0.2.1" },
      { name: "till", role: "agent", address: "192.0.2.2", ...changes },
    ],
  });
const jumps = ({ hosts }: Station) => hosts.map(({ jump }) => jump);
const faultOf = (make: () => unknown) => {
  try {
    make();
  } catch (error) {
    return failureOf(error);
  }
  return undefined;
};

describe("--jump", () => {
  it("names a host of the station: the others are reached through it", () => {
    expect(jumps(withJump(station(), "server"))).toEqual([undefined, "server"]);
  });

  it.each([
    ["192.0.2.9", { address: "192.0.2.9", port: 22, user: "root" }],
    ["tech@192.0.2.9:2222", { address: "192.0.2.9", port: 2222, user: "tech" }],
    ["tech@[2001:db8::1]:22", { address: "2001:db8::1", port: 22, user: "tech" }], // prettier-ignore
    ["router.example", { address: "router.example", port: 22, user: "root" }],
  ])("%s is a host beside the station's", (text, { user, ...place }) => {
    const jumped = withJump(station(), text);
    const [server] = jumped.hosts;
    if (server === undefined) throw new Error("no host");
    const jump = jumpOf(jumped, server);
    expect(jump).toMatchObject(place);
    expect(jump?.signIn).toMatchObject({ user, agent: true, password: true });
    expect(jump?.name).toMatch(/^jump-/);
    expect(new Set(jumps(jumped)).size).toBe(1);
  });

  it("what the station file says counts more", () => {
    const own = Station.parse({
      ...station(),
      jumpHosts: [{ name: "router", address: "192.0.2.9" }],
      hosts: station({ jump: undefined }).hosts.map((host) =>
        host.name === "till" ? { ...host, jump: "router" } : host,
      ),
    });
    const [server, till] = jumps(withJump(own, "tech@192.0.2.8"));
    expect(server).toBe("jump-192-0-2-8");
    expect(till).toBe("router");
  });

  it.each(["", "tech@", "a b", "tech@192.0.2.1:0", "x:y:z", "no user@1.2.3.4"])(
    "%j is refused",
    (text) => {
      expect(faultOf(() => withJump(station(), text))).toMatchObject({
        code: "station-invalid",
        data: { path: "--jump" },
      });
    },
  );
});

describe("jump hosts of a station file", () => {
  it.each([
    ["there is no host router", { jump: "router" }],
    ["is reached through itself", { jump: "till" }],
  ])("%s", (message, changes) => {
    const parsed = Station.safeParse({ ...station(), hosts: [{ ...station().hosts[0] }, { ...station().hosts[1], ...changes }] }); // prettier-ignore
    expect(parsed.error?.issues[0]?.message).toBe(message);
    expect(parsed.error?.issues[0]?.path).toEqual(["hosts", 1, "jump"]);
  });

  it("one jump only", () => {
    const [server, till] = station().hosts;
    const parsed = Station.safeParse({
      ...station(),
      jumpHosts: [{ name: "router", address: "192.0.2.9" }],
      hosts: [
        { ...server, jump: "router" },
        { ...till, jump: "server" },
      ],
    });
    expect(parsed.error?.issues[0]?.message).toContain("one jump only");
  });

  it("no two of one name", () => {
    const parsed = Station.safeParse({
      ...station(),
      jumpHosts: [{ name: "till", address: "192.0.2.9" }],
    });
    expect(parsed.error?.issues[0]?.message).toBe("two hosts name till");
  });
});
