import { describe, expect, it } from "vitest";
import { languages } from "../../common/messages/language.ts";
import type { NewRunEvent } from "../../common/model/events.ts";
import { qrModules, qrText } from "../../common/qr/qr.ts";
import { readSupportCode } from "../../common/support/support-code.ts";
import { RunView } from "../../main/commands/run-view.ts";
import { width } from "../../main/commands/table.ts";
import {
  failure,
  plan,
  progress,
  started,
  stepEnded,
  stepStarted,
} from "./view-samples.ts";
import { Terminal } from "./view-terminal.ts";

function setting(screen: Terminal | { write(text: string): void }, env = {}) {
  let now = Date.UTC(2026, 10, 23, 17);
  let seq = 0;
  const view = new RunView({
    screen,
    language: "en",
    clock: { now: () => now },
    env,
    commands: { resume: "forecourt resume", undo: "forecourt undo" },
  });
  return {
    view,
    wait: (seconds: number) => (now += seconds * 1000),
    show: (event: NewRunEvent) =>
      view.show({
        seq: (seq += 1),
        time: new Date(now).toISOString(),
        ...event,
      }),
  };
}

describe("a failed run's support code", () => {
  const fails = (show: (event: NewRunEvent) => void) => {
    show(started);
    show(stepStarted("pump-1/k3s-upload"));
    show(stepEnded("pump-1/k3s-upload", "failed", failure));
    show({ type: "run-ended", outcome: "failed", skipped: 0, bytes: 0 });
  };
  const codeIn = (text: string) =>
    /Support code[^:]*: ([0-9A-Z-]+)/.exec(text)?.[1] ?? "";

  it("is there with a picture of it on a terminal, and alone in a log", () => {
    const screen = new Terminal(140);
    fails(setting(screen, { NO_COLOR: "1" }).show);
    const code = codeIn(screen.text);
    expect(readSupportCode(code)).toMatchObject({ step: "k3s-upload" });
    expect(screen.lines.join("\n")).toContain(qrText(qrModules(code)));
    let log = "";
    fails(setting({ write: (text) => (log += text) }).show);
    expect(codeIn(log)).toBe(code);
    expect(log).not.toContain("█");
  });
});

describe("on a terminal", () => {
  it("has a live line per host, and what has ended above", () => {
    const screen = new Terminal(140);
    const { show, wait, view } = setting(screen, { NO_COLOR: "1" });
    show(started);
    show(stepStarted("pump-1/k3s-upload"));
    wait(1);
    show(progress(0));
    wait(2);
    show(progress(120e6));
    view.repaint();
    expect(screen.lines).toEqual([
      "Run 20261123-170102-ab12 has started.",
      expect.stringMatching(
        /^pump-1 {2}1\d % {2}Sending K3s' files … {2}120 MB of 600 MB {2}60 MB\/s {2}48 s left {2}last sign of life 0 s ago$/,
      ),
      "till-2   1 %  waiting",
      "",
    ]);
    wait(7);
    view.repaint();
    expect(screen.lines[1]).toContain(
      "Sending K3s' files …  last sign of life 7 s ago  120 MB",
    );
    show(stepEnded("pump-1/k3s-upload", "done"));
    expect(screen.lines).toHaveLength(5);
    expect(screen.lines[1]).toBe("✓ pump-1  Send K3s' files  done  1.0 s");
    view.end();
    view.end();
    expect(screen.lines).toHaveLength(3);
    expect(screen.text).not.toMatch(/\u001b\[\d*m/);
  });

  it.each([20, 40, 80])("never wraps at %i columns", (columns) => {
    for (const language of languages) {
      const screen = new Terminal(columns, 4);
      const view = new RunView({
        screen,
        language,
        clock: { now: () => 5000 },
        env: {},
      });
      const at = (event: NewRunEvent) =>
        view.show({
          seq: 1,
          time: new Date(1000).toISOString(),
          ...event,
        });
      at(started);
      at(stepStarted("pump-1/k3s-upload"));
      at(progress(100));
      view.repaint();
      for (const line of screen.lines.slice(1))
        expect(width(line)).toBeLessThan(columns);
      view.end();
    }
  });

  it("paints colours, and none for NO_COLOR or a dumb terminal", () => {
    for (const [env, coloured] of [
      [{}, true],
      [{ NO_COLOR: "1" }, false],
      [{ TERM: "dumb" }, false],
    ] as const) {
      const screen = new Terminal();
      const { show, view } = setting(screen, env);
      show(started);
      show(stepEnded("pump-1/k3s-upload", "failed", failure));
      view.end();
      expect(screen.text.includes("\u001b[31m")).toBe(coloured);
      if ("TERM" in env) expect(screen.text).not.toContain("\u001b");
    }
  });
});

describe("without a terminal", () => {
  function told(...events: (NewRunEvent | number)[]): string {
    let text = "";
    const { show, wait } = setting({ write: (more: string) => (text += more) });
    for (const event of events)
      if (typeof event === "number") wait(event);
      else show(event);
    return text;
  }

  it("writes plain lines, with progress now and then", () => {
    const text = told(
      started,
      stepStarted("pump-1/k3s-upload"),
      ...Array.from({ length: 40 }, (_, i) => [1, progress(i * 10e6)]).flat(),
      stepEnded("pump-1/k3s-upload", "done"),
    );
    expect(text).not.toContain("\u001b");
    expect(text.match(/pump-1 {2}\d+ %/g)).toHaveLength(2);
    expect(text.split("\n")[1]).toBe("pump-1: Sending K3s' files …");
  });

  it("says what failed, where, how, and what to do; harmlessly and once", () => {
    const text = told(
      started,
      stepStarted("pump-1/k3s-start"),
      stepEnded("pump-1/k3s-start", "failed", failure),
      5,
      { type: "run-ended", outcome: "failed", skipped: 1, bytes: 0, failure },
    );
    for (const part of [
      "✗ pump-1  Start K3s  failed",
      "k3s-start apply",
      "Exit code: 1",
      "starting",
      "evil line",
      "What to do: ",
      "The run failed.",
      "already so: 1",
      "To continue: forecourt resume",
      "To take everything back: forecourt undo",
    ])
      expect(text).toContain(part);
    expect(text.match(/evil/g)).toHaveLength(1);
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  });

  it("tells a failure that belongs to no step", () => {
    const text = told(started, {
      type: "run-ended",
      outcome: "failed",
      skipped: 0,
      bytes: 0,
      failure,
    });
    expect(text).toContain("evil line");
  });

  it("says that nothing was to do, and how it ended", () => {
    const all = plan.steps.map(({ id }) => stepEnded(id, "skipped"));
    const end: NewRunEvent = {
      type: "run-ended",
      outcome: "done",
      skipped: 3,
      bytes: 0,
    };
    expect(told(started, ...all, end)).toMatch(
      /Nothing was to do\.\nStation s-0815 is ready\./,
    );
    const undone = { ...started, kind: "undo" } as NewRunEvent;
    expect(told(undone, { ...end, skipped: 0 })).toContain(
      "Station s-0815 is as it was before.",
    );
    const resumed: NewRunEvent = {
      type: "run-resumed",
      app: "0.1.0",
      owner: "a@b",
      plan,
    };
    const takenBack = {
      ...stepEnded("till-2/k3s-join", "done"),
      outcome: "undone",
    } as NewRunEvent;
    expect(told(resumed, takenBack, { ...end, skipped: 0 })).toContain(
      "as it was before",
    );
    const aborted: NewRunEvent = {
      type: "run-ended",
      outcome: "aborted",
      skipped: 0,
      bytes: 0,
    };
    expect(told(started, aborted)).toContain("The run was stopped.");
  });

  it("does not stumble over steps that it does not know", () => {
    const { show } = setting({ write: () => undefined });
    for (const event of [
      stepStarted("x/y"),
      progress(1),
      stepEnded("x/y", "done"),
    ])
      show(event);
  });
});
