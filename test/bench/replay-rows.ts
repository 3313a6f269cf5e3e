// An exported run of 200,000 events, looked at in the wizard: how long it takes to its first screen, and how
// long a frame is while the timeline is dragged from end to end.
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openLaptopKey } from "../../main/adapters/files/laptop-key.ts";
import { RunStore } from "../../main/adapters/files/run-store.ts";
import { systemClock } from "../../main/adapters/files/system-clock.ts";
import { Redactor } from "../../main/logs/redactor.ts";
import { gatherExport } from "../../main/station/gather-export.ts";
import { saveExport } from "../../main/station/save-export.ts";
import { buildRenderer } from "../../scripts/build-renderer.ts";
import { startBrowserShell } from "../lab/browser-shell.ts";
import { launchChromium } from "../lab/chromium.ts";
import { benchFolder } from "./folder.ts";
import { run, writeRun, writeTranscript } from "./large-run.ts";
import type { Benchmark, Sides } from "./rows.ts";

const events = 200_000;
const transcript = 20_000_000;

/** Exports such a run; gives the file. */
async function exported(home: string): Promise<string> {
  const folder = writeRun(home, events);
  await writeTranscript(folder, home, transcript, "nothing secret");
  const path = join(home, "run.zip");
  const { signal } = new AbortController();
  const gathered = await gatherExport({
    run: await new RunStore(home, systemClock).find(run),
    redactor: new Redactor(),
    language: "en",
    state: home,
    signal,
  });
  await saveExport(gathered, path, openLaptopKey(home), { signal });
  await gathered.close();
  return path;
}

/** Opens the file in the wizard; gives what `measure` finds there. */
async function shown(
  home: string,
  path: string,
  measure: (page: Page, seconds: number) => Promise<number>,
): Promise<number> {
  const shell = await startBrowserShell(join(home, "state"));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({
      viewport: { width: 1024, height: 600 },
    });
    await page.goto(shell.url);
    await page.getByRole("button", { name: "Open run …" }).waitFor();
    const start = performance.now();
    await page.evaluate(
      `forecourt.replay.open(${JSON.stringify({ path })}).then((answer) => { if (!answer.ok) throw new Error(JSON.stringify(answer)); })`,
    );
    await page.getByRole("slider").waitFor();
    return await measure(page, (performance.now() - start) / 1000);
  } finally {
    await browser.close();
    await shell.stop();
  }
}

/** Milliseconds of the longest frame while the slider is dragged to its end and back, at once and for the first time. */
async function drag(page: Page): Promise<number> {
  const slider = page.getByRole("slider");
  const box = await slider.boundingBox();
  if (box === null) throw new Error("there is no slider");
  const y = box.y + box.height / 2;
  await page.evaluate(`void (() => {
    window.longest = 0;
    let last = 0;
    const frame = (now) => {
      if (last > 0) window.longest = Math.max(window.longest, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })()`);
  await page.mouse.move(box.x + 2, y);
  await page.mouse.down();
  for (const to of [box.x + box.width - 2, box.x + box.width / 3, box.x + 2])
    await page.mouse.move(to, y, { steps: 40 });
  await page.mouse.up();
  return page.evaluate<number>("window.longest");
}

const row = (
  name: string,
  unit: string,
  goal: number,
  measure: (page: Page, seconds: number) => Promise<number>,
): Benchmark => ({
  name,
  unit,
  goal,
  direction: "atMost",
  against: "nothing",
  async prepare(): Promise<Sides> {
    await buildRenderer();
    const home = benchFolder(500_000_000);
    const path = await exported(home);
    return {
      ours: () => shown(home, path, measure),
      close: () => {
        rmSync(home, { recursive: true });
        return Promise.resolve([]);
      },
    };
  },
});

export const replayRows: readonly Benchmark[] = [
  row("replay.first-screen", "s", 2, (_, seconds) => Promise.resolve(seconds)),
  row("replay.drag-frame", "ms", 100, drag),
];
