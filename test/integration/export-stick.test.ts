import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failureOf } from "../../common/model/failure.ts";
import { writeNewFile } from "../../main/adapters/files/new-file.ts";
import { writeZip, type Part } from "../../main/logs/export/zip-file.ts";
import { mustRun } from "../lab/process.ts";
import { unzipped } from "../unzipped.ts";

const megabyte = 1024 * 1024;
const { signal } = new AbortController();

/** A stick of two megabytes: memory that is mounted, and as real as one to whoever writes to it. */
describe("an export onto a stick", () => {
  let stick: string;
  let plugged = false;
  beforeEach(async () => {
    stick = mkdtempSync(join(tmpdir(), "stick-"));
    await mustRun("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", stick]);
    plugged = true;
  });
  afterEach(async () => {
    if (plugged) await pullOut();
    rmSync(stick, { recursive: true });
  });

  async function pullOut(): Promise<void> {
    plugged = false;
    await mustRun("umount", ["--lazy", stick]);
  }

  /** So much that cannot be packed, though it says that it is small; `halfway` happens in its middle. */
  function part(
    megabytes: number,
    halfway: () => Promise<void> = () => Promise.resolve(),
  ): Part {
    return {
      path: "log",
      size: 1000,
      async *open() {
        for (let at = 0; at < 8 * megabytes; at += 1) {
          if (at === 4 * megabytes) await halfway();
          yield randomBytes(megabyte / 8);
        }
      },
    };
  }

  async function refusal(work: Promise<unknown>) {
    const error: unknown = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return failure;
  }

  const save = (out: string, ...parts: Part[]) =>
    writeZip(out, parts, () => [], { signal });

  it("that has room has it whole", async () => {
    const out = join(stick, "run.zip");
    await save(out, part(1));
    expect((await unzipped(out)).get("log")).toHaveLength(megabyte);
    expect(readdirSync(stick)).toEqual(["run.zip"]);
  });

  it("that is full before its end says how much is missing, and has no half file", async () => {
    writeFileSync(join(stick, "photos"), Buffer.alloc(megabyte));
    const { code, data } = await refusal(save(join(stick, "run.zip"), part(3)));
    expect(code).toBe("output-too-small");
    expect(data).toMatchObject({ path: join(stick, "run.zip") });
    expect(data["free"]).toBeLessThanOrEqual(megabyte);
    expect(readdirSync(stick)).toEqual(["photos"]);
  });

  it("that is pulled out meanwhile is told; nothing is left behind where it was", async () => {
    const out = join(stick, "run.zip");
    expect((await refusal(save(out, part(1, pullOut)))).code).toBe(
      "output-lost",
    );
    expect(readdirSync(stick)).toEqual([]);
  });

  it("whose folder has gone with it is told as that", async () => {
    const folder = join(stick, "visits");
    mkdirSync(folder);
    await pullOut();
    expect(existsSync(folder)).toBe(false);
    expect((await refusal(save(join(folder, "run.zip"), part(1)))).code).toBe(
      "output-lost",
    );
    expect(readdirSync(stick)).toEqual([]);
  });

  it("that is write-protected is told", async () => {
    await mustRun("mount", ["-o", "remount,ro", stick]);
    expect((await refusal(save(join(stick, "run.zip"), part(1)))).code).toBe(
      "output-lost",
    );
    expect(readdirSync(stick)).toEqual([]);
  });

  it("a report that does not fit leaves no half file either", async () => {
    const out = join(stick, "report.pdf");
    const { code, data } = await refusal(
      writeNewFile(out, randomBytes(3 * megabyte)),
    );
    expect(code).toBe("output-too-small");
    expect(data).toMatchObject({ need: 3 * megabyte, free: 2 * megabyte });
    expect(readdirSync(stick)).toEqual([]);
  });
});
