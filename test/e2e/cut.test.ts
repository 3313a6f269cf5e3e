import { mkdtempSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forecourt, onSite, siteArguments } from "../lab/forecourt.ts";
import { labBundle, type LabBundle } from "../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import { writeSite, type Site } from "../lab/site.ts";

interface Seen {
  readonly type: string;
  readonly step?: string;
  readonly outcome?: string;
  readonly bytes?: number;
  readonly totalBytes?: number;
}

describe("what happens on the way", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-cut-"));
  let host: LabHost;
  let bundle: LabBundle;
  let site: Site;

  beforeAll(async () => {
    host = await (await ensureLab()).host(1);
    await host.reset();
    bundle = await labBundle();
    site = writeSite(folder, [host]);
  });

  afterAll(async () => {
    await host.reset();
    rmSync(folder, { recursive: true });
  });

  /** Installs, and calls `meddle` with every event; answers the exit code and all events. */
  async function run(
    command: "install" | "resume",
    meddle: (event: Seen) => Promise<void>,
  ) {
    const child = forecourt(siteArguments(command, site, bundle, "--json"), {
      FORECOURT_HOME: site.home,
    });
    const exit = new Promise<number | null>((resolve) =>
      child.once("exit", resolve),
    );
    child.stderr?.resume();
    const events: Seen[] = [];
    if (child.stdout === null) throw new Error("its output is piped");
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith("{")) continue;
      const event = JSON.parse(line) as Seen;
      events.push(event);
      await meddle(event);
    }
    return { code: await exit, events };
  }

  it("a cable pulled while files are sent and while a job runs: the same run goes on by itself", async () => {
    const pulled = new Set<string>();
    const { code, events } = await run("install", async (event) => {
      const sending =
        event.type === "step-progress" &&
        event.step === `${host.name}/k3s-upload` &&
        (event.bytes ?? 0) > 20_000_000;
      const working =
        event.type === "step-started" &&
        event.step === `${host.name}/docker-programs`;
      const what = sending ? "sending" : working ? "working" : undefined;
      if (what === undefined || pulled.has(what)) return;
      pulled.add(what);
      await host.pullCable();
      // Longer than the sign of life is waited for, so that the connection is really given up.
      await new Promise((resolve) => setTimeout(resolve, 25_000));
      await host.plugCable();
    });
    expect([...pulled].sort()).toEqual(["sending", "working"]);
    expect(events.filter(({ type }) => type === "run-ended")).toMatchObject([
      { outcome: "done" },
    ]);
    expect(code).toBe(0);
    // What had arrived before the cut was not sent again, but for what was on its way.
    const sent = events.find(
      ({ type, step }) =>
        type === "step-ended" && step === `${host.name}/k3s-upload`,
    );
    const total = events.find(
      ({ type, step }) =>
        type === "step-progress" && step === `${host.name}/k3s-upload`,
    )?.totalBytes;
    expect(sent?.bytes).toBeLessThan((total ?? 0) + 3 * 16 * 1024 * 1024);
  });

  it("a server that loses its power in the middle of a step: resume brings it to its end", async () => {
    await host.reset();
    let cut = false;
    const first = await run("install", async (event) => {
      if (cut || event.type !== "step-started") return;
      if (event.step !== `${host.name}/docker-service`) return;
      cut = true;
      await host.powerCut();
      await host.waitUp();
    });
    expect(cut).toBe(true);
    if (first.code !== 0) {
      expect(first.code).toBe(6);
      const second = await onSite("resume", site, bundle, "--json");
      expect(second.code).toBe(0);
    }
    const status = await onSite("status", site, bundle, "--json");
    expect(status.events[0]?.["nodes"]).toMatchObject([{ ready: true }]);
  });
});
