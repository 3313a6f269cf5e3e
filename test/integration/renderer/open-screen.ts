import type { Browser } from "playwright-core";
import { expect } from "vitest";
import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import { openPage, serveCanned } from "./canned-main.ts";

/** A window on the page over a main that is none, at a screen; `button` and `inputs` are what tests want most. */
export async function openScreen(
  browser: Browser,
  snapshot: Snapshot,
  hash = "",
  prepare: (main: Awaited<ReturnType<typeof serveCanned>>) => void = () => {},
) {
  const main = await serveCanned(snapshot);
  prepare(main);
  const { page, context, wrong } = await openPage(browser, main.startUrl());
  if (hash !== "") {
    await page.evaluate(`location.hash = "${hash}"`);
    await page.reload();
    await page.locator(`.app[data-screen="${hash}"] h1`).waitFor();
  }
  const asked = (channel: string) =>
    main.asked
      .filter((each) => each.channel === channel)
      .map(({ input }) => input);
  return {
    ...main,
    page,
    /** What broke in the page so far; nothing may be left of it at the end. */
    wrong,
    inputs: asked,
    button: (name: string) => page.getByRole("button", { name, exact: true }),
    end: async () => {
      expect(wrong).toEqual([]);
      await context.close();
      await main.close();
    },
  };
}
