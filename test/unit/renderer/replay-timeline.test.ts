import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../../common/model/events.ts";
import { fold, noRun } from "../../../renderer/install/run-state.ts";
import {
  PlayedTime,
  ReplayTimeline,
} from "../../../renderer/replay/timeline.ts";
import { aPlan, run } from "../run-samples.ts";

const start = Date.UTC(2026, 10, 26, 14);
const stamp = (milliseconds: number) =>
  new Date(start + milliseconds).toISOString();

/** Fails after three seconds, is resumed an hour later, ends after two thousand steps of progress. */
function recorded(): RunEvent[] {
  const events: RunEvent[] = [
    {
      seq: 1,
      time: stamp(0),
      type: "run-started",
      version: 1,
      run,
      kind: "install",
      app: "0.1.0",
      owner: "o",
      plan: aPlan,
    },
    {
      seq: 2,
      time: stamp(1000),
      type: "step-started",
      step: "h1/docker-config",
    },
    {
      seq: 3,
      time: stamp(3000),
      type: "step-ended",
      step: "h1/docker-config",
      outcome: "failed",
      bytes: 0,
      took: 2000,
    },
    {
      seq: 4,
      time: stamp(3000),
      type: "run-ended",
      outcome: "failed",
      skipped: 0,
      bytes: 0,
    },
    {
      seq: 5,
      time: stamp(3_603_000),
      type: "run-resumed",
      app: "0.1.0",
      owner: "o",
      plan: aPlan,
    },
    {
      seq: 6,
      time: stamp(3_603_000),
      type: "step-started",
      step: "h1/docker-config",
    },
  ];
  for (let at = 0; at < 2000; at += 1)
    events.push({
      seq: events.length + 1,
      time: stamp(3_603_000 + at),
      type: "step-progress",
      step: "h1/docker-config",
      phase: "send",
      bytes: at,
      totalBytes: 2000,
    });
  events.push(
    {
      seq: events.length + 1,
      time: stamp(3_606_000),
      type: "step-ended",
      step: "h1/docker-config",
      outcome: "done",
      bytes: 2000,
      took: 3000,
    },
    {
      seq: events.length + 2,
      time: stamp(3_606_000),
      type: "run-ended",
      outcome: "done",
      skipped: 0,
      bytes: 2000,
    },
  );
  return events;
}

describe("a recording's timeline", () => {
  it("gives the same state wherever one comes from", () => {
    const events = recorded();
    const plain = [noRun];
    for (const event of events) plain.push(fold(plain.at(-1) ?? noRun, event));
    const timeline = new ReplayTimeline(events);
    for (const count of [
      0, 1, 3, 4, 512, 511, 2008, 513, 1024, 5, 1700, 2, 2007, 0,
    ])
      expect(timeline.stateAfter(count), `after ${count}`).toEqual(
        plain[count],
      );
  });

  it("folds ahead a little at a time, and changes nothing by it", () => {
    const events = recorded();
    const plain = events.reduce(fold, noRun);
    const timeline = new ReplayTimeline(events);
    let slices = 1;
    while (timeline.foldOn(0)) slices += 1;
    expect(slices).toBe(1 + Math.floor(events.length / 512));
    expect(timeline.stateAfter(events.length)).toEqual(plain);
    expect(new ReplayTimeline([]).foldOn(0)).toBe(false);
  });

  it("knows how many events there had been", () => {
    const timeline = new ReplayTimeline(recorded());
    expect(timeline.countAt(start - 1)).toBe(0);
    expect(timeline.countAt(start)).toBe(1);
    expect(timeline.countAt(start + 2999)).toBe(2);
    expect(timeline.countAt(timeline.end)).toBe(timeline.events.length);
  });

  it("never goes back, though the laptop's clock did, and takes a time that is none", () => {
    const [first, second, ...rest] = recorded();
    if (first === undefined || second === undefined)
      throw new Error("there are events");
    const timeline = new ReplayTimeline([
      first,
      { ...second, time: "2020-01-01T00:00:00Z" },
      ...rest.slice(0, 2),
      { ...second, time: "no time" },
    ]);
    const times = [...timeline.times];
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every(Number.isFinite)).toBe(true);
  });

  it("marks what failed, was resumed and done", () => {
    expect(
      new ReplayTimeline(recorded())
        .marks()
        .map(({ what, time }) => [what, time - start]),
    ).toEqual([
      ["failed", 3000],
      ["resumed", 3_603_000],
      ["ended", 3_606_000],
    ]);
  });

  it("marks a failed try once, where it has ended; a killed one where its step failed", () => {
    const [started, , failed, ended, resumed] = recorded();
    if (!started || !failed || !ended || !resumed) throw new Error("all there");
    const at = (event: RunEvent, seconds: number): RunEvent => ({
      ...event,
      time: stamp(1000 * seconds),
    });
    const marks = new ReplayTimeline([
      at(started, 0),
      at(failed, 1),
      at(failed, 2),
      at(ended, 3),
      at(resumed, 10),
      at(failed, 11),
      at(resumed, 20),
      // Such as a connection that never came about.
      at(ended, 21),
    ]).marks();
    expect(
      marks.map(({ what, time }) => [what, (time - start) / 1000]),
    ).toEqual([
      ["failed", 3],
      ["resumed", 10],
      ["failed", 11],
      ["resumed", 20],
      ["failed", 21],
    ]);
  });

  it("of nothing is empty", () => {
    const timeline = new ReplayTimeline([]);
    expect(timeline.stateAfter(0)).toBe(noRun);
    expect(timeline.marks()).toEqual([]);
    const played = new PlayedTime(timeline);
    expect([played.length, played.realAt(0), played.playedAt(0)]).toEqual([
      0, 0, 0,
    ]);
  });
});

describe("played time", () => {
  const played = new PlayedTime(new ReplayTimeline(recorded()), 10_000);

  it("passes over the hour in which nothing was done", () => {
    expect(played.length).toBe(3000 + 10_000 + 3000);
    expect(played.playedAt(start + 2000)).toBe(2000);
    expect(played.playedAt(start + 3_604_000)).toBeCloseTo(14_000);
  });

  it("comes back to where it came from", () => {
    for (let at = 0; at <= played.length; at += 250)
      expect(played.playedAt(played.realAt(at)), String(at)).toBeCloseTo(at, 3);
  });
});
