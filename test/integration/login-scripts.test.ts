import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { assignments } from "../../common/model/shell.ts";
import { remoteScript } from "../../main/adapters/files/remote-script.ts";
import { ensurePackages } from "../lab/packages.ts";

let folder: string;
let home: string;
const at = (name: string) => join(home, ".ssh", name);
const read = (name: string) => readFileSync(at(name), "utf8");

beforeAll(() => ensurePackages(["openssh-client"]));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "forecourt-login-"));
  home = join(folder, "home");
  mkdirSync(home);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As on a host, but with an account whose home is in the test's folder. */
function step(
  name: "login-key" | "login-known",
  verb: string,
  parameters: Record<string, string> = {},
) {
  const { uid, gid } = statSync(home);
  const script = [
    remoteScript("lib.sh"),
    assignments({
      STEP: name,
      USER: "tech",
      COMMENT: "forecourt s-1",
      CONFIG: "Host till\n  User tech",
      KNOWN: "till ssh-ed25519 AAAA",
      NAMES: "till",
      ...parameters,
    }),
    remoteScript(`steps/${name}.sh`),
    `account() { printf '%s\\n' 'tech:x:${uid}:${gid}::${home}:/bin/sh'; }`,
    verb,
  ].join("\n");
  return new Promise<{ code: number; out: string }>((resolve) => {
    const env = { ...process.env, FORECOURT_BASE: join(folder, "base") };
    execFile("/bin/sh", ["-c", script], { env }, (error, out, problem) =>
      resolve({
        code: typeof error?.code === "number" ? error.code : 0,
        out: out + problem,
      }),
    );
  });
}
const done = { code: 0, out: "" };

describe("the server's key for the agents", () => {
  it("is made once, for the account alone, and leaves nothing behind", async () => {
    expect((await step("login-key", "check")).code).toBe(10);
    expect(await step("login-key", "apply")).toEqual(done);
    expect(await step("login-key", "verify")).toEqual(done);
    expect(statSync(at("id_forecourt")).mode & 0o777).toBe(0o600);
    expect(read("id_forecourt.pub")).toMatch(/^ssh-ed25519 \S+ forecourt s-1\n$/); // prettier-ignore
    expect((await step("login-key", "check")).code).toBe(0);
    expect(await step("login-key", "undo")).toEqual(done);
    expect(existsSync(join(home, ".ssh"))).toBe(false);
  });

  it("one whose halves do not fit is made anew; undo brings back what was there", async () => {
    mkdirSync(join(home, ".ssh"));
    writeFileSync(at("id_forecourt"), "broken\n");
    writeFileSync(at("id_forecourt.pub"), "ssh-ed25519 AAAA mine\n");
    expect((await step("login-key", "check")).code).toBe(10);
    expect(await step("login-key", "apply")).toEqual(done);
    expect(await step("login-key", "verify")).toEqual(done);
    expect(await step("login-key", "undo")).toEqual(done);
    expect(read("id_forecourt")).toBe("broken\n");
    expect(read("id_forecourt.pub")).toBe("ssh-ed25519 AAAA mine\n");
  });

  it("is not written through a link of the account's", async () => {
    const target = join(folder, "shadow");
    writeFileSync(target, "root\n");
    mkdirSync(join(home, ".ssh"));
    symlinkSync(target, at("id_forecourt"));
    const { code, out } = await step("login-key", "apply");
    expect(code).toBe(70);
    expect(out).toContain("host-keys-unusable");
    expect(readFileSync(target, "utf8")).toBe("root\n");
  });
});

describe("the agents, known to the server", () => {
  beforeEach(() => mkdirSync(join(home, ".ssh")));

  it("stand before what the account has of its own; undo takes only them", async () => {
    const own = "Host *\n  ServerAliveInterval 9\n";
    writeFileSync(at("config"), own, { mode: 0o644 });
    expect(await step("login-known", "apply")).toEqual(done);
    expect(read("config")).toBe(
      `# forecourt begin\nHost till\n  User tech\n# forecourt end\n${own}`,
    );
    expect(read("known_hosts_forecourt")).toBe("till ssh-ed25519 AAAA\n");
    expect((await step("login-known", "check")).code).toBe(0);
    // One more agent: the old words go, the account's stay.
    const more = { CONFIG: "Host till camera" };
    expect((await step("login-known", "check", more)).code).toBe(10);
    expect(await step("login-known", "apply", more)).toEqual(done);
    expect(read("config").match(/forecourt begin/g)).toHaveLength(1);
    expect(await step("login-known", "undo")).toEqual(done);
    expect(read("config")).toBe(own);
    expect(existsSync(at("known_hosts_forecourt"))).toBe(false);
  });

  it("a config that was not there is gone again, but not one that somebody added to", async () => {
    expect(await step("login-known", "apply")).toEqual(done);
    expect(await step("login-known", "undo")).toEqual(done);
    expect(existsSync(at("config"))).toBe(false);
    expect(await step("login-known", "apply")).toEqual(done);
    writeFileSync(at("config"), `${read("config")}Host later\n`);
    expect(await step("login-known", "undo")).toEqual(done);
    expect(read("config")).toBe("Host later\n");
  });

  it("an agent that cannot be signed in to is named", async () => {
    await step("login-known", "apply");
    const refusing =
      "as_account() { echo 'Permission denied (publickey).'; return 255; }\nverify";
    const { code, out } = await step("login-known", refusing);
    expect(code).toBe(70);
    expect(out).toContain("reason=till: Permission denied (publickey).");
  });

  it("are not written through a link of the account's", async () => {
    const target = join(folder, "passwd");
    writeFileSync(target, "root\n");
    symlinkSync(target, at("config"));
    expect((await step("login-known", "apply")).code).toBe(70);
    expect(readFileSync(target, "utf8")).toBe("root\n");
  });
});
