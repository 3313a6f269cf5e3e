import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { languages } from "../../../common/messages/language.ts";
import { axeFinds, launchBrowser, misfits } from "./canned-main.ts";
import { moments } from "./moments.ts";
import { openScreen } from "./open-screen.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const themes = ["light", "dark", "contrast"] as const;

test.each(Object.entries(moments))(
  "%s: axe finds nothing, all fits a small window and a finger, in every theme and language",
  async (_name, { hash, snapshot, answers = {}, refusals = {} }) => {
    const wizard = await openScreen(browser, snapshot, hash, (main) => {
      for (const [channel, value] of Object.entries(answers))
        main.answers[channel] = () => value;
      for (const [channel, failure] of Object.entries(refusals))
        main.refuse(channel, failure, Infinity);
    });
    for (const [row, theme] of themes.entries())
      for (const [column, language] of languages.entries()) {
        wizard.tell({ preferences: { theme, language } });
        await wizard.page
          .locator(`html[lang="${language}"][data-theme="${theme}"]`)
          .waitFor();
        const where = `${theme} ${language}`;
        expect(await misfits(wizard.page), where).toEqual([]);
        // Colours are the theme's and words the language's: each once is enough for what takes longer.
        if (row === column)
          expect(await axeFinds(wizard.page), where).toEqual([]);
      }
    await wizard.end();
  },
);
