import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { languages } from "../../common/messages/language.ts";
import { longestWay } from "../../common/model/plan.ts";
import { failed, failureCodes } from "../../common/model/failure.ts";
import { exitCodeOf } from "../../main/commands/exit-codes.ts";
import { jsonView, planView, runView } from "../../main/commands/view.ts";
import { failure, plan, step, stepEnded } from "./view-samples.ts";

describe("plan", () => {
  it("shows hosts, steps, changes, bytes, times and the total", () => {
    const text = planView(plan, [], "en");
    for (const part of [
      "s-0815",
      "Autumn",
      "v1.35.1+k3s1",
      "pump-1",
      "till-2",
      "Send K3s' files",
      "sends 600 MB",
      "/usr/local/bin/k3s",
      "k3s.service",
    ])
      expect(text).toContain(part);
    expect(text).toContain(
      "Steps: 3, hosts: 2, to send at most: 600 MB, about 3 min",
    );
    expect(text.endsWith("\n")).toBe(true);
  });

  it("says what undo takes back of a step that lets somebody in", () => {
    const steps = [step("pump-1", "login-key", { changes: ["~/.ssh/id"] })];
    const lines = planView({ ...plan, steps }, [], "en").split("\n");
    const at = lines.findIndex((line) => line.includes("~/.ssh/id"));
    expect(lines[at + 1]).toBe("      Undo takes the key away again.");
    expect(planView(plan, [], "en")).not.toContain("Undo takes");
  });

  it("shows what checks found, and how it is mended", () => {
    const finding = {
      check: "disk.free",
      host: "pump-1",
      level: "fail",
      blocking: true,
      code: "disk-too-small",
      data: { path: "/var", need: 8e9, free: 5e9 },
      mend: ["df -h /var"],
    } as const;
    const well = {
      check: "os.linux",
      host: "till-2",
      level: "ok",
      blocking: false,
      data: {},
      mend: [],
    } as const;
    const text = planView(
      plan,
      [
        { ...finding, mend: [...finding.mend] },
        { ...well, mend: [] },
      ],
      "en",
    );
    expect(text).toContain("problem  pump-1  Free space (disk.free)");
    expect(text).toContain("only 5.0 GB free at /var; 8.0 GB are needed");
    expect(text).toContain("df -h /var");
    expect(text).toContain("Passed: 1, warnings: 0, problems: 1, not seen: 0");
    expect(planView(plan, [{ ...well, mend: [] }], "en")).toContain(
      "All checks passed.",
    );
  });

  it.each(languages)("leaves no placeholder open in %s", (language) => {
    expect(planView(plan, [], language)).not.toMatch(/[{}?]/);
  });

  it("counts steps side by side once", () => {
    expect(longestWay(plan.steps)).toBe(130);
    expect(longestWay([step("a", "k3s-start"), step("b", "k3s-start")])).toBe(
      10,
    );
    expect(longestWay([])).toBe(0);
  });
});

describe("as JSON", () => {
  it("is one event per line", () => {
    const event = {
      seq: 1,
      time: "t",
      ...stepEnded("a\n/b", "failed", failure),
    };
    let text = "";
    const view = runView({ json: true, station: "s", bundle: "b" }, "en", {
      write: (more: string) => (text += more),
    });
    view.show(event);
    view.end();
    expect(text).toBe(jsonView(event));
    expect(text.indexOf("\n")).toBe(text.length - 1);
    expect(JSON.parse(text)).toEqual(event);
  });

  it("quotes the commands that it proposes", () => {
    let text = "";
    const view = runView(
      { station: "my station's.yaml", bundle: "/media/stick" },
      "en",
      {
        write: (more: string) => (text += more),
      },
    );
    view.show({
      seq: 1,
      time: "t",
      type: "run-ended",
      outcome: "aborted",
      skipped: 0,
      bytes: 0,
    });
    expect(stripVTControlCharacters(text)).toContain(
      `forecourt resume --station 'my station'\\''s.yaml' --bundle /media/stick`,
    );
  });
});

describe("exit codes", () => {
  it("has one for every failure, and 1 for bugs", () => {
    for (const code of failureCodes)
      expect([3, 4, 5, 6, 7, 130]).toContain(exitCodeOf(failed(code)));
    expect(exitCodeOf(new Error("x"))).toBe(1);
    expect(exitCodeOf(undefined)).toBe(1);
    expect(exitCodeOf(failed("aborted"))).toBe(130);
    expect(exitCodeOf(failed("run-busy"))).toBe(7);
  });
});
