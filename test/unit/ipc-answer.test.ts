import { expect, test } from "vitest";
import { contract } from "../../common/ipc/contract.ts";
import { clientOver } from "../../common/ipc/client.ts";
import type { Handlers } from "../../common/ipc/faces.ts";
import { failed } from "../../common/model/failure.ts";
import { answerWith, tellerOver } from "../../main/ipc/answer.ts";
import { channelNames } from "../../preload/channel-names.ts";
import { ownerIn } from "../../main/shell/browser/peer-user.ts";

type Requests = Record<string, (input: unknown) => unknown>;

/** Only what a test asks for; everything else would be a bug of the test's. */
function answering(given: Record<string, Requests>) {
  const log: string[] = [];
  const groups = Object.keys(contract).map((group) => [
    group,
    given[group] ?? {},
  ]);
  const answer = answerWith(Object.fromEntries(groups) as Handlers, (line) =>
    log.push(line),
  );
  return { answer, log };
}

test("input and output are parsed where they cross", async () => {
  const got: unknown[] = [];
  const { answer, log } = answering({
    run: {
      events: (input) => {
        got.push(input);
        return [];
      },
    },
    shell: { open: () => ({ id: 3, secret: "x" }) },
  });
  expect(await answer("run.events", { after: 0 })).toEqual({
    ok: true,
    value: [],
  });
  expect(await answer("run.events", { after: -1 })).toEqual({
    ok: false,
    bug: "bad request",
  });
  expect(await answer("run.events", undefined)).toEqual({
    ok: false,
    bug: "bad request",
  });
  expect(got).toEqual([{ after: 0 }]);
  // What the contract does not name stays in main.
  expect(
    await answer("shell.open", { host: "a", columns: 80, rows: 24 }),
  ).toEqual({ ok: true, value: { id: 3 } });
  expect(log).toHaveLength(2);
});

test("a password that does not fit is in no log", async () => {
  const { answer, log } = answering({});
  const secrets = [{ host: "a", password: "hunter2", "hunter2 too": 1 }];
  expect(await answer("hosts.check", { secrets })).toMatchObject({ ok: false });
  expect(log.join()).toContain("secrets.0");
  expect(log.join()).not.toContain("hunter2");
});

test("failures cross as they are; bugs as a sentence, told in the log", async () => {
  const { answer, log } = answering({
    run: {
      start: () => {
        throw failed("run-busy", { data: { run: "7" } });
      },
      stop: () => {
        throw new Error("one\ntwo");
      },
      undo: () => undefined,
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as a careless handler may
      resume: () => Promise.reject("text"),
    },
  });
  expect(await answer("run.start", null)).toMatchObject({
    ok: false,
    failure: { code: "run-busy", data: { run: "7" } },
  });
  expect(log).toEqual([]);
  expect(await answer("run.stop", null)).toEqual({ ok: false, bug: "one" });
  expect(log[0]).toMatch(/^run\.stop: Error: one\ntwo\n/);
  expect(await answer("run.undo", null)).toEqual({
    ok: false,
    bug: "bad answer",
  });
  expect(await answer("run.resume", null)).toEqual({
    ok: false,
    bug: "string",
  });
});

test.each([
  "",
  ".",
  "run",
  "run.",
  ".start",
  "run.start.x",
  "run.start ",
  "RUN.start",
  "run.event",
  "wizard.changed",
  "constructor.constructor",
  "constructor.name",
  "__proto__.toString",
  "run.constructor",
  "run.__proto__",
  "run.hasOwnProperty",
  "toString",
])("no handler is found for %j", async (channel) => {
  const { answer } = answering({ run: { start: () => null } });
  expect(await answer(channel, null)).toEqual({
    ok: false,
    bug: "unknown channel",
  });
});

test("events are parsed; what does not fit is logged and not sent", () => {
  const sent: unknown[] = [];
  const log: string[] = [];
  const tell = tellerOver(
    (...told) => sent.push(told),
    (line) => log.push(line),
  );
  tell.terminal.grown({ host: "a", end: 5, secret: "x" } as never);
  tell.terminal.grown({ host: "a", end: "secret" } as never);
  expect(sent).toEqual([["terminal.grown", { host: "a", end: 5 }]]);
  expect(log).toEqual(["terminal.grown: bad event: end invalid_type"]);
  expect(Object.keys(tell.run)).toEqual(["event"]);
});

test("the client's face reaches every handler, and every event its listeners", async () => {
  const { answer } = answering({ cluster: { nodes: () => [] } });
  const listeners = new Map<string, (data: unknown) => void>();
  const api = clientOver({
    ask: answer,
    listen: (channel, listener) => {
      listeners.set(channel, listener);
      return () => listeners.delete(channel);
    },
  });
  const tell = tellerOver((channel, data) => listeners.get(channel)?.(data));
  const ends: number[] = [];
  const stop = api.terminal.onGrown(({ end }) => ends.push(end));
  tell.terminal.grown({ host: "a", end: 1 });
  stop();
  tell.terminal.grown({ host: "a", end: 2 });
  expect(ends).toEqual([1]);
  expect(await api.cluster.nodes(null)).toEqual({ ok: true, value: [] });
});

test("a loopback connection's owner is read from the kernel's tables", () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
   1: 0100007F:C001 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001        0 2 1
   2: 0100007F:1F90 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 3 1
   3: 0000000000000000FFFF00000100007F:C002 0000000000000000FFFF00000100007F:1F90 01 00000000:00000000 00:00000000 00000000  1002        0 2 1
`;
  expect(ownerIn(table, 0xc001, 0x1f90)).toBe(1001);
  expect(ownerIn(table, 0xc002, 0x1f90)).toBe(1002);
  expect(ownerIn(table, 0xc003, 0x1f90)).toBeUndefined();
  expect(ownerIn("", 1, 2)).toBeUndefined();
});

test("a preload's contract has the names and kinds of the real one, and nothing else", async () => {
  const { contract: names } = (await import(
    `data:text/javascript,${encodeURIComponent(channelNames())}`
  )) as { contract: typeof contract };
  for (const [group, leaves] of Object.entries(contract))
    expect(names[group as keyof typeof names]).toEqual(
      Object.fromEntries(
        Object.entries<{ kind: string }>(leaves).map(([name, { kind }]) => [
          name,
          { kind },
        ]),
      ),
    );
  expect(Object.keys(names)).toEqual(Object.keys(contract));
});
