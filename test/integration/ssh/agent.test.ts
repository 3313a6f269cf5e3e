import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Station } from "../../../common/model/station.ts";
import { openAgentKeyMemory } from "../../../main/adapters/files/agent-key-memory.ts";
import { connect } from "../../../main/station/connect.ts";
import { mustRun } from "../../lab/process.ts";
import { layCable } from "./cable.ts";
import { noSshd, refusalFrom, signedIn } from "./signed-in.ts";
import { newKey, password, startSshd, type Sshd } from "./sshd.ts";

type Changes = NonNullable<Parameters<typeof signedIn>[1]>;

describe.skipIf(noSshd)("the keys of an SSH agent", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-agent-"));
  const before = process.env["SSH_AUTH_SOCK"];
  let usual: Sshd;
  let strict: Sshd;
  let strangers: string[];
  let agent: ChildProcess | undefined;
  let agents = 0;

  beforeAll(async () => {
    usual = await startSshd(["MaxAuthTries 6"]);
    strict = await startSshd(["MaxAuthTries 2"]);
    strangers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => newKey(join(folder, `key-${at}`))),
    );
  });
  afterEach(async () => {
    if (before === undefined) delete process.env["SSH_AUTH_SOCK"];
    else process.env["SSH_AUTH_SOCK"] = before;
    if (agent === undefined) return;
    agent.kill();
    await once(agent, "exit");
    agent = undefined;
  });
  afterAll(async () => {
    await Promise.all([usual.stop(), strict.stop()]);
    rmSync(folder, { recursive: true });
  });

  /** A real agent with these keys, which it offers in this order. */
  const holding = async (keys: readonly string[], ...how: string[]) => {
    const socket = join(folder, `agent-${(agents += 1)}`);
    agent = spawn("ssh-agent", ["-D", "-a", socket], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (agent.stdout !== null) await once(agent.stdout, "data");
    process.env["SSH_AUTH_SOCK"] = socket;
    for (const key of keys) await mustRun("ssh-add", ["-q", ...how, key]);
  };
  const fingerprintOf = async (key: string) =>
    /SHA256:\S+/.exec(await mustRun("ssh-keygen", ["-lf", `${key}.pub`]))?.[0];
  /** What sshd wrote about it, told as counts. */
  const watched = async <T>(on: Sshd, call: () => Promise<T>) => {
    const from = on.log().length;
    const result = await call();
    const said = on.log().slice(from);
    const count = (words: RegExp) => (said.match(words) ?? []).length;
    return {
      result,
      connections: count(/Connection from /g),
      wrongKeys: count(/Failed publickey/g),
      wrongPasswords: count(/Failed password/g),
    };
  };
  const signIn = (on: Sshd, changes: Changes) =>
    watched(on, async () =>
      (await signedIn(on, { user: "free", agent: true, ...changes })).close(),
    );
  const refused = (on: Sshd, changes: Changes) =>
    watched(on, () =>
      refusalFrom(on, { user: "free", agent: true, ...changes }),
    );

  it("one that fits signs in, without a password", async () => {
    await holding([usual.keyFile]);
    const end = await signIn(usual, { secrets: {} });
    expect(end).toMatchObject({ connections: 1, wrongKeys: 0 });
  });

  it("no agent that answers is passed over", async () => {
    process.env["SSH_AUTH_SOCK"] = join(folder, "no-agent-here");
    const end = await signIn(usual, {});
    expect(end).toMatchObject({ connections: 1, wrongPasswords: 0 });
  });

  it("eight that do not fit keep no password from being heard", async () => {
    await holding(strangers);
    expect(await signIn(usual, {})).toMatchObject({
      connections: 2,
      wrongKeys: 8,
      wrongPasswords: 0,
    });
  });

  it("nor where the server ends it after two", async () => {
    await holding(strangers);
    const end = await signIn(strict, {});
    expect(end).toMatchObject({ connections: 3, wrongPasswords: 0 });
  });

  it("the last of nine that fits is found, and a connection made again begins with it", async () => {
    await holding([...strangers, usual.keyFile]);
    const worked: string[] = [];
    const cable = await layCable(usual.port);
    const remote = await signedIn(usual, {
      user: "free",
      agent: true,
      secrets: {},
      port: cable.port,
      onAgentKey: (key) => void worked.push(key),
    });
    expect(worked).toEqual([await fingerprintOf(usual.keyFile)]);
    const again = await watched(usual, async () => {
      cable.drop();
      await remote.ask({ script: "true", label: "again", asRoot: false });
    });
    expect(again).toMatchObject({ connections: 1, wrongKeys: 0 });
    await remote.close();
    await cable.close();
  });

  it.each(["password", "keyboard-interactive"])(
    "one beside which the host wants a %s is enough with it, also for a connection made again",
    async (way) => {
      const both = await startSshd([
        `AuthenticationMethods publickey,${way}`,
        "UsePAM yes",
        "KbdInteractiveAuthentication yes",
      ]);
      const cable = await layCable(both.port);
      try {
        await holding([strangers[0] ?? "", both.keyFile]);
        const first = await watched(both, () =>
          signedIn(both, { user: "free", agent: true, port: cable.port }),
        );
        expect(first).toMatchObject({ connections: 1, wrongKeys: 1 });
        const again = await watched(both, async () => {
          cable.drop();
          await first.result.ask({ script: "true", label: "again", asRoot: false }); // prettier-ignore
        });
        expect(again).toMatchObject({ connections: 1, wrongKeys: 0 });
        await first.result.close();
      } finally {
        await cable.close();
        await both.stop();
      }
    },
  );

  it("one that the host most likely knows is shown first", async () => {
    await holding([...strangers, usual.keyFile]);
    const likely = await fingerprintOf(usual.keyFile);
    const likelyKeys = [`SHA256:${"A".repeat(43)}`, likely ?? ""];
    const end = await signIn(usual, { secrets: {}, likelyKeys });
    expect(end).toMatchObject({ connections: 1, wrongKeys: 0 });
  });

  it("what signed in to a station's host is shown first the next time, and before that the station's own", async () => {
    await holding([...strangers, usual.keyFile]);
    const getIn = (authorizedKeys: string[], memory: string) => {
      const station = Station.parse({
        id: "s-1",
        authorizedKeys,
        hosts: [
          {
            name: "pump",
            role: "server",
            address: "127.0.0.1",
            port: usual.port,
            hostKey: usual.hostKey,
            signIn: { user: "free", password: false, agent: true },
          },
        ],
      });
      const way = {
        station,
        folder,
        secrets: { get: () => Promise.resolve(undefined) },
        hostKeys: {
          pinned: () => Promise.resolve(usual.hostKey),
          accepted: () => Promise.resolve(),
        },
        agentKeys: openAgentKeyMemory(join(folder, memory), station.id),
      };
      return watched(usual, async () => {
        const [host] = station.hosts;
        if (host === undefined) throw new Error("no host");
        const { signal } = new AbortController();
        await (await connect(way, host, signal)).close();
      });
    };
    expect(await getIn([], "one")).toMatchObject({ wrongKeys: 8 });
    expect(await getIn([], "one")).toMatchObject({ wrongKeys: 0 });
    const own = readFileSync(`${usual.keyFile}.pub`, "utf8").trim();
    expect(await getIn([own], "other")).toMatchObject({ wrongKeys: 0 });
  });

  it("a key file that the station names comes before the agent's others, and not twice", async () => {
    const [stranger = ""] = strangers;
    await holding(strangers);
    const end = await signIn(usual, {
      secrets: {},
      keyFiles: [stranger, usual.keyFile],
    });
    expect(end).toMatchObject({ connections: 1, wrongKeys: 1 });
    const alone = await refused(strict, { secrets: {}, keyFile: stranger });
    expect(alone.wrongKeys).toBe(6);
  });

  it("those that were not shown any more are told", async () => {
    await holding(strangers);
    expect(await refused(strict, { secrets: {} })).toMatchObject({
      connections: 3,
      result: {
        code: "keys-cut-off",
        host: "pump",
        data: { user: "free", address: "127.0.0.1", tries: 6, left: 2 },
      },
    });
  });

  it("after a wrong password nothing more is tried", async () => {
    await holding(strangers);
    const secrets = { password: "wrong" };
    expect(await refused(usual, { secrets })).toMatchObject({
      connections: 2,
      wrongPasswords: 1,
      result: { code: "credentials-refused", data: { tries: 9 } },
    });
  });

  it("one that the agent does not sign with is passed over", async () => {
    // It asks before each use, and here there is nobody to say yes.
    await holding([usual.keyFile], "-c");
    const secrets = { password };
    expect(await signIn(usual, { secrets })).toMatchObject({ connections: 2 });
    expect(await refused(usual, { secrets: {} })).toMatchObject({
      result: { code: "sign-in-refused" },
    });
  });
});
