import { describe, expect, it } from "vitest";
import type { NewRunEvent } from "../../common/model/events.ts";
import { failed } from "../../common/model/failure.ts";
import { install, undo } from "../../main/engine/runner.ts";
import type { Step, StepWork } from "../../main/engine/step.ts";

interface Told {
  readonly done?: boolean;
  readonly apply?: (work: StepWork) => Promise<void>;
  readonly verify?: () => Promise<void>;
}

const clock = {
  now: () => 0,
  sleep: () => Promise.resolve(),
};

function step(
  log: string[],
  id: string,
  after: string[] = [],
  told: Told = {},
): Step {
  const [host = ""] = id.split("/");
  return {
    planned: {
      id,
      name: "host-kernel",
      host,
      after,
      bytes: 0,
      seconds: 1,
      changes: [],
    },
    check: () => Promise.resolve(told.done === true),
    apply: async (work) => {
      log.push(`apply ${id}`);
      await told.apply?.(work);
      log.push(`applied ${id}`);
    },
    verify: async () => told.verify?.(),
    undo: () => {
      log.push(`undo ${id}`);
      return Promise.resolve();
    },
  };
}

function run(
  how: typeof install,
  steps: readonly Step[],
  signal = new AbortController().signal,
) {
  const events: NewRunEvent[] = [];
  const result = how({
    run: "r",
    attempt: 1,
    steps,
    clock,
    signal,
    append: (event) => {
      events.push(event);
      return Promise.resolve();
    },
  });
  const ends = () =>
    events.flatMap((event) =>
      event.type === "step-ended" ? [`${event.step} ${event.outcome}`] : [],
    );
  return { result, events, ends };
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

describe("installing", () => {
  it("begins a step only after those that it waits for, and hosts side by side", async () => {
    const log: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { result, ends } = run(install, [
      step(log, "a/1", [], { apply: () => held }),
      step(log, "b/1"),
      step(log, "b/2", ["b/1"]),
      step(log, "a/2", ["a/1", "b/2"]),
    ]);
    await tick();
    expect(log).toEqual([
      "apply a/1",
      "apply b/1",
      "applied b/1",
      "apply b/2",
      "applied b/2",
    ]);
    release();
    expect(await result).toEqual({ outcome: "done", skipped: 0, bytes: 0 });
    expect(ends().at(-1)).toBe("a/2 done");
  });

  it("leaves alone what is so already, and counts it", async () => {
    const log: string[] = [];
    const { result, ends } = run(install, [
      step(log, "a/1", [], { done: true }),
      step(log, "a/2", ["a/1"]),
    ]);
    expect(await result).toMatchObject({ outcome: "done", skipped: 1 });
    expect(log).toEqual(["apply a/2", "applied a/2"]);
    expect(ends()).toEqual(["a/1 skipped", "a/2 done"]);
  });

  it("a failure stops what builds on it, and nothing else", async () => {
    const log: string[] = [];
    const full = () =>
      Promise.reject(failed("disk-full", { data: { path: "/x" } }));
    const { result, ends } = run(install, [
      step(log, "a/1", [], { apply: full }),
      step(log, "a/2", ["a/1"]),
      step(log, "a/3", ["a/2"]),
      step(log, "b/1"),
    ]);
    expect(await result).toMatchObject({
      outcome: "failed",
      failure: { code: "disk-full", host: "a", data: { path: "/x" } },
    });
    expect(ends().sort()).toEqual(["a/1 failed", "b/1 done"]);
  });

  it("what was applied and does not hold has failed", async () => {
    const { result } = run(install, [
      step([], "a/1", [], {
        verify: () => Promise.reject(failed("not-verified")),
      }),
    ]);
    expect(await result).toMatchObject({
      outcome: "failed",
      failure: { code: "not-verified" },
    });
  });

  it("stopped, it begins nothing more and has not failed", async () => {
    const log: string[] = [];
    const stop = new AbortController();
    const { result, ends } = run(
      install,
      [
        step(log, "a/1", [], {
          apply: () => {
            stop.abort();
            return Promise.reject(failed("aborted"));
          },
        }),
        step(log, "a/2", ["a/1"]),
      ],
      stop.signal,
    );
    expect(await result).toMatchObject({ outcome: "aborted" });
    expect(ends()).toEqual(["a/1 aborted"]);
  });

  it("a bug comes out once everything rests", async () => {
    const log: string[] = [];
    const { result } = run(install, [
      step(log, "a/1", [], {
        apply: () => Promise.reject(new TypeError("bug")),
      }),
      step(log, "b/1", [], { apply: () => tick().then(() => undefined) }),
    ]);
    await expect(result).rejects.toThrow("bug");
    expect(log).toContain("applied b/1");
  });

  it("a step that waits for one that is not there is a bug", async () => {
    const { result } = run(install, [step([], "a/2", ["a/1"])]);
    await expect(result).rejects.toThrow("a/1");
  });

  it("counts sent bytes, and progress never goes back within a phase", async () => {
    const { result, events } = run(install, [
      step([], "a/1", [], {
        apply: (work) => {
          work.progress({ phase: "send", bytes: 10, totalBytes: 100 });
          work.progress({ phase: "verify", bytes: 90, totalBytes: 100 });
          work.progress({ phase: "send", bytes: 5, totalBytes: 100 });
          work.sent(42);
          return Promise.resolve();
        },
      }),
    ]);
    expect(await result).toMatchObject({ bytes: 42 });
    const progress = events.filter(({ type }) => type === "step-progress");
    expect(progress.map((event) => "bytes" in event && event.bytes)).toEqual([
      10, 90, 5,
    ]);
  });
});

describe("taking back", () => {
  it("goes the other way round", async () => {
    const log: string[] = [];
    const { result } = run(undo, [
      step(log, "a/1"),
      step(log, "a/2", ["a/1"]),
      step(log, "b/1", ["a/2"]),
    ]);
    expect(await result).toMatchObject({ outcome: "done" });
    expect(log).toEqual(["undo b/1", "undo a/2", "undo a/1"]);
  });

  it("keeps what something still builds on", async () => {
    const log: string[] = [];
    const stuck: Step = {
      ...step(log, "a/2", ["a/1"]),
      undo: () => Promise.reject(failed("job-failed")),
    };
    const { result } = run(undo, [step(log, "a/1"), stuck]);
    expect(await result).toMatchObject({ outcome: "failed" });
    expect(log).toEqual([]);
  });
});
