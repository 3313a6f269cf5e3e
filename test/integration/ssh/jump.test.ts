import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Station, type StationHost } from "../../../common/model/station.ts";
import { connectHost } from "../../../main/adapters/ssh/connect.ts";
import { connect, type HostKeys } from "../../../main/station/connect.ts";
import { layCable } from "./cable.ts";
import { failureFrom, noSshd, optionsFor, signedIn } from "./signed-in.ts";
import { freePort, password, startSshd, type Sshd } from "./sshd.ts";

interface Site {
  /** What the station's hosts and jump hosts say otherwise. */
  readonly till?: Partial<StationHost>;
  readonly jumpPort?: number;
  readonly jumpPassword?: string;
  readonly pins?: Record<string, string>;
  readonly confirm?: HostKeys["confirm"];
}

describe.skipIf(noSshd)("a host behind a jump host", () => {
  let router: Sshd;
  let till: Sshd;
  /** Whose keys were accepted. */
  let accepted: string[] = [];

  beforeAll(async () => {
    // Nothing can be run there: only connections are passed on.
    router = await startSshd(["ForceCommand /bin/false"]);
    till = await startSshd();
  });
  afterAll(() => Promise.all([router.stop(), till.stop()]));

  const wayIn = (site: Site = {}, jump = router) => {
    accepted = [];
    const at = { address: "127.0.0.1" };
    const station = Station.parse({
      id: "s-1",
      jumpHosts: [
        {
          name: "router",
          ...at,
          port: site.jumpPort ?? jump.port,
          signIn: { user: "plain" },
        },
      ],
      hosts: [
        {
          name: "till",
          role: "server",
          ...at,
          port: till.port,
          signIn: { user: "tech" },
          jump: "router",
          ...site.till,
        },
      ],
    });
    const pins = site.pins ?? { router: jump.hostKey, till: till.hostKey };
    const hostKeys: HostKeys = {
      pinned: ({ name }) => Promise.resolve(pins[name]),
      accepted: ({ name }) => Promise.resolve(void accepted.push(name)),
      ...(site.confirm === undefined ? {} : { confirm: site.confirm }),
    };
    return {
      station,
      folder: "/",
      hostKeys,
      secrets: {
        get: (host: string, kind: string) =>
          Promise.resolve(
            kind !== "password"
              ? undefined
              : host === "router"
                ? (site.jumpPassword ?? password)
                : password,
          ),
      },
    };
  };
  const never = new AbortController().signal;
  const getIn = (site: Site = {}, jump = router, signal = never) => {
    const way = wayIn(site, jump);
    const [host] = way.station.hosts;
    if (host === undefined) throw new Error("no host");
    return connect(way, host, signal);
  };
  const refusal = (site: Site, jump = router) =>
    failureFrom(getIn(site, jump).then((remote) => remote.close()));
  const since = (sshd: Sshd, before: number) => sshd.log().slice(before);

  it("is asked, written to and tunnelled to as any other, through it alone", async () => {
    const before = router.log().length;
    const remote = await getIn();
    const who = await remote.ask({ script: "id -un", label: "who" });
    expect(who.stdout.trim()).toBe("root");
    expect(remote.name).toBe("till");
    const bytes = randomBytes(300_000).toString("base64");
    const echoed = await remote.ask({
      script: "cat",
      label: "cat",
      input: bytes,
    });
    expect(echoed.stdout).toBe(bytes);
    const tunnel = await remote.tunnel(till.port);
    const greeting = await new Promise<Buffer>((resolve) => {
      tunnel.once("data", resolve);
    });
    expect(greeting.toString()).toMatch(/^SSH-2/);
    tunnel.destroy();
    await remote.close();
    expect(since(router, before)).toContain(`target 127.0.0.1 port ${till.port}`); // prettier-ignore
    await expect.poll(() => since(router, before)).toMatch(/Connection closed|disconnect/i); // prettier-ignore
  });

  it("several share one connection to it, which goes with the last", async () => {
    const way = wayIn();
    const [host] = way.station.hosts;
    if (host === undefined) throw new Error("no host");
    const before = router.log().length;
    const [one, other] = await Promise.all([
      connect(way, host, never),
      connect(way, host, never),
    ]);
    await one.close();
    const still = await other.ask({ script: "echo here", label: "here" });
    expect(still.stdout).toBe("here\n");
    await other.close();
    const made = since(router, before).match(/Accepted password for plain/g);
    expect(made).toHaveLength(1);
  });

  it("is found again after the jump host was lost", async () => {
    const cable = await layCable(router.port);
    const remote = await getIn({ jumpPort: cable.port });
    cable.drop();
    const { stdout } = await remote.ask({ script: "echo back", label: "back" });
    expect(stdout).toBe("back\n");
    await remote.close();
    await cable.close();
  });

  it("that one is named where it goes away in the middle and stays away", async () => {
    const cable = await layCable(router.port);
    const { host, ...options } = optionsFor(router, {
      user: "plain",
      port: cable.port,
      root: "unwanted",
    });
    const jump = { ...options, host: { ...host, name: "router" } };
    const via = await connectHost(jump);
    const patienceMs = 3000;
    const remote = await signedIn(till, { user: "tech", via, patienceMs });
    await cable.cut();
    const asked = remote.ask({ script: "true", label: "lost" });
    expect(await failureFrom(asked)).toMatchObject({
      code: "jump-lost",
      host: "router",
      data: { behind: "pump" },
      retry: true,
    });
    await cable.mend();
    const { stdout } = await remote.ask({ script: "echo on", label: "on" });
    expect(stdout).toBe("on\n");
    await remote.close();
    await via.close();
    await cable.close();
  });

  it("that one is not asked again and again where it lets its account in no more", async () => {
    const cable = await layCable(till.port);
    const { host, ...options } = optionsFor(till, {
      user: "plain",
      port: cable.port,
      root: "unwanted",
    });
    const jump = { ...options, host: { ...host, name: "router" } };
    const via = await connectHost(jump);
    const remote = await signedIn(till, { user: "tech", via });
    const root = await signedIn(till);
    const lock = (how: string) =>
      root.ask({ script: `passwd ${how} plain`, label: "lock" });
    await lock("-l");
    const before = till.log().length;
    cable.drop();
    const asked = remote.ask({ script: "true", label: "lost" });
    expect(await failureFrom(asked)).toMatchObject({
      code: "no-longer-let-in",
      host: "router",
      data: { user: "plain" },
    });
    expect(since(till, before).match(/Failed password/g)).toHaveLength(1);
    await lock("-u");
    await Promise.all([remote.close(), root.close()]);
    await via.close();
    await cable.close();
  });

  it("both keys are asked about where they are new, each under its name, and pinned", async () => {
    const shown: string[] = [];
    const remote = await getIn({
      pins: {},
      confirm: ({ host, fingerprint }) => {
        shown.push(`${host} ${fingerprint}`);
        return Promise.resolve(true);
      },
    });
    await remote.close();
    expect(shown).toEqual([`router ${router.hostKey}`, `till ${till.hostKey}`]);
    expect(accepted).toEqual(["router", "till"]);
  });

  it("a jump host with another key than the pinned one stops it, and hears nothing", async () => {
    const before = router.log().length;
    const pins = { router: till.hostKey, till: till.hostKey };
    expect(await refusal({ pins })).toMatchObject({
      code: "host-key-changed",
      host: "router",
      data: { pinned: till.hostKey, fingerprint: router.hostKey },
    });
    expect(since(router, before)).not.toContain("for plain");
  });

  it("a host behind it with another key than the pinned one as well", async () => {
    const pins = { router: router.hostKey, till: router.hostKey };
    expect(await refusal({ pins })).toMatchObject({
      code: "host-key-changed",
      host: "till",
    });
  });

  it.each([
    [
      "a wrong password there",
      { jumpPassword: "wrong" },
      { code: "sign-in-refused", host: "router" },
    ],
    [
      "what it cannot reach",
      { till: { address: "255.255.255.255" } },
      { code: "host-unreachable-through", host: "till", data: { jump: "router" } }, // prettier-ignore
    ],
  ])("%s is said as that", async (_what, site, failure) => {
    expect(await refusal(site)).toMatchObject(failure);
  });

  it("a closed port is the host's, where the jump host passes connections on, and its own where not", async () => {
    const port = await freePort();
    expect(await refusal({ till: { port } })).toMatchObject({
      code: "port-closed",
      host: "till",
      data: { port },
    });
    expect(await refusal({ jumpPort: port })).toMatchObject({
      code: "port-closed",
      host: "router",
      data: { port },
    });
  });

  it("one that passes nothing on is named", async () => {
    const shut = await startSshd(["AllowTcpForwarding no"]);
    try {
      expect(await refusal({}, shut)).toMatchObject({
        code: "jump-refused",
        host: "till",
        data: { jump: "router", address: "127.0.0.1", port: till.port },
      });
    } finally {
      await shut.stop();
    }
  });

  it("aborted while the jump host says nothing", async () => {
    const cable = await layCable(router.port);
    cable.stall();
    const abort = new AbortController();
    const coming = failureFrom(
      getIn({ jumpPort: cable.port }, router, abort.signal),
    );
    abort.abort();
    expect(await coming).toMatchObject({ code: "aborted" });
    await cable.close();
  });
});
