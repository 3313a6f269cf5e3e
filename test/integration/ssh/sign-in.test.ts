import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { layCable } from "./cable.ts";
import { noSshd, refusalFrom, signedIn } from "./signed-in.ts";
import { freePort, newKey, password, startSshd, type Sshd } from "./sshd.ts";

describe.skipIf(noSshd)("signing in", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-sign-in-"));
  const at = (name: string) => join(folder, name);
  let sshd: Sshd;
  let strict: Sshd;
  let others: Sshd;

  beforeAll(async () => {
    sshd = await startSshd();
    strict = await startSshd(["MaxAuthTries 1"]);
    others = await startSshd(["Ciphers chacha20-poly1305@openssh.com"]);
  });
  afterAll(async () => {
    await Promise.all([sshd.stop(), strict.stop(), others.stop()]);
    rmSync(folder, { recursive: true });
  });

  const whoAmI = async (changes: Parameters<typeof signedIn>[1], on = sshd) => {
    const remote = await signedIn(on, changes);
    const { stdout } = await remote.ask({
      script: "id -un",
      label: "who",
      asRoot: false,
    });
    await remote.close();
    return stdout.trim();
  };

  it("with a password", async () => {
    expect(await whoAmI({ user: "tech" })).toBe("tech");
  });

  it("a wrong password is tried once and not again", async () => {
    const before = sshd.log().length;
    const failure = await refusalFrom(sshd, {
      user: "tech",
      secrets: { password: "wrong" },
    });
    expect(failure).toMatchObject({
      code: "sign-in-refused",
      data: { user: "tech", address: "127.0.0.1" },
    });
    const tries = sshd
      .log()
      .slice(before)
      .match(/Failed password/g);
    expect(tries).toHaveLength(1);
  });

  it("an account that is not there is refused as a wrong password is", async () => {
    expect(await refusalFrom(sshd, { user: "nobody-here" })).toMatchObject({
      code: "sign-in-refused",
    });
  });

  it("a server that ends it after one wrong try", async () => {
    expect(
      await refusalFrom(strict, { user: "tech", secrets: { password: "no" } }),
    ).toMatchObject({ code: "sign-in-refused" });
  });

  it("nobody to ask for the password", async () => {
    expect(
      await refusalFrom(sshd, { user: "tech", secrets: {} }),
    ).toMatchObject({ code: "secret-missing", data: { kind: "password" } });
  });

  it.each(["ed25519", "rsa", "ecdsa"])(
    "with an encrypted %s key",
    async (type) => {
      const keyFile = await newKey(at(type), { type, passphrase: "open up" });
      const secrets = { passphrase: "open up" };
      const own = await startSshd([`AuthorizedKeysFile ${keyFile}.pub`]);
      try {
        const asked: string[] = [];
        const how = { keyFile, secrets, asked: asked as never };
        expect(await whoAmI(how, own)).toBe("root");
        expect(asked).toEqual(["passphrase"]);
        expect(
          await refusalFrom(own, { keyFile, secrets: { passphrase: "no" } }),
        ).toMatchObject({ code: "passphrase-wrong" });
        expect(await refusalFrom(own, { keyFile, secrets: {} })).toMatchObject({
          code: "secret-missing",
          data: { kind: "passphrase" },
        });
      } finally {
        await own.stop();
      }
    },
  );

  it("a key that the host does not know", async () => {
    const keyFile = await newKey(at("stranger"));
    expect(await refusalFrom(sshd, { keyFile })).toMatchObject({
      code: "sign-in-refused",
    });
  });

  it.each([
    ["of PuTTY's format 3", "PuTTY-User-Key-File-3: ssh-ed25519\n", /OpenSSH/],
    ["that is none", "hello\n", /./],
    ["that is empty", "", /./],
  ])("a key file %s", async (_what, text, reason) => {
    writeFileSync(at("key"), text);
    const failure = await refusalFrom(sshd, { keyFile: at("key") });
    expect(failure).toMatchObject({
      code: "key-unreadable",
      data: {
        path: at("key"),
        reason: expect.stringMatching(reason) as string,
      },
    });
  });

  it("a key file that is not there, and the public half of one", async () => {
    for (const keyFile of [at("no-such"), `${sshd.keyFile}.pub`])
      expect(await refusalFrom(sshd, { keyFile })).toMatchObject({
        code: "key-unreadable",
        data: { path: keyFile },
      });
  });

  it("no cipher in common", async () => {
    expect(await refusalFrom(others, { user: "tech" })).toMatchObject({
      code: "no-common-algorithm",
    });
  });

  it("aborted while the host says nothing", async () => {
    const cable = await layCable(sshd.port);
    cable.stall();
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    expect(
      await refusalFrom(sshd, { port: cable.port, signal: abort.signal }),
    ).toMatchObject({ code: "aborted" });
    await cable.close();
  });

  describe("where only the server's own questions are answered", () => {
    let asking: Sshd;
    beforeAll(async () => {
      asking = await startSshd([
        "UsePAM yes",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication yes",
      ]);
    });
    afterAll(() => asking.stop());

    it("the password answers them", async () => {
      expect(await whoAmI({ user: "tech" }, asking)).toBe("tech");
    });
    it("and a wrong one is refused", async () => {
      expect(
        await refusalFrom(asking, {
          user: "tech",
          secrets: { password: "no" },
        }),
      ).toMatchObject({ code: "sign-in-refused" });
    });
  });

  it("a wrong password is not tried in both ways that a host offers", async () => {
    const both = await startSshd([
      "UsePAM yes",
      "KbdInteractiveAuthentication yes",
    ]);
    try {
      expect(await whoAmI({ user: "tech" }, both)).toBe("tech");
      const before = both.log().length;
      expect(
        await refusalFrom(both, { user: "tech", secrets: { password: "no" } }),
      ).toMatchObject({ code: "sign-in-refused" });
      const tries = both
        .log()
        .slice(before)
        .match(/Failed \S+ for tech/g);
      expect(tries?.filter((line) => !line.includes("none"))).toHaveLength(1);
    } finally {
      await both.stop();
    }
  });

  it("a host that wants key and password", async () => {
    const keyFile = sshd.keyFile;
    const two = await startSshd([
      "AuthenticationMethods publickey,password",
      `AuthorizedKeysFile ${keyFile}.pub`,
    ]);
    try {
      expect(await whoAmI({ user: "tech", keyFile }, two)).toBe("tech");
    } finally {
      await two.stop();
    }
  });

  describe("an address that leads to no SSH", () => {
    let server: Server | undefined;
    afterEach(() => server?.close());

    const saying = async (text: string, end: boolean): Promise<number> => {
      server = createServer((socket) => {
        socket.on("error", () => undefined);
        socket.write(text);
        if (end) socket.end();
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      return (server.address() as AddressInfo).port;
    };

    it("nobody listens", async () => {
      const port = await freePort();
      expect(await refusalFrom(sshd, { port })).toMatchObject({
        code: "port-closed",
        data: { address: "127.0.0.1", port },
      });
    });
    it("there is no way to it", async () => {
      // No TCP to a broadcast address: the system says so without a packet leaving.
      expect(
        await refusalFrom(sshd, { address: "255.255.255.255" }),
      ).toMatchObject({ code: "host-unreachable" });
    });
    it("a web server answers", async () => {
      const port = await saying("HTTP/1.1 400 Bad Request\r\n\r\n", true);
      expect(await refusalFrom(sshd, { port })).toMatchObject({
        code: "not-ssh",
      });
    });
    it.each([
      ["says nothing", ""],
      ["has had enough", "Not allowed at this time\r\n"],
      ["is at its limit", "Exceeded MaxStartups\r\n"],
    ])("a host that hangs up and %s", async (_what, text) => {
      const port = await saying(text, true);
      expect(await refusalFrom(sshd, { port })).toMatchObject({
        code: "host-throttles",
        retry: true,
      });
    });
  });

  it("no password is in the log or the transcript", async () => {
    let heard = "";
    const remote = await signedIn(sshd, {
      user: "tech",
      transcript: ({ bytes }) => (heard += Buffer.from(bytes).toString()),
    });
    const { stdout } = await remote.ask({
      script: "cat /proc/[0-9]*/cmdline | tr '\\0' ' '",
      label: "everybody's command lines",
    });
    await remote.close();
    expect(heard).toContain("sshd");
    expect(stdout).not.toContain(password);
    expect(heard).not.toContain(password);
  });
});
