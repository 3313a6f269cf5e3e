import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { ensureEngine, stopEngine } from "../lab/engine.ts";
import { cachedFile, withLock } from "../lab/folders.ts";
import { chooseNet } from "../lab/network.ts";
import { ensurePackages, labUnavailable } from "../lab/packages.ts";
import { run } from "../lab/process.ts";

const why = labUnavailable();

describe("the lab's subnet", () => {
  it("is the usual one where nobody else has it", () => {
    expect(chooseNet([{ dst: "default", dev: "eth0" }])).toBe("10.99.7");
    expect(chooseNet([{ dst: "10.0.0.0/8", dev: "tun0" }])).toBe("10.99.7");
  });
  it("is the same when the lab's own bridge is already there", () => {
    expect(chooseNet([{ dst: "10.99.7.0/24", dev: "fc-10-99-7" }])).toBe(
      "10.99.7",
    );
  });
  it("is the next one where another interface has it", () => {
    expect(
      chooseNet([
        { dst: "10.99.7.0/24", dev: "br-other" },
        { dst: "10.99.8.4", dev: "tun0" },
      ]),
    ).toBe("10.99.9");
  });
  it("can be forced, but not to nonsense and not to somebody else's", () => {
    expect(chooseNet([], "10.99.17")).toBe("10.99.17");
    for (const nonsense of ["10.99", "10.99.7.0", "10.99.256", "10.99.x", "a"])
      expect(() => chooseNet([], nonsense)).toThrow(/FORECOURT_LAB_NET/);
    expect(() =>
      chooseNet([{ dst: "10.99.17.0/24", dev: "eth1" }], "10.99.17"),
    ).toThrow(/eth1/);
  });
});

describe.skipIf(why !== undefined)("what the lab stands on", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-lab-test-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("lets one at a time hold a lock, and lets go after a failure", async () => {
    const lock = join(folder, "lock");
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await sleep(50);
      inside -= 1;
      throw new Error("failed");
    };
    const ends = await Promise.allSettled(
      [1, 2, 3].map(() => withLock(lock, work)),
    );
    expect(ends.map((end) => end.status)).toEqual(Array(3).fill("rejected"));
  });

  it("makes a cached file once, and leaves nothing of a failed try", async () => {
    const before = process.env["FORECOURT_LAB_DIR"];
    process.env["FORECOURT_LAB_DIR"] = folder;
    try {
      const broken = cachedFile("tree", (path) => {
        writeFileSync(path, "half");
        return Promise.reject(new Error("no space"));
      });
      await expect(broken).rejects.toThrow("no space");
      expect(existsSync(join(folder, "tree"))).toBe(false);
      let made = 0;
      const make = (path: string) => {
        made += 1;
        writeFileSync(path, "whole");
        return Promise.resolve();
      };
      const files = await Promise.all(
        [1, 2].map(() => cachedFile("tree", make)),
      );
      expect(made).toBe(1);
      expect(readFileSync(files[0] ?? "", "utf8")).toBe("whole");
    } finally {
      if (before === undefined) delete process.env["FORECOURT_LAB_DIR"];
      else process.env["FORECOURT_LAB_DIR"] = before;
    }
  });

  it("installs nothing that is there already", async () => {
    const before = statSync("/var/lib/dpkg/status").mtimeMs;
    await ensurePackages(["bash", "coreutils"]);
    expect(statSync("/var/lib/dpkg/status").mtimeMs).toBe(before);
  });

  it("takes up a running engine, and mends what a killed one left", async () => {
    const before = process.env["FORECOURT_LAB_NET"];
    process.env["FORECOURT_LAB_NET"] = "10.99.57";
    const pid = () =>
      Number(
        readFileSync("/var/lib/forecourt-lab/10.99.57/engine/pid", "utf8"),
      );
    try {
      await ensureEngine();
      const first = pid();
      await Promise.all([ensureEngine(), ensureEngine()]);
      expect(pid()).toBe(first);
      process.kill(first, "SIGKILL");
      await sleep(500);
      expect(existsSync("/sys/class/net/fc-10-99-57")).toBe(true);
      const engine = await ensureEngine();
      expect(pid()).not.toBe(first);
      await expect(engine.docker("ps")).resolves.toContain("CONTAINER");
      await run("ip", ["link", "delete", "fc-10-99-57"]);
      await ensureEngine();
      expect(existsSync("/sys/class/net/fc-10-99-57")).toBe(true);
      const last = pid();
      await stopEngine();
      expect(existsSync(`/proc/${last}`)).toBe(false);
      expect(existsSync("/sys/class/net/fc-10-99-57")).toBe(false);
    } finally {
      try {
        await stopEngine();
        rmSync("/var/lib/forecourt-lab/10.99.57", { recursive: true });
      } finally {
        if (before === undefined) delete process.env["FORECOURT_LAB_NET"];
        else process.env["FORECOURT_LAB_NET"] = before;
      }
    }
  });
});
