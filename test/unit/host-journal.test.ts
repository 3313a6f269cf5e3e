import { describe, expect, it } from "vitest";
import type { RemoteHost } from "../../main/ports/remote-host.ts";
import { lastRunOn } from "../../main/station/host-journal.ts";
import { aPlan, run } from "./run-samples.ts";

const started = {
  type: "run-started",
  version: 1,
  run,
  kind: "install",
  app: "0.1.0",
  owner: "first@laptop",
  plan: aPlan,
};
const failed = { type: "run-ended", outcome: "failed", skipped: 0, bytes: 0 };
const resumed = {
  type: "run-resumed",
  app: "0.1.0",
  owner: "second@laptop",
  plan: aPlan,
};
const done = { ...failed, outcome: "done" };

/** One event as a laptop with this number for it sent it. */
const line = (seq: number, minute: number, event: object) =>
  JSON.stringify({
    seq,
    time: `2026-11-26T14:${String(minute).padStart(2, "0")}:00.000Z`,
    ...event,
  });

/** A host that answers every question with this: no more of one than reading the copy needs. */
const host = (stdout: string) =>
  ({
    name: "h1",
    ask: () => Promise.resolve({ code: 0, stdout, stderr: "" }),
  }) as unknown as RemoteHost;

const read = (...lines: string[]) =>
  lastRunOn(host([run, ...lines].join("\n")), () => "");

describe("a host's copy of the journal", () => {
  it("of two laptops, which number each their own way, has all of both", async () => {
    // The first told of progress in between, which is not copied.
    const found = await read(
      line(1, 0, started),
      line(90, 1, failed),
      line(3, 5, resumed),
      line(41, 6, done),
    );
    expect(found?.run).toBe(run);
    expect(
      found?.events.map(({ seq, type, time }) => [
        seq,
        type,
        time.slice(14, 16),
      ]),
    ).toEqual([
      [1, "run-started", "00"],
      [2, "run-ended", "01"],
      [3, "run-resumed", "05"],
      [4, "run-ended", "06"],
    ]);
  });

  it("that was sent twice over a cable that broke has each event once", async () => {
    const twice = [line(1, 0, started), line(2, 1, failed)];
    const found = await read(...twice, ...twice, line(3, 2, resumed), "");
    expect(found?.events.map(({ type }) => type)).toEqual([
      "run-started",
      "run-ended",
      "run-resumed",
    ]);
  });

  it("that is torn ends there, and one of nothing is none", async () => {
    const torn = line(2, 1, failed).slice(0, 20);
    expect((await read(line(1, 0, started), torn))?.events).toHaveLength(1);
    expect(await read(torn)).toBeUndefined();
    expect(await lastRunOn(host(""), () => "")).toBeUndefined();
    expect(
      await lastRunOn(host(`another-run\n${line(1, 0, started)}`), () => ""),
    ).toBeUndefined();
  });
});
