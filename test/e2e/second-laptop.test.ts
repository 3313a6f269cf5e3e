import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ended, forecourt, onSite } from "../lab/forecourt.ts";
import { labBundle, type LabBundle } from "../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import { writeSite, type Site } from "../lab/site.ts";
import { unzipped } from "../unzipped.ts";

describe("a run that one laptop left, on another", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-second-"));
  let host: LabHost;
  let bundle: LabBundle;
  /** The same station on two laptops, which share nothing but its file. */
  let first: Site;
  let second: Site;
  let run: unknown;

  beforeAll(async () => {
    host = await (await ensureLab()).host(1);
    await host.reset();
    await host.booted();
    bundle = await labBundle();
    first = writeSite(folder, [host]);
    second = { ...first, home: join(folder, "other-home") };
  });

  afterAll(async () => {
    await host.reset();
    rmSync(folder, { recursive: true });
  });

  it("is seen there as it stands, from what the host remembers", async () => {
    // A file where a folder has to be.
    await host.exec("rm -rf /etc/docker && touch /etc/docker");
    const failed = await onSite("install", first, bundle, "--json");
    expect(failed.code).toBe(6);
    run = failed.events.find(({ type }) => type === "run-started")?.["run"];
    const status = await onSite("status", second, bundle, "--json");
    expect(status.events[0]).toMatchObject({
      lastRun: { run, outcome: "failed" },
    });
  });

  it("goes on there to its end, and tells all of it, from the first laptop's first step on", async () => {
    await host.exec("rm /etc/docker");
    const resumed = await onSite("resume", second, bundle, "--json");
    expect(resumed.stderr).toBe("");
    const types = resumed.events.map(({ type, outcome }) =>
      type === "run-ended" ? outcome : type,
    );
    expect(types).toContain("run-resumed");
    expect(types).toContain("done");

    const zip = join(folder, "second.zip");
    const exported = await ended(
      forecourt(["export", String(run), `--out=${zip}`, "--no-hosts"], {
        FORECOURT_HOME: second.home,
      }),
    );
    expect(exported.code).toBe(0);
    const account = (await unzipped(zip)).get("account.txt")?.toString() ?? "";
    const told = ["has started", "/etc/docker", "goes on", "is ready."].map(
      (text) => account.indexOf(text),
    );
    expect(Math.min(...told)).toBeGreaterThan(-1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it("the first laptop learns of it from the host as well, and has nothing left to go on with", async () => {
    const status = await onSite("status", first, bundle, "--json");
    expect(status.events[0]).toMatchObject({
      lastRun: { run, outcome: "done" },
    });
    const again = await onSite("resume", first, bundle, "--json");
    expect(again.events.some(({ type }) => type === "step-started")).toBe(
      false,
    );
  });
});
