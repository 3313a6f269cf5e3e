import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  axeFinds,
  launchBrowser,
  misfits,
  openPage,
  serveCanned,
} from "./canned-main.ts";
import { moments } from "./moments.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function opened(moment: string) {
  const { hash, snapshot } = moments[moment] ?? {};
  if (hash === undefined || snapshot === undefined)
    throw new Error(`no moment ${moment}`);
  const main = await serveCanned(snapshot);
  const { page, context, wrong } = await openPage(browser, main.startUrl());
  await page.evaluate(`location.hash = "${hash}"`);
  await page.reload();
  await page.locator(`.app[data-screen="${hash}"] h1`).waitFor();
  return {
    main,
    page,
    context,
    card: (check: string) => page.locator(`.finding[data-check="${check}"]`),
    inputs: (channel: string) =>
      main.asked
        .filter((each) => each.channel === channel)
        .map(({ input }) => input),
    end: async () => {
      expect(wrong).toEqual([]);
      await context.close();
      await main.close();
    },
  };
}

const next = (page: Page) => page.getByRole("button", { name: "Next" });

test("each finding says what was seen, why, and its commands; they can be copied", async () => {
  const { page, context, card, end } = await opened("check-fail");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const forwarding = card("kernel.forwarding");
  await forwarding.getByText("/etc/sysctl.d/99-hardening.conf").first().waitFor(); // prettier-ignore
  await forwarding.getByText("After the next start").waitFor();
  await forwarding.getByRole("button", { name: "Copy" }).click();
  await forwarding.getByText("Copied").waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(
    /^sudo sed .*\nsudo sysctl --system\n$/,
  );
  expect(await next(page).isDisabled()).toBe(true);
  await end();
});

test("what stops for good cannot be accepted; what asks for a decision wants a reason", async () => {
  const { page, card, inputs, end } = await opened("check-fail");
  const accept = { name: "Accept", exact: true };
  expect(await card("disk.free").getByRole("button", accept).count()).toBe(0);
  await card("kernel.forwarding").getByRole("button", accept).click();
  const dialog = page.getByRole("dialog");
  expect(await misfits(page)).toEqual([]);
  expect(await axeFinds(page)).toEqual([]);
  expect(await dialog.getByRole("button", accept).isDisabled()).toBe(true);
  await dialog.getByLabel("Reason").fill("  ");
  await page.keyboard.press("Enter");
  expect(inputs("checks.accept")).toEqual([]);
  await dialog.getByLabel("Reason").fill(" The file goes tonight. ");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await expect
    .poll(() => inputs("checks.accept"))
    .toEqual([
      {
        host: "s-0042-server",
        check: "kernel.forwarding",
        reason: "The file goes tonight.",
      },
    ]);
  await end();
});

test("a fix is chosen and taken back, an acceptance withdrawn", async () => {
  const { main, card, inputs, end } = await opened("check-fail");
  await card("clock.laptop").getByRole("button", { name: "Let the plan mend it" }).click(); // prettier-ignore
  await expect
    .poll(() => inputs("checks.fix"))
    .toEqual([{ host: "s-0042-server", check: "clock.laptop", on: true }]);
  main.tell({ findings: moments["check-decided"]?.snapshot.findings ?? null });
  await card("clock.laptop").getByText("plan mends it").waitFor();
  await card("clock.laptop").getByRole("button", { name: "I mend it myself" }).click(); // prettier-ignore
  await expect
    .poll(() => inputs("checks.fix").at(-1))
    .toEqual({
      host: "s-0042-server",
      check: "clock.laptop",
      on: false,
    });
  const forwarding = card("kernel.forwarding");
  await forwarding.getByText("Accepted by maria@laptop-7").waitFor();
  await forwarding.getByRole("button", { name: "Take back" }).click();
  await expect
    .poll(() => inputs("checks.accept"))
    .toEqual([
      { host: "s-0042-server", check: "kernel.forwarding", reason: null },
    ]);
  await end();
});

test("what is well is folded away, and opens by keyboard", async () => {
  const { page, end } = await opened("check-good");
  await page.getByText("It can be installed", { exact: true }).waitFor();
  const summary = page.locator("details.passed summary").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  await page.getByText("Own name in /etc/hosts").waitFor();
  expect(await axeFinds(page)).toEqual([]);
  expect(await next(page).isDisabled()).toBe(false);
  await end();
});
