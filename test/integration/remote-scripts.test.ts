import { execFile } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerFailure } from "../../common/model/script-failure.ts";
import { assignments } from "../../common/model/shell.ts";
import { remoteScript } from "../../main/adapters/files/remote-script.ts";

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "forecourt-scripts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function sh(script: string): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      "/bin/sh",
      ["-c", script],
      { env: { ...process.env, FORECOURT_BASE: join(folder, "base") } },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === "number" ? error.code : 0,
          stdout,
          stderr,
        }),
    );
  });
}

/** Runs shell code behind the library, as the step "host-kernel". */
const step = (code: string, name = "host-kernel") =>
  sh(`STEP=${name}\n${remoteScript("lib.sh")}\n${code}`);

describe("the ledger", () => {
  const path = () => join(folder, "etc", "deep", "file.conf");

  it("a file that was not there: placed with its mode, and gone again with its folders", async () => {
    const { code } = await step(`printf 'one\\n' | place '${path()}' 0640`);
    expect(code).toBe(0);
    expect(readFileSync(path(), "utf8")).toBe("one\n");
    expect(lstatSync(path()).mode & 0o777).toBe(0o640);
    await step("revert");
    expect(existsSync(join(folder, "etc"))).toBe(false);
    expect(existsSync(join(folder, "base", "ledger", "host-kernel"))).toBe(
      false,
    );
  });

  it("a file that was there comes back as it was, however often it was replaced", async () => {
    mkdirSync(join(folder, "etc", "deep"), { recursive: true });
    writeFileSync(path(), "before\n", { mode: 0o600 });
    utimesSync(path(), 1000, 1000);
    await step(`printf 'one\\n' | place '${path()}' 0644`);
    await step(`printf 'two\\n' | place '${path()}' 0644`);
    await step(`printf 'three\\n' | place '${path()}' 0644`, "docker-config");
    expect(readFileSync(path(), "utf8")).toBe("three\n");
    await step("revert", "docker-config");
    await step("revert");
    expect(readFileSync(path(), "utf8")).toBe("before\n");
    const { mode, mtimeMs } = lstatSync(path());
    expect([mode & 0o777, mtimeMs]).toEqual([0o600, 1_000_000]);
  });

  it("a link that was there comes back as a link", async () => {
    mkdirSync(join(folder, "etc", "deep"), { recursive: true });
    symlinkSync("elsewhere", path());
    await step(`printf 'one\\n' | place '${path()}' 0644`);
    expect(lstatSync(path()).isFile()).toBe(true);
    await step("revert");
    expect(readlinkSync(path())).toBe("elsewhere");
  });

  it("what says the same already is not touched and not noted", async () => {
    mkdirSync(join(folder, "etc", "deep"), { recursive: true });
    writeFileSync(path(), "same\n", { mode: 0o644 });
    const { code } = await step(`printf 'same\\n' | place '${path()}' 0644`);
    expect(code).toBe(1);
    expect(existsSync(join(folder, "base", "ledger", "host-kernel"))).toBe(
      false,
    );
  });

  it("killed between the note and the deed: taking back finds nothing to do", async () => {
    await step(`remember '${path()}'`);
    const { code } = await step("revert");
    expect(code).toBe(0);
  });

  it("a folder that programs filled goes whole; one that had something in it stays", async () => {
    const ours = join(folder, "ours");
    const theirs = join(folder, "theirs");
    const empty = join(folder, "empty");
    mkdirSync(theirs);
    mkdirSync(empty);
    writeFileSync(join(theirs, "x"), "x");
    await step(`claim_dir '${ours}'; claim_dir '${theirs}'; claim_dir '${empty}'
      mkdir '${ours}'; : >'${ours}/a'; : >'${theirs}/b'; : >'${empty}/c'`);
    await step("revert");
    expect(existsSync(ours)).toBe(false);
    expect(existsSync(join(theirs, "x"))).toBe(true);
    expect(existsSync(empty)).toBe(true);
    expect(existsSync(join(empty, "c"))).toBe(false);
  });

  it("somebody's file in a folder of ours keeps the folder", async () => {
    await step(`printf 'one\\n' | place '${path()}' 0644`);
    writeFileSync(join(folder, "etc", "theirs"), "x");
    await step("revert");
    expect(existsSync(path())).toBe(false);
    expect(existsSync(join(folder, "etc", "theirs"))).toBe(true);
  });
});

describe("what a script says of its failure", () => {
  it("a code with data, whatever is in them", async () => {
    const answer = await step(
      `echo before; fail disk-full "path=/a b" "seconds=7" "reason=two
lines"`,
    );
    expect(answer.code).toBe(70);
    expect(answerFailure("h", "l", answer).failure).toMatchObject({
      code: "disk-full",
      host: "h",
      command: "l",
      exitCode: 70,
      data: { path: "/a b", seconds: 7, reason: "two lines" },
      lastLines: ["before"],
    });
  });

  it("nothing: its exit code and last lines", async () => {
    const answer = await step("echo out; echo err >&2; exit 3");
    expect(answerFailure("h", "l", answer).failure).toMatchObject({
      code: "job-failed",
      exitCode: 3,
      lastLines: ["out", "err"],
    });
  });

  it("a code that there is not", async () => {
    expect(
      answerFailure("h", "l", await step("fail no-such-code")).failure.code,
    ).toBe("job-failed");
  });
});

describe("the hold", () => {
  const hold = (verb: string, run: string, more: Record<string, string> = {}) =>
    sh(
      [
        remoteScript("lib.sh"),
        assignments({
          VERB: verb,
          RUN: run,
          OWNER: `${run}@laptop`,
          STALE: "45",
          ...more,
        }),
        remoteScript("hold.sh"),
      ].join("\n"),
    );
  const failure = (ran: Ran) => answerFailure("h", "hold", ran).failure;

  it("is one's, until it is given back", async () => {
    expect((await hold("take", "a")).code).toBe(0);
    expect(failure(await hold("take", "b"))).toMatchObject({
      code: "host-busy",
      data: { owner: "a@laptop" },
    });
    expect((await hold("beat", "a")).code).toBe(0);
    expect(failure(await hold("beat", "b")).code).toBe("host-busy");
    expect((await hold("release", "b")).code).toBe(0);
    expect(failure(await hold("take", "b")).code).toBe("host-busy");
    await hold("release", "a");
    expect((await hold("take", "b")).code).toBe(0);
  });

  it("the same run takes its own back at once", async () => {
    await hold("take", "a");
    expect((await hold("take", "a")).code).toBe(0);
  });

  it("a silent one counts for nothing", async () => {
    await hold("take", "a");
    writeFileSync(join(folder, "base", "hold", "beat"), "1000\n");
    expect((await hold("take", "b")).code).toBe(0);
    expect(failure(await hold("beat", "a")).code).toBe("host-busy");
  });

  it("twenty at once: one has it", async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => hold("take", `run-${n}`)),
    );
    expect(all.filter(({ code }) => code === 0)).toHaveLength(1);
  });

  it("a silent one and twenty at once: still one", async () => {
    await hold("take", "a");
    writeFileSync(join(folder, "base", "hold", "beat"), "1000\n");
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => hold("take", `run-${n}`)),
    );
    expect(all.filter(({ code }) => code === 0)).toHaveLength(1);
  });

  it("given back clean, our folder goes; but not while something is noted", async () => {
    await hold("take", "a");
    await step(`printf x | place '${join(folder, "f")}' 0644`);
    await hold("release", "a", { CLEAN: "yes" });
    expect(existsSync(join(folder, "base", "ledger"))).toBe(true);
    await step("revert");
    await hold("take", "a");
    await hold("release", "a", { CLEAN: "yes" });
    expect(existsSync(join(folder, "base"))).toBe(false);
  });
});
