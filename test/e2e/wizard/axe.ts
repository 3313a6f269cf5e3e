import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);
const themes = ["light", "dark", "contrast"] as const;

/** What axe finds wrong with the page as it is now, in every theme; the theme that was shown comes back. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const before = await page.evaluate<string>(
    "document.documentElement.dataset.theme",
  );
  const found: string[] = [];
  for (const theme of themes) {
    await show(page, theme);
    const told = await page.evaluate<string[]>(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, any }) => html + " " + any.map(({ message }) => message).join(" ")).join(" | ")))`,
    );
    found.push(...told.map((line) => `${theme}: ${line}`));
  }
  await show(page, before);
  return found;
}

const show = (page: Page, theme: string) =>
  page.evaluate(
    `document.documentElement.dataset.theme = ${JSON.stringify(theme)}`,
  );
