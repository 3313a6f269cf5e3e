import { spawn } from "node:child_process";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewRunEvent } from "../../common/model/events.ts";
import { takeLock } from "../../main/adapters/files/lock-file.ts";
import { openPins } from "../../main/adapters/files/pins.ts";
import { RunStore } from "../../main/adapters/files/run-store.ts";
import { openSequences } from "../../main/adapters/files/sequences.ts";
import {
  openStateFolder,
  stateFolderPath,
} from "../../main/adapters/files/state-folder.ts";
import { systemClock } from "../../main/adapters/files/system-clock.ts";
import { openJournal } from "../../main/logs/journal.ts";
import { Redactor } from "../../main/logs/redactor.ts";

let state: string;
let now: number;
const clock = { now: () => now };
let store: RunStore;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "state-"));
  now = Date.UTC(2026, 10, 23, 17, 1, 2);
  store = new RunStore(state, clock);
});
afterEach(() => rm(state, { recursive: true }));

const bundle = { name: "b", sequence: 1, digest: "d", k3s: "1", docker: "2" };
function started(run: string): NewRunEvent {
  return {
    type: "run-started",
    version: 1,
    run,
    kind: "install",
    app: "0.1.0",
    owner: "a@b",
    plan: { station: "s1", bundle, steps: [] },
  };
}
function ended(outcome: "done" | "failed"): NewRunEvent {
  return { type: "run-ended", outcome, skipped: 0, bytes: 0 };
}

async function run(...events: ((run: string) => NewRunEvent)[]) {
  const opened = await store.create("s1");
  const journal = await openJournal(opened.folder, {
    redactor: new Redactor(),
    clock,
  });
  for (const event of events) await journal.append(event(opened.run));
  await journal.close();
  now += 60_000;
  return opened;
}

/** A pid that surely belongs to nobody now. */
async function deadPid(): Promise<number> {
  const child = spawn("true");
  await new Promise((resolve) => child.on("exit", resolve));
  return child.pid ?? 0;
}

describe("state folder", () => {
  it("follows FORECOURT_HOME, then the system's custom", () => {
    const at = (platform: NodeJS.Platform, env: Record<string, string>) =>
      stateFolderPath({ platform, env, home: "/home/t" });
    expect(at("linux", {})).toBe("/home/t/.local/share/forecourt");
    expect(at("linux", { XDG_DATA_HOME: "/d" })).toBe("/d/forecourt");
    expect(at("linux", { XDG_DATA_HOME: "d" })).toBe(
      "/home/t/.local/share/forecourt",
    );
    expect(at("linux", { FORECOURT_HOME: "/x", XDG_DATA_HOME: "/d" })).toBe(
      "/x",
    );
    expect(at("darwin", {})).toBe(
      "/home/t/Library/Application Support/Forecourt",
    );
    expect(at("win32", { LOCALAPPDATA: "/l" })).toBe("/l/Forecourt");
  });

  it("is closed to others, also where it was open before", async () => {
    const path = join(state, "a", "b");
    await openStateFolder(path);
    await chmod(path, 0o755);
    await openStateFolder(path);
    for (const folder of [path, join(state, "a")])
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it("names a folder that cannot be made", async () => {
    await writeFile(join(state, "file"), "");
    await expect(
      openStateFolder(join(state, "file", "x")),
    ).rejects.toMatchObject({ failure: { code: "file-unreadable" } });
  });
});

describe("run store", () => {
  it("names runs by time and keeps their folders closed", async () => {
    const { run: id, folder } = await store.create("s1");
    expect(id).toMatch(/^20261123-170102-[0-9a-f]{4}$/);
    expect(folder).toBe(join(state, "runs", "s1", id));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it("gives a run to one holder at a time", async () => {
    const first = await run(started);
    await expect(store.open("s1", first.run)).rejects.toMatchObject({
      failure: { code: "run-busy", data: { run: first.run } },
    });
    await first.release();
    const again = await store.open("s1", first.run);
    await again.release();
    expect((await readdir(first.folder)).sort()).toEqual([
      "journal.ndjson",
      "lock.2",
    ]);
  });

  it("sees another process that holds a run", async () => {
    const mine = await run(started);
    await mine.release();
    const child = spawn(
      process.execPath,
      [
        "--input-type=module",
        "-e",
        `import { RunStore } from ${JSON.stringify(new URL("../../main/adapters/files/run-store.ts", import.meta.url).href)};
         await new RunStore(${JSON.stringify(state)}, Date).open("s1", ${JSON.stringify(mine.run)});
         console.log("held");
         setInterval(() => undefined, 1000);`,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await expect(store.open("s1", mine.run)).rejects.toMatchObject({
      failure: { code: "run-busy" },
    });
    const gone = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    await (await store.open("s1", mine.run)).release();
  });

  it("takes over the lock of a dead process, of a used-again pid, and a damaged one", async () => {
    const opened = await run(started);
    const { run: id, folder } = opened;
    await opened.release();
    for (const lock of [
      JSON.stringify({ pid: await deadPid(), began: "" }),
      JSON.stringify({ pid: process.pid, began: "another boot:1" }),
      "",
      "{",
    ]) {
      for (const name of await readdir(folder))
        if (name.startsWith("lock.")) await rm(join(folder, name));
      await writeFile(join(folder, "lock.1"), lock);
      await (await store.open("s1", id)).release();
    }
  });

  it("has one winner among many that find a stale lock", async () => {
    for (let round = 0; round < 30; round += 1) {
      const folder = await mkdtemp(join(state, "round-"));
      await writeFile(
        join(folder, "lock.3"),
        JSON.stringify({ pid: 2 ** 22 + 1, began: "" }),
      );
      const locks = await Promise.all(
        Array.from({ length: 8 }, () => takeLock(folder)),
      );
      const held = locks.filter((lock) => lock !== undefined);
      expect(held).toHaveLength(1);
      expect(await readdir(folder)).toEqual(["lock.4"]);
      expect(await takeLock(folder)).toBeUndefined();
      await held[0]?.release();
      expect(await takeLock(folder)).toBeDefined();
    }
  });

  it("never has two holders at once, however they come and go", async () => {
    const folder = await mkdtemp(join(state, "busy-"));
    let holders = 0;
    let taken = 0;
    const worker = async () => {
      for (let turn = 0; turn < 40; turn += 1) {
        const lock = await takeLock(folder);
        if (lock === undefined) continue;
        holders += 1;
        taken += 1;
        expect(holders).toBe(1);
        await new Promise(setImmediate);
        holders -= 1;
        await lock.release();
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    expect(taken).toBeGreaterThan(5);
  });

  it("finds the newest run where it did not end well", async () => {
    expect(await store.latestUnfinished("s1")).toBeUndefined();
    const failed = await run(started, () => ended("failed"));
    const open = await run(started);
    await run(); // never started
    expect(await store.latestUnfinished("s1")).toMatchObject({
      run: open.run,
      outcome: "open",
      kind: "install",
    });
    const done = await run(started, () => ended("done"));
    expect(await store.latestUnfinished("s1")).toBeUndefined();
    expect(
      (await store.list("s1")).map(({ run: id, outcome }) => [id, outcome]),
    ).toEqual([
      [done.run, "done"],
      [open.run, "open"],
      [failed.run, "failed"],
    ]);
    expect(await store.stations()).toEqual(["s1"]);
  });

  it("counts a run that was taken up again as open", async () => {
    const resumed: NewRunEvent = {
      type: "run-resumed",
      app: "0.1.0",
      owner: "a@b",
      plan: { station: "s1", bundle, steps: [] },
    };
    await run(
      started,
      () => ended("failed"),
      () => resumed,
    );
    expect(await store.latestUnfinished("s1")).toMatchObject({
      outcome: "open",
    });
  });

  it("leaves nothing of a run that never started, and all of one that did", async () => {
    await (await run()).discardIfEmpty();
    expect(await readdir(join(state, "runs"))).toEqual([]);
    const kept = await run(started);
    await (await run()).discardIfEmpty();
    await kept.discardIfEmpty();
    expect(await readdir(kept.folder)).toContain("journal.ndjson");
    expect(await readdir(join(state, "runs", "s1"))).toEqual([kept.run]);
  });

  it.each([
    ["s1", "20261123-170102-ab12"],
    ["s1", "../../etc"],
    ["../x", "20261123-170102-ab12"],
  ])("does not know station %s, run %s", async (station, id) => {
    await expect(store.open(station, id)).rejects.toMatchObject({
      failure: { code: "run-unknown" },
    });
  });
});

describe("pins and sequences", () => {
  it("keeps host keys per station", async () => {
    const pins = openPins(state, "s1");
    expect(await pins.get("h1")).toBeUndefined();
    await Promise.all([
      pins.set("h1", "SHA256:a"),
      openPins(state, "s1").set("h2", "SHA256:b"),
    ]);
    expect(await pins.get("h1")).toBe("SHA256:a");
    expect(await pins.get("h2")).toBe("SHA256:b");
    expect(await pins.get("constructor")).toBeUndefined();
    expect(await openPins(state, "s2").get("h1")).toBeUndefined();
    const folder = join(state, "stations", "s1");
    expect(await readdir(folder)).toEqual(["host-keys.json"]);
    expect((await stat(join(folder, "host-keys.json"))).mode & 0o777).toBe(
      0o600,
    );
  });

  it("never forgets pins because their file is damaged", async () => {
    const folder = join(state, "stations", "s1");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "host-keys.json"), '{"h1":');
    const pins = openPins(state, "s1");
    for (const attempt of [
      () => pins.get("h1"),
      () => pins.set("h1", "SHA256:a"),
    ])
      await expect(attempt()).rejects.toMatchObject({
        failure: { code: "file-unreadable" },
      });
    expect(await readFile(join(folder, "host-keys.json"), "utf8")).toBe(
      '{"h1":',
    );
  });

  it("only raises sequences, each key's own", async () => {
    const sequences = openSequences(state);
    expect(await sequences.highest("k")).toBe(0);
    await Promise.all([5, 7, 3].map((n) => sequences.seen("k", n)));
    expect(await openSequences(state).highest("k")).toBe(7);
    expect(await sequences.highest("other")).toBe(0);
  });
});

describe("system clock", () => {
  it("sleeps, and wakes with the signal's reason", async () => {
    await systemClock.sleep(1);
    const control = new AbortController();
    const reason = new Error("stop");
    const sleep = systemClock.sleep(60_000, control.signal);
    control.abort(reason);
    await expect(sleep).rejects.toBe(reason);
    await expect(systemClock.sleep(60_000, control.signal)).rejects.toBe(
      reason,
    );
  });
});
