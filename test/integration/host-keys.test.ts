import { execFile } from "node:child_process";
import {
  chmodSync,
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
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Station } from "../../common/model/station.ts";
import { assignments } from "../../common/model/shell.ts";
import { remoteScript } from "../../main/adapters/files/remote-script.ts";

const blob = (letter: string) => `AAAAC3NzaC1lZDI1NTE5${letter.repeat(48)}`;
const one = `ssh-ed25519 ${blob("A")} technician@laptop`;
const two = `ssh-ed25519 ${blob("B")} headquarters`;

let folder: string;
let home: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "forecourt-host-keys-"));
  home = join(folder, "home");
  file = join(home, ".ssh", "authorized_keys");
  mkdirSync(home);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As on a host, but with an account whose home is in the test's folder. */
function step(verb: string, keys: readonly string[] = [one, two]) {
  const { uid, gid } = statSync(home);
  const script = [
    remoteScript("lib.sh"),
    assignments({ STEP: "host-keys", USER: "tech", KEYS: keys.join("\n") }),
    remoteScript("steps/host-keys.sh"),
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

describe("the station's keys on a host", () => {
  it("are let in where there were none, and leave nothing behind", async () => {
    expect((await step("check")).code).toBe(10);
    expect(await step("apply")).toEqual({ code: 0, out: "" });
    expect(readFileSync(file, "utf8")).toBe(`${one}\n${two}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, ".ssh")).mode & 0o777).toBe(0o700);
    expect((await step("check")).code).toBe(0);
    expect((await step("verify")).code).toBe(0);
    expect((await step("undo", [])).code).toBe(0);
    expect(existsSync(join(home, ".ssh"))).toBe(false);
  });

  it("are added to what is there; undo takes back what was added and nothing else", async () => {
    mkdirSync(join(home, ".ssh"));
    // One of them is there already under another comment, and the last line has no end.
    const before = `# ours\nssh-ed25519 ${blob("A")} somebody\nfrom="10.0.0.0/8" ssh-ed25519 ${blob("C")} other`;
    writeFileSync(file, before, { mode: 0o640 });
    chmodSync(file, 0o640);
    expect((await step("apply")).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(`${before}\n${two}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    await step("apply");
    expect(readFileSync(file, "utf8")).toBe(`${before}\n${two}\n`);
    writeFileSync(
      file,
      `${readFileSync(file, "utf8")}ssh-ed25519 ${blob("D")} later\n`,
    );
    await step("undo", []);
    expect(readFileSync(file, "utf8")).toBe(
      `${before}\nssh-ed25519 ${blob("D")} later\n`,
    );
  });

  it("are not written through links of the account's", async () => {
    const target = join(folder, "passwd");
    writeFileSync(target, "root\n");
    mkdirSync(join(home, ".ssh"));
    symlinkSync(target, file);
    const { code, out } = await step("apply");
    expect(code).toBe(70);
    expect(out).toContain("host-keys-unusable");
    expect(readFileSync(target, "utf8")).toBe("root\n");
  });

  it("are read from the station file as lines of a .pub file, and nothing else", () => {
    const station = (key: string) =>
      Station.safeParse({
        id: "s-1",
        hosts: [{ name: "a", role: "server", address: "10.0.0.1" }],
        authorizedKeys: [key],
      }).success;
    expect(station(one)).toBe(true);
    for (const key of [
      `command="sh" ${one}`,
      `${one}\nssh-ed25519 ${blob("B")}`,
      "-----BEGIN OPENSSH PRIVATE KEY-----",
      `ssh-ed25519 ${blob("A")} a'b`,
      "",
    ])
      expect(station(key), key).toBe(false);
  });
});
