import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import { languages } from "../../../common/messages/language.ts";
import { axeFinds, misfits } from "./canned-main.ts";

const themes = ["light", "dark", "contrast"] as const;

/**
 * In every theme and every language; pictures where FORECOURT_PICTURES names a folder for them. Afterwards it
 * is light and English.
 */
export async function fitsEverybody(
  {
    page,
    tell,
  }: {
    readonly page: Page;
    readonly tell: (change: Partial<Snapshot>) => void;
  },
  name: string,
): Promise<void> {
  const dress = async (
    theme: (typeof themes)[number],
    language: (typeof languages)[number],
  ) => {
    tell({ preferences: { theme, language } });
    await page
      .locator(`html[lang="${language}"][data-theme="${theme}"]`)
      .waitFor();
  };
  const folder = process.env["FORECOURT_PICTURES"];
  for (const [at, theme] of themes.entries()) {
    await dress(theme, languages[at] ?? "en");
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/${name}-${theme}.png` });
    expect(await misfits(page), `${name} ${theme}`).toEqual([]);
    expect(await axeFinds(page), `${name} ${theme}`).toEqual([]);
  }
  await dress("light", "en");
}
