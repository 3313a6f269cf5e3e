import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSshd, refusalFrom, signedIn } from "./signed-in.ts";
import { mustRun } from "../../lab/process.ts";
import { newKey, startSshd, type Sshd } from "./sshd.ts";

const wrong = `SHA256:${"A".repeat(43)}`;

describe.skipIf(noSshd)("the host's key", () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());

  /** What sshd wrote meanwhile; a sign-in, even one that is refused, leaves its name there. */
  const logOf = async (call: () => Promise<unknown>) => {
    const before = sshd.log().length;
    await call();
    return sshd.log().slice(before);
  };

  it("that is pinned signs in, and is told", async () => {
    const told: string[] = [];
    const log = await logOf(async () => {
      const onHostKey = (key: string) => told.push(key);
      await (await signedIn(sshd, { user: "tech", onHostKey })).close();
    });
    expect(told).toEqual([sshd.hostKey]);
    // So the absence of these below means something.
    expect(log).toMatch(/userauth-request for user tech/);
    expect(log).toMatch(/Accepted password/);
  });

  it("that is another one: refused with both, and nothing was said", async () => {
    const log = await logOf(async () => {
      expect(
        await refusalFrom(sshd, { user: "tech", hostKey: { pinned: wrong } }),
      ).toMatchObject({
        code: "host-key-changed",
        data: { pinned: wrong, fingerprint: sshd.hostKey },
        retry: false,
      });
    });
    expect(log).toMatch(/Connection from/);
    expect(log).not.toMatch(/userauth-request|password/);
  });

  it("that is another one stays refused, whatever somebody would confirm", async () => {
    const confirm = () => Promise.resolve(true);
    const hostKey = { pinned: wrong, confirm };
    expect(await refusalFrom(sshd, { user: "tech", hostKey })).toMatchObject({
      code: "host-key-changed",
    });
  });

  it.each([
    ["nobody to ask", undefined],
    ["a no", () => Promise.resolve(false)],
    ["nothing", () => Promise.resolve(undefined as unknown as boolean)],
    ["something else than yes", () => Promise.resolve(1 as unknown as boolean)],
  ])(
    "that is new, with %s: refused, and nothing was said",
    async (_, confirm) => {
      const hostKey = confirm === undefined ? {} : { confirm };
      const log = await logOf(async () => {
        expect(
          await refusalFrom(sshd, { user: "tech", hostKey }),
        ).toMatchObject({
          code: "host-key-unknown",
          data: { fingerprint: sshd.hostKey },
        });
      });
      expect(log).not.toMatch(/userauth-request|password/);
    },
  );

  it("that is new, where asking itself fails: nothing was said", async () => {
    const hostKey = { confirm: () => Promise.reject(new Error("no screen")) };
    const log = await logOf(async () => {
      await expect(signedIn(sshd, { user: "tech", hostKey })).rejects.toThrow(
        "no screen",
      );
    });
    expect(log).not.toMatch(/userauth-request|password/);
  });

  it("that is new is shown, and a yes signs in", async () => {
    const shown: unknown[] = [];
    const told: string[] = [];
    const confirm = (what: unknown) => {
      shown.push(what);
      return Promise.resolve(true);
    };
    const remote = await signedIn(sshd, {
      user: "tech",
      hostKey: { confirm },
      onHostKey: (key) => told.push(key),
    });
    await remote.close();
    expect(shown).toEqual([
      { host: "pump", fingerprint: sshd.hostKey, type: "ssh-ed25519" },
    ]);
    expect(told).toEqual([sshd.hostKey]);
  });

  it("that is pinned may be another one of the host's keys than the first", async () => {
    const folder = mkdtempSync(join(tmpdir(), "forecourt-keys-"));
    const rsa = await newKey(join(folder, "rsa"), { type: "rsa" });
    const shown = await mustRun("ssh-keygen", ["-lf", `${rsa}.pub`]);
    const pinned = /SHA256:\S+/.exec(shown)?.[0] ?? "";
    const both = await startSshd([`HostKey ${rsa}`]);
    try {
      const told: string[] = [];
      const onHostKey = (key: string) => told.push(key);
      const hostKey = { pinned };
      await (
        await signedIn(both, { user: "tech", hostKey, onHostKey })
      ).close();
      expect(told).toEqual([pinned]);
      expect(pinned).not.toBe(both.hostKey);
    } finally {
      await both.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
