import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Page,
} from "playwright-core";
import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import type { Failure } from "../../../common/model/failure.ts";
import { serveBrowser } from "../../../main/shell/browser/server.ts";
import { Windows } from "../../../main/shell/browser/windows.ts";
import { buildRenderer } from "../../../scripts/build-renderer.ts";
import { ensurePackages } from "../../lab/packages.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export async function launchBrowser(): Promise<Browser> {
  await ensurePackages(["chromium"]);
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
    ],
  });
}

/**
 * The built page from the real local server, over a main that is none: it holds a snapshot that the
 * test gives it, and answers from a list. It leaves out all that main does with what it is asked.
 */
export async function serveCanned(first: Snapshot) {
  let now = first;
  const windows = new Windows();
  const refusals = new Map<string, { failure: Failure; times: number }>();
  const asked: { channel: string; input: unknown }[] = [];
  const answers: Record<string, (input: never) => unknown> = {
    "files.places": () => [
      {
        path: "/media/tech/FORECOURT",
        label: "FORECOURT",
        kind: "drive",
        bundles: ["/media/tech/FORECOURT/autumn-2026"],
      },
      { path: "/home/tech", label: "/home/tech", kind: "home", bundles: [] },
      { path: "/", label: "/", kind: "computer", bundles: [] },
    ],
    "files.list": ({ path }: { path: string }) => ({
      path,
      parent: path === "/" ? null : "/",
      entries: [
        { name: "autumn-2026", kind: "bundle" },
        { name: "documents", kind: "folder" },
        { name: "s-0042.yaml", kind: "file" },
        { name: "headquarters.pub", kind: "file" },
      ],
    }),
    "files.packs": () => ({ packs: [], all: 0, more: 0 }),
    "files.dialogs": () => ({ native: false }),
    "secrets.kept": () => ({ possible: false, hosts: [] }),
    "run.events": () => [],
    "terminal.read": ({ from }: { from: number }) => ({
      from,
      bytes: "",
      end: 0,
    }),
  };
  const tell = (change: Partial<Snapshot>) => {
    now = { ...now, ...change, seq: now.seq + 1 };
    windows.send("wizard.changed", now);
  };
  const server = await serveBrowser({
    folder: await buildRenderer(),
    windows,
    answer: async (channel, input) => {
      asked.push({ channel, input });
      if (channel === "wizard.snapshot") return { ok: true, value: now };
      if (channel === "preferences.set")
        tell({ preferences: { ...now.preferences, ...(input as object) } });
      const refusal = refusals.get(channel);
      if (refusal !== undefined && refusal.times > 0) {
        refusal.times -= 1;
        return { ok: false, failure: refusal.failure };
      }
      return {
        ok: true,
        value: (await answers[channel]?.(input as never)) ?? null,
      };
    },
  });
  return {
    asked,
    answers,
    tell,
    /** What the next question on this channel is refused with, or the next ones. */
    refuse: (channel: string, failure: Failure, times = 1) =>
      void refusals.set(channel, { failure, times }),
    /** An event other than a changed snapshot. */
    send: (channel: string, data: unknown) => windows.send(channel, data),
    startUrl: () => server.startUrl(),
    close: () => server.close(),
  };
}

/** A window on it; what breaks the page's policy, or is thrown in it, is kept. */
export async function openPage(
  browser: Browser,
  url: string,
  size = { width: 1024, height: 600 },
): Promise<{ page: Page; context: BrowserContext; wrong: string[] }> {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") wrong.push(message.text());
  });
  await page.goto(url);
  await page.locator("h1").waitFor();
  return { page, context, wrong };
}

/** What axe finds wrong. */
export async function axeFinds(page: Page): Promise<string[]> {
  if ((await page.evaluate("typeof axe")) === "undefined")
    await page.evaluate(await readFile(axe, "utf8"));
  return page.evaluate<string[]>(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, failureSummary }) => html + failureSummary).join(" ")))`,
  );
}

/** What is smaller than a finger, or leads out of the window. */
export const misfits = (page: Page) =>
  page.evaluate<string[]>(`(() => {
    const dialog = document.querySelector("dialog[open]");
    const small = [...(dialog ?? document).querySelectorAll("button, select, input, a[href], [role=tab]")]
      .filter((each) => !each.disabled && each.getClientRects().length > 0)
      .filter((each) => !(each.matches("input[type=checkbox], input[type=radio]") && each.closest("label")?.getBoundingClientRect().height >= 44))
      .filter((each) => { const { width, height } = each.getBoundingClientRect(); return width < 44 || height < 44; })
      .map((each) => "small: " + each.outerHTML.slice(0, 120));
    const { scrollWidth, scrollHeight } = document.documentElement;
    const wide = scrollWidth > innerWidth || scrollHeight > innerHeight ? ["scrolls: " + scrollWidth + "×" + scrollHeight] : [];
    const cut = [...document.querySelectorAll(".ui-button, .rail-title, h1, h2")]
      .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
      .map((each) => "cut: " + each.outerHTML.slice(0, 120));
    const out = [...document.querySelectorAll(".ui-button")].filter((each) => {
      const panel = each.closest(".ui-panel-body, .screen-foot, .ui-dialog")?.getBoundingClientRect();
      const { left, right } = each.getBoundingClientRect();
      return panel !== undefined && right > left && (right > panel.right || left < panel.left);
    }).map((each) => "out: " + each.outerHTML.slice(0, 120));
    return [...small, ...wide, ...cut, ...out];
  })()`);
