import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runOf, snapshotAt } from "../../unit/renderer/wizard-samples.ts";
import { launchBrowser } from "./canned-main.ts";
import { openScreen } from "./open-screen.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("what a shell's menu offers opens the dialogs, wherever one is", async () => {
  const installed = snapshotAt("planned", { run: runOf("done") });
  const wizard = await openScreen(browser, installed, "cluster", (main) => {
    main.answers["cluster.nodes"] = () => [];
    main.answers["records.gather"] = () => ({ files: [], missing: [] });
  });
  const { page, button } = wizard;
  const choose = (what: string) =>
    page.evaluate(
      `void dispatchEvent(new CustomEvent("forecourt-menu", { detail: "${what}" }))`,
    );
  await choose("export-logs");
  await expect.poll(() => wizard.inputs("records.gather")).toHaveLength(1);
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await choose("open-run");
  await button("Practice run").waitFor();
  await button("Cancel").click();
  await wizard.end();
});
