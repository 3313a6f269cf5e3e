import { expect, test, vi } from "vitest";
import type { RunEvent } from "../../../common/model/events.ts";
import { RunFeed } from "../../../renderer/install/run-feed.ts";
import { progress, started, stepStarted } from "../view-samples.ts";

const all: RunEvent[] = [
  started,
  stepStarted("pump-1/k3s-upload"),
  ...[1, 2, 3, 4].map((part) => progress(part * 100e6)),
].map((event, index) => ({
  ...event,
  seq: index + 1,
  time: "2026-11-23T17:00:00Z",
}));

/** Main's side: what it has by now, and whom it tells. */
function source(had: number) {
  const side = {
    events: all.slice(0, had),
    asked: [] as number[],
    broken: 0,
    tell: (() => undefined) as (event: RunEvent) => void,
    ended: false,
  };
  const run = {
    events: ({ after }: { after: number }) => {
      side.asked.push(after);
      if (side.broken > 0) {
        side.broken -= 1;
        return Promise.reject(new Error("gone"));
      }
      return Promise.resolve({
        ok: true as const,
        value: side.events.filter(({ seq }) => seq > after),
      });
    },
    onEvent: (listener: (event: RunEvent) => void) => {
      side.tell = listener;
      return () => {
        side.ended = true;
      };
    },
  };
  return { side, feed: new RunFeed(run) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
const event = (seq: number) => all[seq - 1] as RunEvent;

test("a reload in the middle: what was is asked for, what comes meanwhile is kept in order", async () => {
  const { side, feed } = source(3);
  const told = vi.fn();
  const end = feed.subscribe(told);
  side.tell(event(4));
  expect(feed.state().seq).toBe(0);
  await settled();
  expect(feed.state().seq).toBe(4);
  expect(feed.state().steps.get("pump-1/k3s-upload")?.bytes).toBe(200e6);
  expect(told).toHaveBeenCalled();
  end();
  expect(side.ended).toBe(true);
});

test("doubles are ignored, gaps are asked for", async () => {
  const { side, feed } = source(2);
  feed.subscribe(() => undefined);
  await settled();
  const before = feed.state();
  side.tell(event(1));
  side.tell(event(2));
  expect(feed.state()).toBe(before);
  side.events = all.slice(0, 5);
  side.tell(event(5));
  expect(feed.state().seq).toBe(2);
  await settled();
  expect(feed.state().seq).toBe(5);
  expect(side.asked).toEqual([0, 2]);
});

test("asks again after an answer that failed, and when the snapshot knows more", async () => {
  vi.useFakeTimers();
  try {
    const { side, feed } = source(2);
    side.broken = 1;
    feed.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(10);
    expect(feed.state().seq).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(feed.state().seq).toBe(2);
    side.events = all;
    feed.expect(2);
    await vi.advanceTimersByTimeAsync(10);
    expect(feed.state().seq).toBe(2);
    feed.expect(6);
    await vi.advanceTimersByTimeAsync(10);
    expect(feed.state().seq).toBe(6);
  } finally {
    vi.useRealTimers();
  }
});

test("another run takes the place of the one before", async () => {
  const { side, feed } = source(6);
  feed.subscribe(() => undefined);
  await settled();
  side.tell({ ...event(1), run: "other" } as RunEvent);
  expect(feed.state()).toMatchObject({ run: "other", seq: 1 });
  side.tell(event(2));
  expect(feed.state().seq).toBe(2);
});
