import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  forecourt,
  killedAt,
  onSite,
  siteArguments,
} from "../lab/forecourt.ts";
import { labBundle, type LabBundle } from "../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import { writeSite, type Site } from "../lab/site.ts";

describe("the installer killed with SIGKILL in every step", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-killed-"));
  let hosts: LabHost[];
  let bundle: LabBundle;
  let site: Site;

  beforeAll(async () => {
    const lab = await ensureLab();
    hosts = [await lab.host(1), await lab.host(2)];
    await Promise.all(hosts.map((host) => host.reset()));
    bundle = await labBundle();
    site = writeSite(folder, hosts);
  });

  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.reset()));
    rmSync(folder, { recursive: true });
  });

  /** Starts it and strikes as soon as a step begins that was not struck before; answers that step. */
  async function strike(struck: ReadonlySet<string>, again: boolean) {
    let hit: string | undefined;
    const { events } = await killedAt(
      forecourt(
        siteArguments(again ? "resume" : "install", site, bundle, "--json"),
        { FORECOURT_HOME: site.home },
      ),
      ({ type, step }) => {
        if (type !== "step-started" || struck.has(step as string)) return false;
        hit = step as string;
        return true;
      },
    );
    const done = events.some(
      ({ type, outcome }) => type === "run-ended" && outcome === "done",
    );
    return { hit, done };
  }

  it("each time the next one takes the run up and brings it to its end", async () => {
    const struck = new Set<string>();
    for (;;) {
      const { hit, done } = await strike(struck, struck.size > 0);
      if (hit === undefined) {
        expect(done).toBe(true);
        break;
      }
      struck.add(hit);
    }
    // Every step that there is was struck: those of both hosts.
    const { events } = await onSite("install", site, bundle, "--json");
    const steps = events
      .filter(({ type }) => type === "step-ended")
      .map(({ step, outcome }) => [step, outcome]);
    expect(steps.map(([step]) => step).sort()).toEqual([...struck].sort());
    expect(steps.filter(([, outcome]) => outcome !== "skipped")).toEqual([]);
    const { events: status } = await onSite("status", site, bundle, "--json");
    expect(status[0]?.["nodes"]).toMatchObject([
      { ready: true },
      { ready: true },
    ]);
  });
});
