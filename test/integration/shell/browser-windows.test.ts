import { afterEach, beforeEach, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { openLine } from "../../../preload/line.ts";
import { servePage, type ServedPage } from "./served-page.ts";

let served: ServedPage;
beforeEach(async () => {
  served = await servePage();
});
afterEach(() => served.close());

const next = (socket: WebSocket) =>
  new Promise<unknown>((resolve) => {
    socket.once("message", (data: Buffer) =>
      resolve(JSON.parse(data.toString("utf8"))),
    );
  });
const closed = (socket: WebSocket) =>
  new Promise<number>((resolve) => socket.once("close", resolve));

test("an ask is answered under its number, in each of two windows", async () => {
  const cookie = await served.signIn();
  const [first, second] = [
    await served.page(cookie),
    await served.page(cookie),
  ];
  const answers = [next(first), next(second)];
  first.send(JSON.stringify({ id: 7, channel: "a.b", input: { x: 1 } }));
  second.send(JSON.stringify({ id: 7, channel: "c.d", input: null }));
  expect(await Promise.all(answers)).toEqual([
    { id: 7, answer: { ok: true, value: { channel: "a.b", input: { x: 1 } } } },
    { id: 7, answer: { ok: true, value: { channel: "c.d", input: null } } },
  ]);
  const told = [next(first), next(second)];
  served.windows.send("run.event", { seq: 1 });
  const event = { channel: "run.event", data: { seq: 1 } };
  expect(await Promise.all(told)).toEqual([event, event]);
});

test.each([
  "not json",
  "null",
  "[]",
  '{"channel":"a.b","input":null}',
  '{"id":"1","channel":"a.b","input":null}',
  '{"id":1,"channel":2,"input":null}',
  '{"id":1,"channel":"a.b","input":null,"more":1}',
  `{"id":1,"channel":"${"a".repeat(101)}","input":null}`,
])("what is no request ends its window, and no other: %s", async (text) => {
  const cookie = await served.signIn();
  const [bad, good] = [await served.page(cookie), await served.page(cookie)];
  bad.send(text);
  expect(await closed(bad)).toBe(1008);
  const answer = next(good);
  good.send('{"id":1,"channel":"a.b","input":null}');
  expect(await answer).toMatchObject({ id: 1 });
  expect(served.asked).toHaveLength(1);
});

test("bytes, and a message above 1 MiB, end the window", async () => {
  const bytes = await served.page();
  bytes.send(Buffer.from('{"id":1,"channel":"a.b","input":null}'));
  expect(await closed(bytes)).toBe(1008);
  const long = await served.page();
  long.send(
    JSON.stringify({ id: 1, channel: "a.b", input: "x".repeat(1024 * 1024) }),
  );
  expect(await closed(long)).toBe(1009);
  expect(served.asked).toEqual([]);
});

test("a window that does not keep up gets every run event in order and only the newest of the rest", async () => {
  const slow = await served.page();
  const got: {
    channel: string;
    data: { seq?: number; end?: number; host?: string };
  }[] = [];
  slow.on("message", (data: Buffer) =>
    got.push(JSON.parse(data.toString("utf8")) as (typeof got)[number]),
  );
  slow.pause();
  const filling = "x".repeat(100_000);
  for (let seq = 1; seq <= 200; seq++) {
    served.windows.send("run.event", { seq, filling });
    served.windows.send("wizard.changed", { seq });
    served.windows.send("terminal.grown", { host: `h${seq % 2}`, end: seq });
  }
  slow.resume();
  await expect
    .poll(
      () => got.filter(({ channel }) => channel !== "run.event").at(-1)?.data,
      {
        timeout: 20_000,
      },
    )
    .toEqual({ host: "h0", end: 200 });
  const of = (name: string) => got.filter(({ channel }) => channel === name);
  expect(of("run.event").map(({ data }) => data.seq)).toEqual(
    Array.from({ length: 200 }, (_, index) => index + 1),
  );
  const seqs = of("wizard.changed").map(({ data }) => data.seq ?? 0);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(seqs.at(-1)).toBe(200);
  expect(seqs.length).toBeLessThan(200);
  for (const host of ["h0", "h1"]) {
    const ends = of("terminal.grown")
      .filter(({ data }) => data.host === host)
      .map(({ data }) => data.end ?? 0);
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    expect(ends.at(-1)).toBe(host === "h0" ? 200 : 199);
  }
});

test("a window that hangs is let go before it fills the memory, others stay", async () => {
  const cookie = await served.signIn();
  const [hung, good] = [await served.page(cookie), await served.page(cookie)];
  let got = 0;
  good.on("message", () => (got += 1));
  hung.pause();
  const filling = "x".repeat(1_000_000);
  for (let seq = 1; seq <= 100; seq++) {
    served.windows.send("run.event", { seq, filling });
    await expect.poll(() => got, { interval: 1 }).toBe(seq);
  }
  const end = closed(hung);
  hung.resume();
  expect(await end).toBe(1006);
  expect(good.readyState).toBe(good.OPEN);
});

test("the page's line comes back after a break, and tells what was lost with it", async () => {
  const cookie = await served.signIn();
  const states: string[] = [];
  let socket: WebSocket | undefined;
  const line = openLine({
    connect: ({ opened, message, closed }) => {
      socket = served.dial({ cookie, origin: served.origin });
      socket.on("open", opened);
      socket.on("message", (data: Buffer) => message(data.toString("utf8")));
      socket.on("close", closed);
      return socket;
    },
    changed: (state) => states.push(state),
  });
  const heard: unknown[] = [];
  const stop = line.listen("run.event", (data) => heard.push(data));
  // Asked before it is open: waits.
  expect(await line.ask("a.b", 1)).toMatchObject({ ok: true });
  expect(await line.ask("a.b", "x".repeat(1024 * 1024))).toEqual({
    ok: false,
    bug: "too long a message",
  });
  const waiting = line.ask("never.answered", null);
  await expect.poll(() => served.asked.at(-1)?.[0]).toBe("never.answered");
  socket?.terminate();
  expect(await waiting).toEqual({ ok: false, bug: "connection lost" });
  expect(await line.ask("a.b", 2)).toEqual({
    ok: false,
    bug: "connection lost",
  });
  await expect.poll(() => states).toEqual(["open", "lost", "open"]);
  expect(await line.ask("a.b", 3)).toMatchObject({ ok: true });
  served.windows.send("run.event", 1);
  await expect.poll(() => heard).toEqual([1]);
  stop();
  served.windows.send("run.event", 2);
  expect(await line.ask("a.b", 4)).toMatchObject({ ok: true });
  expect(heard).toEqual([1]);
  line.end();
});

test("closing ends windows and connections at once", async () => {
  const window = await served.page();
  const end = closed(window);
  const began = performance.now();
  await served.server.close();
  expect(await end).toBe(1001);
  expect(performance.now() - began).toBeLessThan(2000);
  await expect(served.ask("/")).rejects.toThrow();
});
