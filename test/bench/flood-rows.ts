// A step that prints 50 MB at full speed: how long the page's longest frame is, how much memory main
// takes, and whether the transcript has every byte. All of it is real but K3s: sshd, main, page.
import { createReadStream, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { Page } from "playwright-core";
import { startBrowserShell } from "../lab/browser-shell.ts";
import { launchChromium } from "../lab/chromium.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import { writeSite } from "../lab/site.ts";
import { benchFolder } from "./folder.ts";
import { floodBundle, floodText, type FloodBundle } from "./flood-bundle.ts";
import type { Benchmark, Sides } from "./rows.ts";

const bytes = 50_000_000;
/** The host of the lab that is used. */
const number = 3;

interface Measured {
  /** Milliseconds. */
  readonly longestFrame: number;
  /** MB (10^6). */
  readonly memory: number;
  readonly seconds: number;
}

class FloodPlace {
  readonly folder: string;
  readonly #host: LabHost;
  readonly #bundle: FloodBundle;
  #sites = 0;

  private constructor(folder: string, host: LabHost, bundle: FloodBundle) {
    this.folder = folder;
    this.#host = host;
    this.#bundle = bundle;
  }

  static async open(): Promise<FloodPlace> {
    const folder = benchFolder(400_000_000);
    const host = await (await ensureLab()).host(number);
    return new FloodPlace(folder, host, await floodBundle(folder, bytes));
  }

  /** Installs up to the end of the loud step, with the page open on it. */
  async flood(): Promise<Measured> {
    await this.#host.reset();
    await this.#host.booted();
    const folder = join(this.folder, `site-${(this.#sites += 1)}`);
    const site = writeSite(folder, [this.#host], { id: "s-flood" });
    const shell = await startBrowserShell(site.home);
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({
        viewport: { width: 1024, height: 600 },
      });
      await page.goto(shell.url);
      const measured = await watch(page, async () => {
        await askFor(page, "station.open", { path: site.station });
        await askFor(page, "bundle.open", {
          folder: this.#bundle.folder,
          trustKey: this.#bundle.key,
        });
        await askFor(page, "hosts.check", {
          secrets: [{ host: this.#host.name, password: this.#host.password }],
        });
        await askFor(page, "run.start", null);
      });
      const memory = peakOf(shell.pid);
      await shell.stop();
      await this.#mustHaveAll(site.home);
      return { ...measured, memory };
    } finally {
      await browser.close();
      await shell.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Throws where a line of the flood is missing from the transcript. */
  async #mustHaveAll(home: string): Promise<void> {
    const runs = join(home, "runs", "s-flood");
    const [run = ""] = readdirSync(runs);
    let next = 0;
    for (const file of parts(
      join(runs, run),
      `transcript-${this.#host.name}`,
    )) {
      const stream = createReadStream(file);
      const input = file.endsWith(".gz") ? stream.pipe(createGunzip()) : stream;
      for await (const line of createInterface({ input }))
        if (line.endsWith(floodText(next))) next += 1;
    }
    if (next !== this.#bundle.lines)
      throw new Error(
        `the transcript has ${next} of ${this.#bundle.lines} lines in order`,
      );
  }

  async close(): Promise<string[]> {
    await this.#host.reset();
    rmSync(this.folder, { recursive: true, force: true });
    return ["no byte of the transcript was lost"];
  }
}

/** The files of one log, oldest first: what was turned over is `<name>.<number>.log.gz`. */
function parts(folder: string, name: string): string[] {
  const number = (file: string) =>
    Number(/\.(\d+)\.log\.gz$/.exec(file)?.[1] ?? Infinity);
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`))
    .sort((a, b) => number(a) - number(b))
    .map((file) => join(folder, file));
}

async function askFor(
  page: Page,
  channel: string,
  input: unknown,
): Promise<void> {
  const answer = await page.evaluate<{ ok: boolean }>(
    `forecourt.${channel}(${JSON.stringify(input)})`,
  );
  if (!answer.ok) throw new Error(`${channel}: ${JSON.stringify(answer)}`);
}

/** Frames are counted from the loud step's start until its last line must have been painted. */
async function watch(
  page: Page,
  begin: () => Promise<void>,
): Promise<{ longestFrame: number; seconds: number }> {
  await page.waitForFunction("window.forecourt !== undefined");
  await page.evaluate(`void (window.flood = new Promise((resolve, reject) => {
    let going = false, ended = false, over = false, last = 0, longest = 0, began = 0;
    const frame = (now) => {
      if (going) longest = Math.max(longest, now - last);
      last = now;
      if (over) resolve({ longestFrame: longest, seconds: (now - began) / 1000 - 2 });
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    forecourt.run.onEvent((event) => {
      if (event.type === "run-ended" && !ended) reject(new Error(JSON.stringify(event)));
      if (!String(event.step).endsWith("/k3s-install")) return;
      if (event.type === "step-started") { going = true; began = performance.now(); }
      // The terminal is behind by as much as it has to paint.
      if (event.type === "step-ended") {
        ended = true;
        setTimeout(() => (over = true), 2000);
      }
    });
  }))`);
  await begin();
  return await page.evaluate("window.flood");
}

/** The most memory that a process ever had, Node itself included. */
function peakOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kB = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]);
  return (kB * 1024) / 1e6;
}

const row = (
  name: string,
  unit: string,
  goal: number,
  figure: (measured: Measured) => number,
): Benchmark => ({
  name,
  unit,
  goal,
  direction: "atMost",
  against: "nothing",
  async prepare(): Promise<Sides> {
    const place = await FloodPlace.open();
    return {
      ours: async () => figure(await place.flood()),
      close: () => place.close(),
    };
  },
});

export const floodRows: readonly Benchmark[] = [
  row("terminal.flood-frame", "ms", 100, ({ longestFrame }) => longestFrame),
  row("terminal.flood-memory", "MB", 250, ({ memory }) => memory),
];
