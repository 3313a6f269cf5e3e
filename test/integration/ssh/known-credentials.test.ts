import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { layCable } from "./cable.ts";
import { failureFrom, noSshd, refusalFrom, signedIn } from "./signed-in.ts";
import { newKey, password, startSshd, type Sshd } from "./sshd.ts";

type Changes = NonNullable<Parameters<typeof signedIn>[1]>;

describe.skipIf(noSshd)("several known credentials", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-known-"));
  let usual: Sshd;
  let strict: Sshd;
  let strangers: [string, string, string];

  beforeAll(async () => {
    usual = await startSshd(["MaxAuthTries 6"]);
    strict = await startSshd(["MaxAuthTries 2"]);
    const stranger = (name: string) => newKey(join(folder, name));
    strangers = [
      await stranger("one"),
      await stranger("two"),
      await stranger("three"),
    ];
  });
  afterAll(async () => {
    await Promise.all([usual.stop(), strict.stop()]);
    rmSync(folder, { recursive: true });
  });

  /** What sshd wrote about it, told as counts. */
  const watched = async (on: Sshd, call: () => Promise<unknown>) => {
    const before = on.log().length;
    const result = await call();
    const said = on.log().slice(before);
    const count = (words: RegExp) => (said.match(words) ?? []).length;
    return {
      result,
      connections: count(/Connection from /g),
      wrongPasswords: count(/Failed password/g),
      wrongKeys: count(/Failed publickey/g),
    };
  };
  const signIn = (on: Sshd, changes: Changes) =>
    watched(on, async () => (await signedIn(on, changes)).close());
  const refused = (on: Sshd, changes: Changes) =>
    watched(on, () => refusalFrom(on, changes));

  it("the second password signs in, over the same connection, and becomes root", async () => {
    const remote = await signedIn(usual, {
      user: "tech",
      passwords: ["last year's", password],
      secrets: {},
    });
    const { stdout } = await remote.ask({ script: "id -un", label: "who" });
    expect(stdout.trim()).toBe("root");
    await remote.close();
    expect(
      await signIn(usual, {
        user: "free",
        passwords: ["last year's", password],
      }),
    ).toMatchObject({ connections: 1, wrongPasswords: 1 });
  });

  it("a connection that is made again begins with what signed in", async () => {
    const cable = await layCable(usual.port);
    const remote = await signedIn(usual, {
      user: "free",
      port: cable.port,
      passwords: ["last year's", password],
    });
    const again = await watched(usual, async () => {
      cable.drop();
      const who = { script: "id -un", label: "who", asRoot: false };
      return (await remote.ask(who)).stdout.trim();
    });
    await remote.close();
    await cable.close();
    expect(again).toMatchObject({
      result: "free",
      connections: 1,
      wrongPasswords: 0,
    });
  });

  it("one that lets nobody in any more, with what it was signed in with, is said as that", async () => {
    const cable = await layCable(usual.port);
    const remote = await signedIn(usual, { user: "once", port: cable.port });
    const root = await signedIn(usual);
    const lock = (how: string) =>
      root.ask({ script: `passwd ${how} once`, label: "lock" });
    await lock("-l");
    try {
      cable.drop();
      const asked = remote.ask({ script: "true", label: "again" });
      expect(await failureFrom(asked)).toMatchObject({
        code: "no-longer-let-in",
        host: "pump",
        data: { user: "once", address: "127.0.0.1" },
      });
    } finally {
      await lock("-u");
    }
    await Promise.all([remote.close(), root.close(), cable.close()]);
  });

  it("no more than two passwords are tried, though the third were right", async () => {
    const end = await refused(usual, {
      user: "tech",
      passwords: ["one", "two", password],
    });
    expect(end).toMatchObject({
      connections: 1,
      wrongPasswords: 2,
      result: {
        code: "credentials-refused",
        data: { user: "tech", address: "127.0.0.1", tries: 2 },
      },
    });
  });

  it("the same password twice is one try", async () => {
    expect(
      await refused(usual, { user: "tech", passwords: ["one", "one"] }),
    ).toMatchObject({
      wrongPasswords: 1,
      result: { code: "sign-in-refused" },
    });
  });

  it("keys come first, and a key that fits needs no password", async () => {
    expect(
      await signIn(usual, {
        user: "free",
        keyFiles: [strangers[0], usual.keyFile],
        passwords: ["wrong"],
      }),
    ).toMatchObject({ connections: 1, wrongKeys: 1, wrongPasswords: 0 });
  });

  it("three keys at most are shown", async () => {
    expect(
      await refused(usual, {
        user: "root",
        keyFiles: [...strangers, usual.keyFile],
      }),
    ).toMatchObject({
      connections: 1,
      wrongKeys: 3,
      result: { code: "credentials-refused", data: { tries: 3 } },
    });
  });

  it("a key file that is none is passed over where another is there, and told where none is", async () => {
    const broken = join(folder, "broken");
    writeFileSync(broken, "hello\n");
    expect(
      await signIn(usual, {
        user: "free",
        keyFiles: [broken, usual.keyFile],
      }),
    ).toMatchObject({ connections: 1, wrongKeys: 0 });
    expect(
      await refusalFrom(usual, { user: "free", keyFiles: [broken] }),
    ).toMatchObject({ code: "key-unreadable", data: { path: broken } });
  });

  describe("where sshd ends a connection after two", () => {
    it("keys that were refused keep no password from being tried, once more", async () => {
      expect(
        await signIn(strict, {
          user: "free",
          keyFiles: strangers.slice(0, 2),
          passwords: [password],
        }),
      ).toMatchObject({ connections: 2, wrongPasswords: 0 });
    });

    it("but after a wrong password nothing more is tried", async () => {
      expect(
        await refused(strict, {
          user: "tech",
          keyFiles: strangers.slice(0, 1),
          passwords: ["wrong", password],
        }),
      ).toMatchObject({
        connections: 1,
        wrongPasswords: 1,
        result: { code: "credentials-refused", data: { tries: 2 } },
      });
    });

    it("and the second of two passwords may be the last word", async () => {
      expect(
        await refused(strict, { user: "tech", passwords: ["one", "two"] }),
      ).toMatchObject({
        connections: 1,
        wrongPasswords: 2,
        result: { code: "credentials-refused", data: { tries: 2 } },
      });
    });
  });

  describe("where an account is locked after three wrong passwords", () => {
    let locking: Sshd;
    /** PAM's own words go to whoever signs in. */
    let telling: Sshd;
    beforeAll(async () => {
      locking = await startSshd(["UsePAM yes", "MaxAuthTries 6"]);
      telling = await startSshd([
        "UsePAM yes",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication yes",
      ]);
      lockAfterThree(locking, "preauth silent");
      lockAfterThree(telling, "preauth");
    });
    const lockAfterThree = (on: Sshd, first: string) => {
      const faillock = (how: string) =>
        `pam_faillock.so ${how} deny=3 unlock_time=900`;
      writeFileSync(
        on.inside("/etc/pam.d/sshd"),
        [
          `auth required ${faillock(first)}`,
          "auth sufficient pam_unix.so",
          `auth [default=die] ${faillock("authfail")}`,
          "account required pam_faillock.so",
          "account required pam_unix.so",
          "session required pam_permit.so",
          "",
        ].join("\n"),
      );
    };
    afterAll(() => Promise.all([locking.stop(), telling.stop()]));

    it("one that is locked and told so is said as that", async () => {
      const user = "free";
      const wrong = { user, secrets: { password: "wrong" } };
      for (let tries = 0; tries < 3; tries += 1)
        expect((await refusalFrom(telling, wrong)).code).toBe(
          "sign-in-refused",
        );
      expect(await refusalFrom(telling, { user })).toMatchObject({
        code: "account-locked",
        data: { user, address: "127.0.0.1" },
      });
    });

    it("the known ones do not lock it, and one more that is typed is still heard", async () => {
      const user = "free";
      const passwords = ["one", "two", "three", password];
      expect(await refusalFrom(locking, { user, passwords })).toMatchObject({
        code: "credentials-refused",
        data: { tries: 2 },
      });
      expect(await signIn(locking, { user })).toMatchObject({
        wrongPasswords: 0,
      });
      // The lock is real: after a third one the right one does not help.
      await refusalFrom(locking, { user, passwords });
      await refusalFrom(locking, { user, secrets: { password: "three" } });
      expect(await refusalFrom(locking, { user })).toMatchObject({
        code: "sign-in-refused",
      });
    });
  });
});
