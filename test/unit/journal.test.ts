import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RunEvent, type NewRunEvent } from "../../common/model/events.ts";
import { Failed, failureCodes } from "../../common/model/failure.ts";
import { stepNames } from "../../common/model/plan.ts";
import {
  journalPath,
  openJournal,
  readJournal,
} from "../../main/logs/journal.ts";
import { Redactor } from "../../main/logs/redactor.ts";

let folder: string;
let now = 1_795_000_000_000;
const clock = { now: () => (now += 10) };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "journal-"));
});
afterEach(() => rm(folder, { recursive: true }));

const started: NewRunEvent = {
  type: "run-started",
  version: 1,
  run: "20261123-170102-ab12",
  kind: "install",
  app: "0.1.0",
  owner: "jö@laptop 站",
  plan: {
    station: "s1",
    bundle: {
      name: "b",
      sequence: 1,
      digest: "ab",
      k3s: "v1.35.1+k3s1",
      docker: "29.0.1",
    },
    steps: [
      {
        id: "h1/k3s-start",
        name: "k3s-start",
        host: "h1",
        after: [],
        bytes: 0,
        seconds: 30,
        changes: ["k3s.service"],
      },
    ],
  },
};
const stepStarted: NewRunEvent = { type: "step-started", step: "h1/k3s-start" };
const progress: NewRunEvent = {
  type: "step-progress",
  step: "h1/k3s-start",
  phase: "wait",
  bytes: 0,
  totalBytes: 0,
  line: "wäit 等",
};
const stepEnded: NewRunEvent = {
  type: "step-ended",
  step: "h1/k3s-start",
  outcome: "failed",
  bytes: 0,
  took: 12.5,
  failure: {
    code: "sudo-password-wrong",
    host: "h1",
    command: "k3s start",
    exitCode: 3,
    lastLines: ["the password is wrong"],
    data: { user: "tech" },
    retry: false,
  },
};

async function write(...events: NewRunEvent[]) {
  const journal = await openJournal(folder, {
    redactor: new Redactor(),
    clock,
  });
  for (const event of events) await journal.append(event);
  await journal.close();
}

describe("journal", () => {
  it("gives numbers and times, and reads back what was written", async () => {
    await write(started, stepStarted, progress, stepEnded);
    const { events, torn } = await readJournal(folder);
    expect(torn).toBe(false);
    expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
    expect(events[3]).toMatchObject(stepEnded);
    expect(Date.parse(events[0]?.time ?? "")).toBeGreaterThan(0);
  });

  it("keeps the order of events appended at once, and shows each after it is in the file", async () => {
    const journal = await openJournal(folder, {
      redactor: new Redactor(),
      clock,
    });
    const seen: number[] = [];
    const inFile: Promise<boolean>[] = [];
    const stop = journal.onEvent((event) => {
      seen.push(event.seq);
      inFile.push(
        readFile(journalPath(folder), "utf8").then((text) =>
          text.includes(`"seq":${event.seq},`),
        ),
      );
    });
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        journal.append(i % 3 === 0 ? stepStarted : progress),
      ),
    );
    stop();
    await journal.append(stepStarted);
    await journal.close();
    expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(await Promise.all(inFile)).not.toContain(false);
    expect((await readJournal(folder)).events).toHaveLength(51);
  });

  it("goes on after a reopening with the next number", async () => {
    await write(started);
    await write(stepStarted);
    const { events } = await readJournal(folder);
    expect(events.map((event) => event.seq)).toEqual([1, 2]);
  });

  it("loses only the torn line, wherever the last write was cut", async () => {
    await write(started, stepStarted, stepEnded);
    const path = journalPath(folder);
    const whole = await readFile(path);
    const ends: number[] = [0];
    for (let at = whole.indexOf(10); at !== -1; at = whole.indexOf(10, at + 1))
      ends.push(at + 1);
    for (let cut = 0; cut <= whole.length; cut += 1) {
      await writeFile(path, whole.subarray(0, cut));
      const complete = ends.filter((end) => end > 0 && end <= cut).length;
      const read = await readJournal(folder);
      expect(read.events).toHaveLength(complete);
      expect(read.torn).toBe(!ends.includes(cut));
      const journal = await openJournal(folder, {
        redactor: new Redactor(),
        clock,
      });
      expect(journal.past).toHaveLength(complete);
      const next = await journal.append(progress);
      expect(next.seq).toBe(complete + 1);
      await journal.close();
      const after = await readJournal(folder);
      expect(after.torn).toBe(false);
      expect(after.events).toHaveLength(complete + 1);
    }
  });

  it("takes zero bytes and lost progress at the end for torn", async () => {
    await write(started, stepStarted);
    await appendFile(
      journalPath(folder),
      `\0\0\0\0\n${JSON.stringify({ seq: 4, time: "t", ...progress })}\n\0\0`,
    );
    const read = await readJournal(folder);
    expect(read.torn).toBe(true);
    expect(read.events).toHaveLength(2);
  });

  it("refuses a journal that is damaged before its end", async () => {
    await write(started, stepStarted, stepEnded);
    const text = await readFile(journalPath(folder), "utf8");
    const lines = text.split("\n");
    lines[1] = '{"seq":2,';
    await writeFile(journalPath(folder), lines.join("\n"));
    for (const attempt of [
      () => readJournal(folder),
      () => openJournal(folder, { redactor: new Redactor(), clock }),
    ])
      await expect(attempt()).rejects.toMatchObject({
        failure: {
          code: "file-unreadable",
          data: { reason: "line 2 is damaged" },
        },
      });
    expect(await readFile(journalPath(folder), "utf8")).toBe(lines.join("\n"));
  });

  it("names a run that has no journal", async () => {
    const error = await readJournal(folder).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Failed);
    expect((error as Failed).failure.code).toBe("run-unknown");
  });

  it("masks texts and leaves codes, steps and ids alone", async () => {
    const words = [
      ...failureCodes,
      ...stepNames,
      ...failureCodes.flatMap((code) => code.split("-")),
      "step-ended",
      "failed",
      "install",
      "wait",
      "h1",
      "20261123-170102-ab12",
    ];
    const redactor = new Redactor();
    for (const word of words) redactor.add(word);
    const journal = await openJournal(folder, { redactor, clock });
    for (const event of [started, stepStarted, progress, stepEnded]) {
      const written = await journal.append(event);
      expect(RunEvent.safeParse(written).success).toBe(true);
      expect(written.type).toBe(event.type);
    }
    await journal.close();
    const { events } = await readJournal(folder);
    expect(events[3]).toMatchObject({
      step: "h1/k3s-start",
      outcome: "failed",
      failure: { code: "sudo-password-wrong", host: "h1" },
    });
    expect(JSON.stringify(events[3])).not.toContain("the password is wrong");
  });
});
