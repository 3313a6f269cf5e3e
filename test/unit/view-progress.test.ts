import { expect, describe, it } from "vitest";
import type { NewRunEvent } from "../../common/model/events.ts";
import { RunProgress } from "../../main/commands/run-progress.ts";
import { progress, started, stepEnded, stepStarted } from "./view-samples.ts";

describe("progress", () => {
  it("never goes back, never sits at an end that is none", () => {
    const fold = new RunProgress();
    let now = 1_000_000;
    let seq = 0;
    const apply = (event: NewRunEvent) =>
      fold.apply({
        seq: (seq += 1),
        time: new Date(now).toISOString(),
        ...event,
      });
    let last = 0;
    const look = () => {
      const host = fold.hosts(now)[0];
      expect(host?.percent).toBeGreaterThanOrEqual(Math.max(1, last));
      expect(host?.percent).toBeLessThanOrEqual(98);
      last = host?.percent ?? 0;
      return host;
    };
    apply(started);
    expect(look()?.step).toBeUndefined();
    apply(stepStarted("pump-1/k3s-upload"));
    for (let sent = 0; sent <= 600e6; sent += 10e6) {
      now += 1000;
      apply(progress(sent));
      look();
    }
    expect(last).toBeGreaterThan(40);
    expect(look()?.rate).toBeCloseTo(10e6, -6);
    for (let checked = 0; checked <= 600e6; checked += 100e6) {
      now += 1000;
      apply(progress(checked, "verify"));
      look();
    }
    now += 5000;
    expect(look()?.silent).toBe(5000);
    apply(stepEnded("pump-1/k3s-upload", "done"));
    apply(stepStarted("pump-1/k3s-start"));
    for (let i = 0; i < 100; i += 1) {
      now += 20_000;
      look();
    }
    // Far over its time: nobody knows how long.
    expect(look()?.left).toBeUndefined();
    apply(stepEnded("pump-1/k3s-start", "done"));
    expect(look()?.end).toBe("done");
  });

  it("estimates the time left from the rate and the plan", () => {
    const fold = new RunProgress();
    const at = (seconds: number, event: NewRunEvent) =>
      fold.apply({
        seq: 1,
        time: new Date(seconds * 1000).toISOString(),
        ...event,
      });
    at(100, started);
    at(100, stepStarted("pump-1/k3s-upload"));
    at(100, progress(0));
    at(104, progress(200e6));
    // 400 MB at 50 MB/s, and 40 s for what comes after.
    expect(fold.hosts(104_000)[0]?.left).toBe(48_000);
    // Heard of nothing: slower with every second.
    expect(fold.hosts(108_000)[0]?.rate).toBe(25e6);
  });
});
