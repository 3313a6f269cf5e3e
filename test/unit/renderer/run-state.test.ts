import { expect, test } from "vitest";
import type { NewRunEvent, RunEvent } from "../../../common/model/events.ts";
import {
  fold,
  noRun,
  type RunState,
} from "../../../renderer/install/run-state.ts";
import { viewOf } from "../../../renderer/install/run-view.ts";
import {
  failure,
  plan,
  progress,
  started,
  step,
  stepEnded,
  stepStarted,
} from "../view-samples.ts";

const begin = Date.parse("2026-11-23T17:00:00Z");
const at = (seconds: number) => begin + seconds * 1000;
const upload = "pump-1/k3s-upload";

/** Events with the second at which each was. */
function run(...events: readonly (readonly [number, NewRunEvent])[]): RunState {
  return events
    .map(([seconds, event], index) => ({
      ...event,
      seq: index + 1,
      time: new Date(at(seconds)).toISOString(),
    }))
    .reduce(fold, noRun);
}

const resumed: NewRunEvent = {
  type: "run-resumed",
  app: "0.1.0",
  owner: "a@b",
  plan,
};
const stepOf = (state: RunState, now: number, id: string) => {
  const found = viewOf(state, now)
    .hosts.flatMap(({ steps }) => steps)
    .find((other) => other.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

test("groups the plan's steps by host, all waiting", () => {
  const view = viewOf(run([0, started]), at(1));
  expect(view).toMatchObject({
    kind: "install",
    attempt: 1,
    state: "running",
    percent: 1,
    failure: null,
  });
  expect(
    view.hosts.map(({ host, steps, ended, state }) => [
      host,
      steps.length,
      ended,
      state,
    ]),
  ).toEqual([
    ["pump-1", 2, 0, "waiting"],
    ["till-2", 1, 0, "waiting"],
  ]);
});

test("a step that sends shows bytes, rate, time left and its last sign of life", () => {
  const state = run(
    [0, started],
    [1, stepStarted(upload)],
    [2, progress(100e6)],
    [4, progress(200e6)],
  );
  const shown = stepOf(state, at(4), upload);
  expect(shown).toMatchObject({
    state: "running",
    phase: "send",
    bytes: 200e6,
    totalBytes: 600e6,
    rate: 50e6,
    left: 8000,
    silent: 0,
    overdue: false,
  });
  expect(shown.share).toBeCloseTo(0.85 / 3);
  // A line that has gone quiet slows down and says so.
  const later = stepOf(state, at(12), upload);
  expect(later.rate).toBe(10e6);
  expect(later.silent).toBe(8000);
});

test("never stands at an end while something goes on", () => {
  const sending = (bytes: number) =>
    stepOf(
      run([0, started], [1, stepStarted(upload)], [2, progress(bytes)]),
      at(3),
      upload,
    ).share;
  expect(sending(0)).toBeNull();
  expect(sending(600e6)).toBeNull();
  expect(sending(700e6)).toBeNull();
  const quiet = run([0, started], [1, stepStarted("pump-1/k3s-start")]);
  expect(stepOf(quiet, at(2), "pump-1/k3s-start")).toMatchObject({
    share: null,
    rate: null,
    left: null,
    overdue: false,
  });
  expect(stepOf(quiet, at(500), "pump-1/k3s-start").overdue).toBe(true);
  expect(viewOf(quiet, at(1e7)).percent).toBeLessThanOrEqual(98);
  expect(viewOf(run([0, started]), at(0)).percent).toBe(1);
});

test("never goes back: within a phase, at the next phase, after a resume, with the clock", () => {
  const events: (readonly [number, NewRunEvent])[] = [
    [0, started],
    [1, stepStarted(upload)],
    [2, progress(100e6)],
    [3, progress(400e6)],
    [4, progress(300e6)],
    [5, progress(0, "verify")],
    [6, progress(300e6, "verify")],
    [7, stepEnded(upload, "done")],
    [8, stepStarted("pump-1/k3s-start")],
    [30, stepEnded("pump-1/k3s-start", "failed", failure)],
    [
      31,
      {
        type: "run-ended",
        outcome: "failed",
        skipped: 0,
        bytes: 600e6,
        failure,
      },
    ],
    [60, resumed],
    [61, stepStarted(upload)],
    [62, stepEnded(upload, "skipped")],
    [63, stepStarted("pump-1/k3s-start")],
  ];
  let floor = 0;
  for (let count = 1; count <= events.length; count += 1) {
    const some = events.slice(0, count);
    const state = run(...some);
    const { percent } = viewOf(state, at(some.at(-1)?.[0] ?? 0), floor);
    expect(percent).toBeGreaterThanOrEqual(floor);
    floor = percent;
  }
  const back = run(...events.slice(0, 5));
  expect(stepOf(back, at(4), upload).bytes).toBe(400e6);
  // What was sent before the resume counts even for who sees only the end.
  const again = run(...events.slice(0, 12));
  expect(viewOf(again, at(60)).percent).toBeGreaterThan(40);
  expect(viewOf(again, at(60))).toMatchObject({
    state: "running",
    attempt: 2,
    failure: null,
    failedStep: null,
  });
  expect(viewOf(again, at(0), 77).percent).toBe(77);
});

test("a failure is shown with its step; the run's own comes first", () => {
  const before = [
    [0, started],
    [1, stepStarted("pump-1/k3s-start")],
    [9, stepEnded("pump-1/k3s-start", "failed", failure)],
  ] as const;
  expect(viewOf(run(...before), at(9))).toMatchObject({
    state: "running",
    failure: { code: "k3s-start-failed" },
    failedStep: { id: "pump-1/k3s-start", state: "failed" },
  });
  const ended = run(...before, [
    10,
    {
      type: "run-ended",
      outcome: "failed",
      skipped: 2,
      bytes: 5,
      failure: { ...failure, code: "host-busy" },
    },
  ]);
  expect(viewOf(ended, at(10))).toMatchObject({
    state: "failed",
    failure: { code: "host-busy" },
    skipped: 2,
    bytes: 5,
    left: null,
  });
});

test("the time left follows the longest way through the hosts", () => {
  // 60 s of sending, 40 s of starting, 30 s of joining: each waits for the one before.
  expect(viewOf(run([0, started]), at(0)).left).toBe(130_000);
  const side = {
    ...plan,
    steps: [
      step("a", "k3s-start", { seconds: 50 }),
      step("b", "k3s-start", { seconds: 20 }),
    ],
  };
  const begun = { ...started, plan: side } as NewRunEvent;
  expect(viewOf(run([0, begun]), at(0)).left).toBe(50_000);
  const undo = { ...started, kind: "undo" } as NewRunEvent;
  expect(
    viewOf(run([0, undo], [1, stepStarted("till-2/k3s-join")]), at(11)).left,
  ).toBe(120_000);
});

test("ends at 100 only when all is done, and bears steps that it does not know", () => {
  const state = run(
    [0, started],
    [1, stepStarted("other/k3s-start")],
    [2, stepEnded("other/k3s-start", "done")],
    [3, stepEnded(upload, "done")],
    [4, stepEnded("pump-1/k3s-start", "skipped")],
    [5, stepEnded("till-2/k3s-join", "done")],
  );
  expect(viewOf(state, at(6)).percent).toBe(98);
  expect(viewOf(state, at(6)).hosts.map((host) => host.state)).toEqual([
    "done",
    "done",
  ]);
  const over = fold(state, {
    seq: 7,
    time: new Date(at(7)).toISOString(),
    type: "run-ended",
    outcome: "done",
    skipped: 1,
    bytes: 600e6,
  });
  expect(viewOf(over, at(7)).percent).toBe(100);
});

test("another run begins from nothing", () => {
  const one = run([0, started], [1, stepEnded(upload, "done")]);
  const other = fold(one, {
    ...started,
    seq: 1,
    time: new Date(at(9)).toISOString(),
    run: "other",
  } as RunEvent);
  expect(stepOf(other, at(9), upload).state).toBe("waiting");
  expect(other).toMatchObject({ seq: 1, run: "other", attempt: 1 });
});
