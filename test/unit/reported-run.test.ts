import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RunKind } from "../../common/model/events.ts";
import { RunStore } from "../../main/adapters/files/run-store.ts";
import { reportedRun } from "../../main/station/make-report.ts";
import { aPlan, aRecord, station } from "./run-samples.ts";

const folder = mkdtempSync(join(tmpdir(), "reported-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("which runs a report tells of", () => {
  const runs = new RunStore(folder, { now: () => 0 });
  const ids = {
    before: "20261125-140000-aa01",
    install: "20261126-140000-aa02",
    register: "20261126-150000-aa03",
    leave: "20261126-160000-aa04",
    undo: "20261127-140000-aa05",
    again: "20261127-150000-aa06",
  };
  const kinds: Record<keyof typeof ids, RunKind> = {
    before: "install",
    install: "install",
    register: "register",
    leave: "unregister",
    undo: "undo",
    again: "register",
  };
  for (const [name, id] of Object.entries(ids)) {
    const of = join(folder, "runs", station, id);
    mkdirSync(of, { recursive: true });
    const first = {
      seq: 1,
      time: "2026-11-26T14:00:00.000Z",
      type: "run-started",
      version: 1,
      run: id,
      kind: kinds[name as keyof typeof ids],
      app: "0.1.0",
      owner: "o",
      plan: aPlan,
    };
    writeFileSync(join(of, "journal.ndjson"), `${JSON.stringify(first)}\n`);
    const url = `https://${name}.example`;
    writeFileSync(
      join(of, "run.json"),
      JSON.stringify({
        ...aRecord,
        station: {
          ...aRecord.station,
          ...(name === "register" ? { rancher: { url } } : {}),
        },
      }),
    );
  }

  it.each<[keyof typeof ids, (keyof typeof ids)[]]>([
    ["before", ["before"]],
    ["install", ["install", "register", "leave"]],
    ["register", ["install", "register", "leave"]],
    ["leave", ["install", "register", "leave"]],
    ["undo", ["undo"]],
    ["again", ["again"]],
  ])("asked for %s it is %j", async (asked, expected) => {
    const { events: told } = await reportedRun(
      runs,
      await runs.find(ids[asked]),
    );
    const names = told.flatMap((event) =>
      event.type === "run-started" ? [event.run] : [],
    );
    expect(names).toEqual(expected.map((name) => ids[name]));
  });

  it("takes from the newest where it registers", async () => {
    const { record } = await reportedRun(runs, await runs.find(ids.register));
    // The newest is the one that left: its file says nothing of a Rancher any more.
    expect(record?.station.rancher).toBeUndefined();
    expect(record?.run).toBe(aRecord.run);
  });
});
