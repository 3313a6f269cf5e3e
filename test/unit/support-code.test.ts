import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../common/model/events.ts";
import { failureCodes } from "../../common/model/failure.ts";
import { stepNames } from "../../common/model/plan.ts";
import { checkIds } from "../../common/model/check.ts";
import {
  hashOf,
  readSupportCode,
  supportCode,
  supportFactsOf,
  type SupportFacts,
} from "../../common/support/support-code.ts";
import { aPlan } from "./run-samples.ts";

const facts: SupportFacts = {
  app: "0.1.0",
  kind: "install",
  step: "k3s-start",
  code: "k3s-start-failed",
  checks: ["disk.free", "clock.laptop"],
};
const code = supportCode(facts);
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

describe("a support code", () => {
  it("says what it was made from", () => {
    expect(code).toMatch(/^([0-9A-Z]{4}-)+[0-9A-Z]{1,4}$/);
    expect(code.length).toBeLessThan(32);
    expect(readSupportCode(code)).toEqual(facts);
  });

  it.each<SupportFacts>([
    {
      app: "12.34.56",
      kind: "undo",
      step: null,
      code: "host-unreachable",
      checks: [],
    },
    {
      app: "1.0.0",
      kind: "install",
      step: "docker-proof",
      code: null,
      checks: [...checkIds].slice(0, 4),
    },
    { ...facts, app: "0.2.0-beta.1" },
  ])("whatever that is: %o", (other) => {
    expect(readSupportCode(supportCode(other))).toEqual({
      ...other,
      app: other.app.replace(/-.*/, ""),
    });
  });

  it("is read in small letters, without hyphens, with O for 0 and I or L for 1", () => {
    const heard = code
      .toLowerCase()
      .replaceAll("-", " ")
      .replaceAll("0", "o")
      .replaceAll("1", "l");
    expect(readSupportCode(heard)).toEqual(facts);
  });

  it("is refused with any one symbol mistyped", () => {
    const symbols = code.replaceAll("-", "");
    for (let at = 0; at < symbols.length; at += 1)
      for (const other of alphabet)
        if (other !== symbols[at])
          expect(
            readSupportCode(
              symbols.slice(0, at) + other + symbols.slice(at + 1),
            ),
            `${at} ${other}`,
          ).toBeUndefined();
  });

  it("is refused with any two neighbours exchanged", () => {
    const symbols = code.replaceAll("-", "");
    for (let at = 0; at + 1 < symbols.length; at += 1) {
      const [a = "", b = ""] = [symbols[at], symbols[at + 1]];
      if (a !== b)
        expect(
          readSupportCode(symbols.slice(0, at) + b + a + symbols.slice(at + 2)),
        ).toBeUndefined();
    }
  });

  it.each([
    "",
    "-",
    "0",
    "0000",
    "ZZZZ-ZZZZ",
    "U".repeat(15),
    "站",
    code.slice(0, 9),
  ])("is no text such as %j", (text) =>
    expect(readSupportCode(text)).toBeUndefined(),
  );

  it.each([
    ["steps", stepNames, 16n],
    ["failures", failureCodes, 20n],
    ["checks", checkIds, 16n],
  ] as const)("no two %s share their hash", (_, names, width) => {
    const seen = new Map(names.map((name) => [hashOf(name, width), name]));
    expect(seen.size).toBe(names.length);
  });
});

describe("what a code is about", () => {
  const head = { seq: 1, time: "2026-11-26T14:00:00.000Z" };
  const start: RunEvent = {
    ...head,
    type: "run-started",
    version: 1,
    run: "r",
    kind: "install",
    app: "0.1.0",
    owner: "o",
    plan: aPlan,
  };
  const broken: RunEvent = {
    ...head,
    type: "step-ended",
    step: "h1/docker-service",
    outcome: "failed",
    bytes: 0,
    took: 1,
    failure: { code: "docker-start-failed", data: {}, retry: false },
  };
  const end: RunEvent = {
    ...head,
    type: "run-ended",
    outcome: "failed",
    skipped: 0,
    bytes: 0,
  };

  it("is the last try's failed step", () => {
    expect(supportFactsOf([start, broken, end])).toMatchObject({
      step: "docker-service",
      code: "docker-start-failed",
    });
    const resumed: RunEvent = {
      ...head,
      type: "run-resumed",
      app: "0.2.0",
      owner: "o",
      plan: aPlan,
    };
    expect(supportFactsOf([start, broken, end, resumed])).toBeUndefined();
    expect(
      supportFactsOf([
        start,
        broken,
        end,
        resumed,
        { ...end, failure: { code: "host-busy", data: {}, retry: true } },
      ]),
    ).toMatchObject({ app: "0.2.0", step: null, code: "host-busy" });
  });

  it("is nothing where nothing failed", () => {
    expect(supportFactsOf([])).toBeUndefined();
    expect(
      supportFactsOf([start, { ...end, outcome: "done" }]),
    ).toBeUndefined();
  });
});
