import { describe, expect, it } from "vitest";
import { failed } from "../../common/model/failure.ts";
import { whileHolding, type HoldCall } from "../../main/engine/hold.ts";

/** Time that passes only when somebody waits. */
const clock = {
  now: () => 0,
  sleep: (_: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted === true) reject(new Error("over"));
      setTimeout(resolve, 1);
    }),
};
const never = new AbortController().signal;

function host(log: string[], name: string, busyAt?: string): HoldCall {
  return (verb) => {
    log.push(`${name} ${verb}`);
    return verb === busyAt
      ? Promise.reject(
          failed("host-busy", { data: { owner: "x@y", since: 1 } }),
        )
      : Promise.resolve();
  };
}

describe("holding hosts", () => {
  it("takes all, works, and gives all back", async () => {
    const log: string[] = [];
    const result = await whileHolding(
      [host(log, "a"), host(log, "b")],
      clock,
      never,
      () => Promise.resolve(7),
    );
    expect(result).toBe(7);
    expect(log.filter((line) => !line.endsWith("beat"))).toEqual([
      "a take",
      "b take",
      "a release",
      "b release",
    ]);
  });

  it("one that is busy: nothing is done, and those taken are given back", async () => {
    const log: string[] = [];
    let worked = false;
    await expect(
      whileHolding(
        [host(log, "a"), host(log, "b", "take")],
        clock,
        never,
        () => {
          worked = true;
          return Promise.resolve();
        },
      ),
    ).rejects.toMatchObject({ failure: { code: "host-busy" } });
    expect(worked).toBe(false);
    expect(log).toEqual(["a take", "b take", "a release"]);
  });

  it("a hold that somebody took over ends the work, and says so", async () => {
    const log: string[] = [];
    await expect(
      whileHolding(
        [host(log, "a", "beat")],
        clock,
        never,
        (signal) =>
          new Promise((resolve) =>
            signal.addEventListener("abort", () => resolve("stopped")),
          ),
      ),
    ).rejects.toMatchObject({ failure: { code: "host-busy" } });
  });

  it("an unreachable host is no lost hold", async () => {
    let beats = 0;
    const call: HoldCall = (verb) =>
      verb === "beat" && (beats += 1) > 0
        ? Promise.reject(failed("connection-lost"))
        : Promise.resolve();
    const result = await whileHolding([call], clock, never, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return "done";
    });
    expect(result).toBe("done");
    expect(beats).toBeGreaterThan(1);
  });

  it("gives back after a failure too", async () => {
    const log: string[] = [];
    await expect(
      whileHolding([host(log, "a")], clock, never, () =>
        Promise.reject(new Error("bug")),
      ),
    ).rejects.toThrow("bug");
    expect(log.at(-1)).toBe("a release");
  });
});
