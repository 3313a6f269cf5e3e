import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RemoteHost } from "../../../main/ports/remote-host.ts";
import { failureFrom, noSshd, refusalFrom, signedIn } from "./signed-in.ts";
import { accounts, password, startSshd, type Sshd } from "./sshd.ts";

describe.skipIf(noSshd)("becoming root", () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd(["MaxSessions 10"]);
  });
  afterAll(() => sshd.stop());

  const { tech, remembered, once, free, plain } = accounts;

  it.each(["root", tech, remembered, once, free])("%s can", async (user) => {
    const remote = await signedIn(sshd, { user });
    const ask = (asRoot: boolean) =>
      remote.ask({ script: "id -u; cat", label: "who", asRoot, input: "in" });
    const [asRoot, asItself] = [await ask(true), await ask(false)];
    await remote.close();
    expect(asRoot).toEqual({ code: 0, stdout: "0\nin", stderr: "" });
    if (user !== "root") expect(asItself.stdout).toMatch(/^[1-9]\d*\nin$/);
  });

  it("the password is never taken for data, nor data for the password, whatever sudo remembers", async () => {
    for (const user of [remembered, free, tech]) {
      for (const round of [1, 2]) {
        const remote = await signedIn(sshd, { user });
        const answers = await Promise.all(
          [1, 2, 3].map((each) =>
            remote.ask({ script: "cat", label: "cat", input: `data ${each}` }),
          ),
        );
        await remote.close();
        expect([round, answers.map(({ stdout }) => stdout)]).toEqual([
          round,
          ["data 1", "data 2", "data 3"],
        ]);
      }
    }
  });

  it("a sudo password of its own", async () => {
    const secrets = { password, "sudo-password": "wrong" };
    expect(await refusalFrom(sshd, { user: tech, secrets })).toMatchObject({
      code: "sudo-password-wrong",
      data: { user: tech },
    });
    const remote = await signedIn(sshd, {
      user: tech,
      secrets: { password, "sudo-password": password },
    });
    await remote.close();
  });

  it("a wrong one where sudo takes only one", async () => {
    const secrets = { password, "sudo-password": "wrong" };
    expect(await refusalFrom(sshd, { user: once, secrets })).toMatchObject({
      code: "sudo-password-wrong",
    });
  });

  it("an account that is not in the sudoers file", async () => {
    expect(await refusalFrom(sshd, { user: plain })).toMatchObject({
      code: "sudo-not-allowed",
      data: { user: plain },
    });
  });

  it("nobody to ask for the sudo password of an account with a key", async () => {
    const { keyFile } = sshd;
    expect(
      await refusalFrom(sshd, { user: tech, keyFile, secrets: {} }),
    ).toMatchObject({ code: "secret-missing" });
  });
});

describe.skipIf(noSshd)("questions", () => {
  let sshd: Sshd;
  let remote: RemoteHost;
  let heard = "";
  beforeAll(async () => {
    sshd = await startSshd();
    remote = await signedIn(sshd, {
      user: accounts.tech,
      transcript: ({ bytes }) => (heard += Buffer.from(bytes).toString()),
    });
  });
  afterAll(async () => {
    await remote.close();
    await sshd.stop();
  });

  const ask = (script: string, input: string | Uint8Array = "") =>
    remote.ask({ script, label: "test", input });

  it("both streams, the code, and nothing of one question in the next", async () => {
    expect(await ask("echo out; echo err >&2; exit 7")).toEqual({
      code: 7,
      stdout: "out\n",
      stderr: "err\n",
    });
    expect(await ask("cd /etc; kept=1; umask 0; trap : EXIT")).toMatchObject({
      code: 0,
    });
    expect(await ask('pwd; umask; echo "[$kept]"')).toMatchObject({
      stdout: expect.stringMatching(/^\/(?!etc).*\n0022\n\[\]\n$/) as string,
    });
  });

  it("an `exit`, a `return` and an error of syntax end the script, not the shell", async () => {
    expect((await ask("exit 3")).code).toBe(3);
    expect((await ask("if then")).code).toBe(2);
    expect((await ask("set -eu; false; echo on")).stdout).toBe("");
    expect((await ask("echo still")).stdout).toBe("still\n");
  });

  it("letters, binary input, no end of line, much of everything", async () => {
    const letters = "油站 – ガソリン – ü '\"$(id)`\\ ".repeat(20_000);
    expect((await ask("cat", letters)).stdout).toBe(letters);
    const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => at % 256);
    expect((await ask("wc -c; echo end", bytes)).stdout).toBe("300000\nend\n");
    expect(
      (await ask(`printf '%s' '油' ; : ${"x".repeat(200_000)}`)).stdout,
    ).toBe("油");
    // A script that reads less than it is given leaves nothing behind.
    expect((await ask("head -c 1", letters)).stdout).toHaveLength(1);
    expect((await ask("echo next")).stdout).toBe("next\n");
  });

  it("a secret in the input is in no file, no transcript, no command line", async () => {
    const secret = randomBytes(9).toString("hex");
    const { stdout } = await remote.ask({
      label: "secret",
      secret: true,
      input: secret,
      script: "ls -l /proc/self/fd; cat /proc/[0-9]*/cmdline; cat",
    });
    expect(stdout).toContain("(deleted)");
    expect(stdout.match(new RegExp(secret, "g"))).toHaveLength(1);
    expect(heard).not.toContain(secret);
    expect(
      (
        await ask(
          'read -r secret; grep -rlF -- "$secret" /tmp /var/tmp /var/lib/forecourt || echo none',
          `${secret}\n`,
        )
      ).stdout,
    ).toBe("none\n");
  });

  it("out of time, and aborted: said so, and the next one works", async () => {
    expect(
      await failureFrom(
        remote.ask({ script: "sleep 5", label: "slow", timeout: 200 }),
      ),
    ).toMatchObject({ code: "timed-out", data: { step: "slow" } });
    const abort = new AbortController();
    const asked = remote.ask({
      script: "sleep 5",
      label: "slow",
      signal: abort.signal,
    });
    setTimeout(() => abort.abort(), 100);
    expect(await failureFrom(asked)).toMatchObject({ code: "aborted" });
    expect(
      await failureFrom(
        remote.ask({ script: "true", label: "late", signal: abort.signal }),
      ),
    ).toMatchObject({ code: "aborted" });
    expect((await ask("echo next")).stdout).toBe("next\n");
  });

  it("many at once, of root's and not, stay below what sshd allows", async () => {
    const before = sshd.log().length;
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        remote.ask({
          script: `sleep 0.02; echo ${at}`,
          label: "many",
          asRoot: at % 3 !== 0,
        }),
      ),
    );
    expect(answers.map(({ stdout }) => stdout.trim())).toEqual(
      Array.from({ length: 60 }, (_, at) => String(at)),
    );
    expect(sshd.log().slice(before)).not.toMatch(/no more sessions/);
  });

  it("a tunnel reaches what listens there, and says so where nothing does", async () => {
    const tunnel = await remote.tunnel(sshd.port);
    const greeting = await new Promise<Buffer>((resolve) =>
      tunnel.once("data", resolve),
    );
    tunnel.destroy();
    expect(greeting.toString()).toMatch(/^SSH-2.0/);
    expect(await failureFrom(remote.tunnel(1))).toMatchObject({
      code: "forwarding-refused",
      data: { port: 1 },
    });
  });

  it("a terminal", async () => {
    const shell = await remote.shell({ columns: 80, rows: 24 });
    const { stream } = shell;
    let painted = "";
    stream.on("data", (bytes: Buffer) => (painted += bytes.toString()));
    shell.resize({ columns: 101, rows: 33 });
    stream.write("stty size; exit\n");
    await new Promise((resolve) => stream.once("close", resolve));
    expect(painted).toContain("33 101");
  });
});
