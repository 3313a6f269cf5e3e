import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  DiscoveryEvent,
  foundId,
  type FoundHost,
} from "../../../common/model/discovery.ts";
import { ended } from "../../lab/forecourt.ts";
import { labUnavailable } from "../../lab/packages.ts";
import { layStreet, type Street, type StreetHost } from "../../lab/street.ts";

const root = new URL("../../..", import.meta.url).pathname;
const card = "52:54:00:12:34:56";

interface Search {
  readonly code: number | null;
  readonly stderr: string;
  readonly events: readonly DiscoveryEvent[];
  readonly refused: { code: string; data: object } | undefined;
  /** By address. */
  readonly hosts: ReadonlyMap<string, FoundHost>;
}

describe.skipIf(labUnavailable() !== undefined)("forecourt discover", () => {
  let folder: string;
  let street: Street;
  const start = async (host: StreetHost, kind: string) => {
    const program = join(root, "test/integration/discovery/strange-hosts.mjs");
    await host.serve([process.execPath, program, kind]);
    return host.address;
  };

  const run = async (
    command: readonly string[],
    home = "home",
  ): Promise<Search> => {
    const [program, ...args] = command;
    const end = await ended(
      spawn(program ?? "", args, {
        env: { ...process.env, FORECOURT_HOME: join(folder, home) },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
    const refused = end.events.find(({ type }) => type === "refused")?.[
      "failure"
    ];
    const events = end.events
      .filter(({ type }) => type !== "refused")
      .map((event) => DiscoveryEvent.parse(event));
    const hosts = new Map(
      events.flatMap((event) =>
        event.type === "found"
          ? [[foundId(event.host), event.host] as const]
          : [],
      ),
    );
    return {
      code: end.code,
      stderr: end.stderr,
      events,
      refused: refused as Search["refused"],
      hosts: new Map([...hosts.values()].map((host) => [host.address, host])),
    };
  };
  const discover = (args: readonly string[], home?: string) =>
    run(
      street.onLaptop([
        process.execPath,
        join(root, "main/cli.ts"),
        "discover",
        "--json",
        ...args,
      ]),
      home,
    );

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "forecourt-street-"));
    street = await layStreet(folder, "10.97.20.1/24");
  });
  afterAll(async () => {
    await street.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const stationFile = (name: string, address: string, hostKey: string) => {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(
      file,
      `id: s-1\nhosts:\n  - { name: pump, role: server, address: ${address}, hostKey: "${hostKey}" }\n`,
    );
    return file;
  };

  it("finds hosts by name of no address, also those that drop ICMP, with banner, key and network card", async () => {
    const echoing = await street.addHost("10.97.20.11", { mac: card });
    const quiet = await street.addHost("10.97.20.12", { echo: false });
    const off = await street.addHost("10.97.20.13");
    const [one, two] = [
      await echoing.sshd(),
      await quiet.sshd({ type: "ecdsa" }),
    ];
    const { code, hosts, events } = await discover([]);
    expect(code).toBe(0);
    expect(events[0]).toMatchObject({
      type: "search-started",
      ranges: ["10.97.20.0/24"],
      addresses: 253,
    });
    expect(hosts.get("10.97.20.11")).toMatchObject({
      reason: "ssh",
      banner: expect.stringMatching(/^SSH-2\.0-OpenSSH/) as string,
      key: { fingerprint: one.fingerprint, type: "ssh-ed25519" },
      mac: card,
      vendor: "QEMU / KVM",
    });
    expect(hosts.get("10.97.20.12")).toMatchObject({
      reason: "ssh",
      key: { fingerprint: two.fingerprint, type: "ecdsa-sha2-nistp256" },
      mac: quiet.mac,
    });
    expect(hosts.get("10.97.20.13")).toMatchObject({
      reason: "closed",
      mac: off.mac,
    });
    expect(events.at(-1)).toMatchObject({
      type: "search-ended",
      outcome: "done",
    });
    await one.stop();
    await two.stop();
  });

  it("tells what answers on port 22 and is no SSH, each by its own code, and still ends", async () => {
    const kinds = {
      tarpit: "ssh-silent",
      http: "not-ssh",
      talker: "banner-too-long",
      endless: "banner-too-long",
      closer: "hung-up",
      torn: "hung-up",
      stuck: "ssh-silent",
      rubbish: "hung-up",
      throttled: "host-throttles",
    };
    const expected: Record<string, unknown> = {};
    let last = 30;
    for (const [kind, failure] of Object.entries(kinds)) {
      const host = await street.addHost(`10.97.20.${last}`);
      last += 1;
      expected[await start(host, kind)] = { reason: "no-ssh", failure };
    }
    const good = await street.addHost("10.97.20.50");
    const sshd = await good.sshd();
    const { hosts, events, code } = await discover([
      "--range",
      "10.97.20.0/26",
    ]);
    expect(code).toBe(0);
    for (const [address, what] of Object.entries(expected))
      expect(hosts.get(address), address).toMatchObject(what as object);
    // Those who waste time do not keep it from being found.
    expect(hosts.get("10.97.20.50")?.key?.fingerprint).toBe(sshd.fingerprint);
    expect(events.at(-1)).toMatchObject({ outcome: "done" });
    await sshd.stop();
  });

  it("recognises a station's host by its key at another address, and one with another key as re-imaged", async () => {
    const host = await street.addHost("10.97.20.70", {
      mac: "52:54:00:00:00:70",
    });
    const first = await host.sshd();
    const at = stationFile("same", "10.97.20.70", first.fingerprint);
    const range = ["--range", "10.97.20.70/31", "--station"];
    expect(
      (await discover([...range, at], "home-a")).hosts.get("10.97.20.70"),
    ).toMatchObject({
      reason: "known",
      known: { station: "s-1", host: "pump" },
    });
    const elsewhere = stationFile("moved", "10.97.20.99", first.fingerprint);
    expect(
      (await discover([...range, elsewhere], "home-b")).hosts.get(
        "10.97.20.70",
      ),
    ).toMatchObject({
      reason: "moved",
      known: { host: "pump", address: "10.97.20.99" },
    });
    await first.stop();
    const second = await host.sshd({ key: "new" });
    expect(
      (await discover([...range, at], "home-b")).hosts.get("10.97.20.70"),
    ).toMatchObject({
      reason: "re-imaged",
      key: { fingerprint: second.fingerprint },
      known: { pinned: first.fingerprint },
    });
    // By its network card, which was remembered when its key was right.
    expect(
      (await discover([...range, elsewhere], "home-b")).hosts.get(
        "10.97.20.70",
      ),
    ).toMatchObject({
      reason: "re-imaged",
    });
    // Nobody remembers anything there.
    expect(
      (await discover([...range, elsewhere], "home-c")).hosts.get(
        "10.97.20.70",
      ),
    ).toMatchObject({ reason: "ssh" });
    await second.stop();
  });

  it("does not call a host re-imaged whose pinned key is another of its keys", async () => {
    const host = await street.addHost("10.97.20.80");
    const rsa = await host.sshd({ key: "rsa", type: "rsa" });
    await rsa.stop();
    const both = await host.sshd({ config: [`HostKey ${rsa.keyFile}`] });
    const file = stationFile("rsa", "10.97.20.80", rsa.fingerprint);
    const { hosts } = await discover(
      ["--range", "10.97.20.80", "--station", file],
      "home-d",
    );
    expect(hosts.get("10.97.20.80")).toMatchObject({
      reason: "known",
      key: { fingerprint: rsa.fingerprint },
    });
    await both.stop();
  });

  it("searches several ports, and tells which one answered", async () => {
    const host = await street.addHost("10.97.20.85");
    const sshd = await host.sshd({ port: 2222 });
    const { hosts } = await discover([
      "--range",
      "10.97.20.85",
      "--port",
      "22",
      "--port",
      "2222",
    ]);
    expect(hosts.get("10.97.20.85")).toMatchObject({
      port: 2222,
      reason: "ssh",
    });
    await sshd.stop();
  });

  it("finds a host over a cable without DHCP by its IPv6 link-local address", async () => {
    const bare = await layStreet(join(folder, "bare"), "169.254.7.1/16");
    try {
      const host = await bare.addHost("192.168.77.5");
      const sshd = await host.sshd();
      const search = await run(
        bare.onLaptop([
          process.execPath,
          join(root, "main/cli.ts"),
          "discover",
          "--json",
        ]),
        "home-e",
      );
      const found = [...search.hosts.values()].find(
        ({ key }) => key?.fingerprint === sshd.fingerprint,
      );
      expect(found?.address).toMatch(/^fe80:.*%eth0$/);
      expect(found).toMatchObject({ reason: "ssh", mac: host.mac });
    } finally {
      await bare.close();
    }
  });

  it("finds a host over such a cable that has no IPv6 and spoke to the laptop once", async () => {
    const bare = await layStreet(join(folder, "bare-4"), "169.254.7.1/16");
    try {
      const host = await bare.addHost("169.254.200.9");
      const sshd = await host.sshd();
      const inside = (command: readonly string[]) =>
        ended(spawn("ip", ["netns", "exec", host.space, ...command]));
      await inside(["sysctl", "-q", "-w", "net.ipv6.conf.eth0.disable_ipv6=1"]);
      await inside(["ping", "-c", "1", "-w", "5", "169.254.7.1"]);
      const search = await run(
        bare.onLaptop([
          process.execPath,
          join(root, "main/cli.ts"),
          "discover",
          "--json",
        ]),
        "home-g",
      );
      expect(search.hosts.get("169.254.200.9")).toMatchObject({
        reason: "ssh",
        mac: host.mac,
        key: { fingerprint: sshd.fingerprint },
      });
    } finally {
      await bare.close();
    }
  });

  it.each([
    ["a range outside of the own networks", "10.1.0.0/24", "range-foreign"],
    ["a public one", "8.8.8.0/24", "range-public"],
    ["one larger than a /20", "10.97.0.0/16", "range-foreign"],
    ["what is no range", "10.97.20.0/33", "range-invalid"],
    ["words", "the-server", "range-invalid"],
    ["half of the internet", "0.0.0.0/1", "range-invalid"],
  ])("asks nobody in %s without a yes", async (_, range, code) => {
    const { refused, code: exit, events } = await discover(["--range", range]);
    expect(refused?.code).toBe(code);
    expect(exit).toBe(3);
    expect(events).toEqual([]);
  });

  it("tells a network without a way to it, and a laptop without a network", async () => {
    const far = await discover(["--range", "198.51.100.0/28", "--yes"]);
    expect(far.refused?.code).toBe("network-unreachable");
    expect(far.code).toBe(5);
    const bare = await run(
      [
        "unshare",
        "--net",
        process.execPath,
        join(root, "main/cli.ts"),
        "discover",
        "--json",
      ],
      "home-f",
    );
    expect(bare.refused?.code).toBe("no-network");
    expect(bare.code).toBe(5);
  });
});
