import type { Locator, Page } from "playwright-core";

/** How a person works the page: with a mouse, a finger, or the keyboard alone. */
export interface Hand {
  /** Presses a button, a choice, an entry of a list. */
  press(target: Locator): Promise<void>;
  write(field: Locator, text: string): Promise<void>;
}

export const mouse: Hand = {
  press: (target) => target.click(),
  write: async (field, text) => {
    await field.click();
    await field.fill(text);
  },
};

export const finger: Hand = {
  press: (target) => target.tap(),
  write: async (field, text) => {
    await field.tap();
    await field.fill(text);
  },
};

const mostTabs = 150;

/** Only keys: Tab goes there, Enter presses, letters are typed. */
export function keyboard(page: Page): Hand {
  const goTo = async (target: Locator) => {
    await target.waitFor();
    for (let tabs = 0; tabs < mostTabs; tabs += 1) {
      const there = await target.evaluate(isFocused);
      if (there) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`no way by Tab to ${String(target)}`);
  };
  return {
    press: async (target) => {
      await goTo(target);
      await page.keyboard.press("Enter");
    },
    write: async (field, text) => {
      await goTo(field);
      await page.keyboard.press("Control+A");
      await page.keyboard.type(text);
    },
  };
}

/** Runs in the page. */
const isFocused = (element: unknown): boolean =>
  element ===
  (globalThis as unknown as { document: { activeElement: unknown } }).document
    .activeElement;
