import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  test,
} from "vitest";
import { ensurePackages } from "../../lab/packages.ts";
import { buildPage } from "./built-page.ts";

const floodBytes = 50_000_000;
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let site: Awaited<ReturnType<typeof buildPage>>;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  await ensurePackages(["chromium"]);
  site = await buildPage();
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: quiet,
  });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 600 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  page = await context.newPage();
  errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
});
afterEach(async () => {
  // The policy holds: nothing of xterm's was refused.
  expect(await page.evaluate("fake.violations")).toEqual([]);
  expect(errors).toEqual([]);
  await page.context().close();
});

async function open(query = "") {
  await page.goto(`${site.url}?${query}`);
  await page.locator(".xterm-rows").first().waitFor();
}
const rows = () => page.evaluate<string>("fake.rows()");
const seesRow = (text: string) =>
  expect.poll(rows, { timeout: 20_000 }).toContain(text);
const button = (name: string | RegExp) =>
  page.getByRole("button", { name, exact: true });
const calls = () => page.evaluate<unknown[][]>("fake.calls");

async function copied(): Promise<string> {
  await button("Select all").click();
  await button("Copy").click();
  await expect
    .poll(() => page.locator(".term-said").innerText())
    .toBe("Copied");
  return await page.evaluate<string>("navigator.clipboard.readText()");
}

test("a flood of 50 MB: the newest is shown whole and in order, and the page stays alive", async () => {
  await open();
  const told = await page.evaluate<{
    longest: number;
    frames: number;
    took: number;
    lines: number;
  }>(`fake.flood("pump-1", ${floodBytes})`);
  console.log(
    `flood of ${floodBytes / 1e6} MB: longest frame ${told.longest.toFixed(0)} ms, ${told.frames} frames, ${told.took.toFixed(0)} ms`,
  );
  const text = await copied();
  const lines = text.split("\n").filter((line) => line !== "");
  const numbers = lines.map((line) =>
    line.startsWith("line ") ? Number(line.slice(5, 13)) : undefined,
  );
  // As much as fits, without a gap, up to the end.
  expect(lines.length).toBeGreaterThan(15_000);
  const last = told.lines - 1;
  expect(numbers.at(-1)).toBe(last);
  const begin = numbers.lastIndexOf(undefined) + 1;
  numbers
    .slice(begin)
    .forEach((number, at, all) =>
      expect(number).toBe(last - all.length + 1 + at),
    );
  expect(numbers.length - begin).toBeGreaterThan(15_000);
  for (const line of lines.slice(begin))
    expect(line).toBe(`${line.slice(0, 13)} ${"x".repeat(39)}`);
});

test("what is said later goes on where it was", async () => {
  await open();
  await seesRow("k3s-airgap-images");
  await page.evaluate(`fake.say("pump-1", "one more\\n")`);
  await seesRow("one more");
  expect(await copied()).toMatch(/── docker-programs apply[^]*one more/);
});

test("search finds, stays where it found, and following goes on when asked", async () => {
  await open();
  await page.evaluate(`fake.flood("pump-1", 1_000_000)`);
  await seesRow("line 00015624");
  expect(await button("Following").getAttribute("aria-pressed")).toBe("true");

  await button("Search").click();
  const field = page.getByRole("textbox", { name: "Search" }).first();
  // The bar takes a row from the terminal, which begins a search anew.
  await page.waitForTimeout(300);
  await field.fill("line 0000123");
  await expect
    .poll(() => page.locator(".term-matches").innerText())
    .toBe("1 of 10");
  await field.press("Enter");
  await expect
    .poll(() => page.locator(".term-matches").innerText())
    .toBe("2 of 10");
  await seesRow("line 00001231");
  await page.evaluate(`fake.say("pump-1", "news\\n".repeat(50))`);
  await page.waitForTimeout(300);
  await seesRow("line 00001231");
  await field.press("Shift+Enter");
  await expect
    .poll(() => page.locator(".term-matches").innerText())
    .toBe("1 of 10");
  await field.fill("no such thing");
  await expect
    .poll(() => page.locator(".term-matches").innerText())
    .toBe("0 of 0");
  await field.press("Escape");

  await page.locator(".term-follow").click();
  await seesRow("news");
  // Scrolling up stops it, the button stops it too.
  await page.locator(".term-place").first().hover();
  await page.mouse.wheel(0, -2000);
  await page.locator(".term-follow").waitFor();
  await page.locator(".term-follow").click();
  await button("Following").click();
  await page.evaluate(
    `fake.say("pump-1", "later\\n".repeat(60) + "the end\\n")`,
  );
  await page.waitForTimeout(300);
  expect(await rows()).not.toContain("the end");
  await page
    .getByRole("button", { name: "Follow", exact: true })
    .first()
    .click();
  await seesRow("the end");
});

test("colours, size and theme come through the policy", async () => {
  await open();
  await seesRow("truecolor");
  const color = (text: string) =>
    page.evaluate<string>(
      `getComputedStyle([...document.querySelectorAll(".xterm-rows span")].find((span) => span.innerText === "${text}")).color`,
    );
  await expect.poll(() => color("truecolor")).toBe("rgb(200, 30, 30)");
  await expect.poll(() => color("error")).toBe("rgb(179, 38, 30)");
  await page.evaluate(`document.documentElement.dataset.theme = "dark"`);
  await expect.poll(() => color("error")).toBe("rgb(255, 143, 133)");
  const size = () =>
    page.evaluate<string>(
      `getComputedStyle(document.querySelector(".xterm-rows")).fontSize`,
    );
  expect(await size()).toBe("13px");
  await button("Larger text").click();
  expect(await size()).toBe("14px");
  await button("For screen readers").click();
  await page.locator(".xterm-accessibility").waitFor({ state: "attached" });
});

test("a shell: typed, painted, resized, left by key, closed and opened again", async () => {
  await open();
  await page.getByRole("tab", { name: "Shell" }).click();
  await seesRow("root@pump-1:~#");
  await page.keyboard.type("ls é");
  await seesRow("root@pump-1:~# ls é");
  const typed = (await calls()).filter(([name]) => name === "write");
  expect(typed.map(([, , text]) => text).join("")).toBe("ls é");
  // 15 bytes of greeting and 5 that were typed.
  await expect.poll(() => page.evaluate("fake.painted")).toBe(20);
  await page.setViewportSize({ width: 1280, height: 700 });
  await expect
    .poll(async () => (await calls()).some(([name]) => name === "resize"))
    .toBe(true);
  await page.keyboard.press("F6");
  expect(await page.evaluate("document.activeElement.tagName")).toBe("BUTTON");
  // Other tabs leave it open.
  await page.getByRole("tab", { name: "Output" }).click();
  await page.getByRole("tab", { name: "Shell" }).click();
  await seesRow("root@pump-1:~# ls é");
  await page.evaluate(`fake.tell("closed", { id: 1 })`);
  await page.getByText("The shell has ended.").waitFor();
  await button("Open again").click();
  await expect.poll(() => page.evaluate("fake.shells")).toBe(2);
  await page.evaluate("fake.unmount()");
  await expect
    .poll(async () => (await calls()).at(-1))
    .toEqual(["close", { id: 2 }]);
  expect(await page.evaluate("fake.listeners()")).toBe(0);
  expect(await page.evaluate("document.adoptedStyleSheets.length")).toBe(0);
});

test("stop asks first and says what it means; a failure says all and offers to go on", async () => {
  await open();
  await button("Stop").click();
  await page.getByText("goes on to its end").waitFor();
  await page.keyboard.press("Escape");
  expect(await calls()).toEqual([]);
  await button("Stop").click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
  await expect.poll(calls).toEqual([["stop", null]]);

  await open("state=failed");
  const panel = page.locator(".ui-failure");
  for (const part of [
    "Start K3s",
    "pump-1",
    "systemctl start k3s.service",
    "address already in use",
  ])
    expect(await panel.innerText()).toContain(part);
  await button("Resume").click();
  await expect.poll(calls).toEqual([["resume", null]]);
  await button("Take back").click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Take back" })
    .click();
  await expect.poll(calls).toEqual([
    ["resume", null],
    ["undo", null],
  ]);
});

test("fits 1024×600, stacks below 900, and axe finds nothing", async () => {
  const axe = await readFile(
    createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
    "utf8",
  );
  for (const state of ["running", "failed", "done"])
    for (const theme of ["light", "dark", "contrast"]) {
      await open(`state=${state}&theme=${theme}`);
      await page.evaluate(axe);
      const found = await page.evaluate<string[]>(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`,
      );
      expect(found.filter((line) => !isOfThePage(line))).toEqual([]);
      expect(
        await page.evaluate(
          "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]",
        ),
      ).toEqual([600, 1024]);
    }
  await page.setViewportSize({ width: 700, height: 600 });
  await page.getByRole("tab", { name: "Terminal" }).click();
  await expect.poll(() => page.locator(".inst-left").isVisible()).toBe(false);
  await seesRow("k3s-airgap-images");
});

/** The page around the screen is the wizard's: here it is bare. */
function isOfThePage(violation: string): boolean {
  return violation.startsWith("page-has-heading-one");
}
