// The wizard's first screen in the browser shell: how long it takes to be there, and how much of
// JavaScript it needs.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { buildRenderer } from "../../scripts/build-renderer.ts";
import { startBrowserShell } from "../lab/browser-shell.ts";
import { launchChromium } from "../lab/chromium.ts";
import type { Benchmark, Sides } from "./rows.ts";

/** Starts the program, opens its page in a browser that runs already, and waits until one can begin. */
async function firstScreen(
  browser: Browser,
  look: (page: Page) => void = () => undefined,
): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), "forecourt-bench-home-"));
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  look(page);
  const start = performance.now();
  const shell = await startBrowserShell(home);
  try {
    await page.goto(shell.url, { waitUntil: "commit" });
    await page
      .getByRole("button", { name: "New station" })
      .click({ trial: true });
    return (performance.now() - start) / 1000;
  } finally {
    await shell.stop();
    await context.close();
    rmSync(home, { recursive: true, force: true });
  }
}

const firstScreenRow: Benchmark = {
  name: "app.first-screen",
  unit: "s",
  goal: 1.5,
  direction: "atMost",
  against: "nothing",
  async prepare(): Promise<Sides> {
    await buildRenderer();
    const browser = await launchChromium();
    return {
      ours: () => firstScreen(browser),
      close: async () => {
        await browser.close();
        return [];
      },
    };
  },
};

const bundleSizeRow: Benchmark = {
  name: "app.bundle-size",
  unit: "kB",
  goal: 400,
  direction: "atMost",
  against: "nothing",
  async prepare(): Promise<Sides> {
    await buildRenderer();
    const browser = await launchChromium();
    return {
      async ours() {
        const scripts: Promise<Buffer>[] = [];
        await firstScreen(browser, (page) => {
          page.on("response", (response) => {
            if (response.request().resourceType() === "script")
              scripts.push(response.body());
          });
        });
        const sizes = (await Promise.all(scripts)).map(
          (script) => gzipSync(script).length,
        );
        return sizes.reduce((sum, size) => sum + size, 0) / 1000;
      },
      close: async () => {
        await browser.close();
        return [];
      },
    };
  },
};

export const appRows: readonly Benchmark[] = [firstScreenRow, bundleSizeRow];
