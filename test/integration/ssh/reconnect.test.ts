import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { describe, expect, it } from "vitest";
import type { RemoteHost } from "../../../main/ports/remote-host.ts";
import { layCable, type Cable } from "./cable.ts";
import { failureFrom, noSshd, refusalFrom, signedIn } from "./signed-in.ts";
import { accounts, startSshd, type Sshd } from "./sshd.ts";

describe.skipIf(noSshd)("a lost connection", () => {
  let sshd: Sshd;
  let cable: Cable;
  let remote: RemoteHost | undefined;

  beforeAll(async () => {
    sshd = await startSshd();
  });
  beforeEach(async () => {
    cable = await layCable(sshd.port);
  });
  afterEach(async () => {
    await remote?.close();
    remote = undefined;
    await cable.close();
  });
  afterAll(() => sshd.stop());

  const signIn = async (more: Parameters<typeof signedIn>[1] = {}) =>
    (remote = await signedIn(sshd, {
      user: accounts.tech,
      port: cable.port,
      ...more,
    }));
  const say = (script: string, signal?: AbortSignal) => ({
    script,
    label: "say",
    ...(signal === undefined ? {} : { signal }),
  });

  it("is made again for the next question, and nobody is asked again", async () => {
    const asked: string[] = [];
    const host = await signIn({ asked: asked as never });
    const before = [...asked];
    for (const round of ["one", "two"]) {
      cable.drop();
      expect((await host.ask(say(`echo ${round}`))).stdout).toBe(`${round}\n`);
    }
    cable.drop();
    (await host.tunnel(sshd.port)).destroy();
    cable.drop();
    (await host.shell({ columns: 80, rows: 24 })).stream.destroy();
    expect(asked).toEqual(before);
  });

  it("in the middle of questions: they are asked again", async () => {
    const host = await signIn();
    const answers = Promise.all(
      [1, 2, 3, 4].map((each) => host.ask(say(`sleep 0.4; echo ${each}`))),
    );
    await sleep(150);
    await cable.cut();
    await sleep(600);
    await cable.mend();
    expect((await answers).map(({ stdout }) => stdout)).toEqual([
      "1\n",
      "2\n",
      "3\n",
      "4\n",
    ]);
  });

  it("a question under which it is lost again and again is given up", async () => {
    const host = await signIn();
    let runs = 0;
    const dropping = setInterval(() => {
      runs += cable.open;
      cable.drop();
    }, 400);
    const failure = await failureFrom(host.ask(say("sleep 30")));
    clearInterval(dropping);
    expect(failure).toMatchObject({ code: "connection-lost", retry: true });
    expect(runs).toBeLessThanOrEqual(8);
  });

  it("that cannot be made again is told when patience ends", async () => {
    const host = await signIn({ patienceMs: 1200 });
    await cable.cut();
    const started = performance.now();
    expect(await failureFrom(host.ask(say("true")))).toMatchObject({
      code: "connection-lost",
      data: { address: "127.0.0.1" },
      retry: true,
    });
    expect(performance.now() - started).toBeLessThan(4000);
    // And a later question tries anew.
    await cable.mend();
    expect((await host.ask(say("echo back"))).stdout).toBe("back\n");
  });

  it("aborted while it is made again: at once, and others go on", async () => {
    const host = await signIn();
    await cable.cut();
    const abort = new AbortController();
    const aborted = failureFrom(host.ask(say("true", abort.signal)));
    const other = host.ask(say("echo other"));
    await sleep(300);
    const started = performance.now();
    abort.abort();
    expect((await aborted).code).toBe("aborted");
    expect(performance.now() - started).toBeLessThan(200);
    await cable.mend();
    expect((await other).stdout).toBe("other\n");
  });

  it("a dead line is noticed by its silence", async () => {
    const host = await signIn({ keepAliveMs: 200 });
    cable.stall();
    const asked = host.ask(say("echo back"));
    // Nobody ends it but the client, which tries anew.
    for (let tries = 0; cable.made < 2 && tries < 200; tries += 1)
      await sleep(50);
    expect(cable.made).toBe(2);
    await cable.mend();
    expect((await asked).stdout).toBe("back\n");
  });

  it("to a host that has another key by then stops everything, and says nothing to it", async () => {
    const other = await startSshd();
    try {
      const host = await signIn();
      cable.lead(other.port);
      cable.drop();
      const before = other.log().length;
      expect(await failureFrom(host.ask(say("true")))).toMatchObject({
        code: "host-key-changed",
        data: { pinned: sshd.hostKey, fingerprint: other.hostKey },
      });
      expect(other.log().slice(before)).not.toMatch(
        /userauth-request|password/,
      );
    } finally {
      await other.stop();
    }
  });

  it("while becoming root is no verdict of sudo's", async () => {
    // Ends the line at every moment of a sign-in: what comes of it is a lost connection or a sign-in.
    for (let after = 20; after <= 400; after += 20) {
      const cutting = setTimeout(() => cable.drop(), after);
      try {
        const host = await signIn({ patienceMs: 0 });
        await host.close();
      } catch (error) {
        expect(String(error)).toMatch(/connection-lost|host-throttles/);
      }
      clearTimeout(cutting);
    }
  });

  it("after close there is none, and none is made", async () => {
    const host = await signIn();
    const asked = failureFrom(host.ask(say("sleep 5")));
    await sleep(100);
    await host.close();
    expect((await asked).code).toBe("aborted");
    expect(cable.open).toBe(0);
    const { made } = cable;
    for (const call of [
      () => host.ask(say("true")),
      () => host.tunnel(1),
      () => host.shell({ columns: 80, rows: 24 }),
      () => host.runningJobs(),
    ])
      expect((await failureFrom(call())).code).toBe("aborted");
    expect(cable.made).toBe(made);
  });

  it("close while one is made ends that one", async () => {
    const host = await signIn();
    cable.drop();
    cable.stall();
    const asked = failureFrom(host.ask(say("true")));
    await sleep(300);
    expect(cable.open).toBe(1);
    const started = performance.now();
    await host.close();
    expect(performance.now() - started).toBeLessThan(1500);
    expect((await asked).code).toBe("aborted");
    await sleep(50);
    expect(cable.open).toBe(0);
    await cable.mend();
  });

  it("a sign-in that is refused leaves no connection", async () => {
    const { port } = cable;
    for (const changes of [
      { user: accounts.tech, secrets: { password: "wrong" } },
      { user: accounts.plain },
      { user: accounts.tech, hostKey: {} },
    ])
      await refusalFrom(sshd, { port, ...changes });
    await sleep(100);
    expect(cable.open).toBe(0);
  });
});
