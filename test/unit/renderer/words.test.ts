import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { languages } from "../../../common/messages/language.ts";
import type { Words } from "../../../renderer/i18n/words.ts";

const renderer = fileURLToPath(new URL("../../../renderer", import.meta.url));

/** Whatever a module in the renderer exports as words: each screen has its own. */
const found = (
  await Promise.all(
    readdirSync(renderer, { recursive: true, encoding: "utf8" })
      .filter((file) => /words\.ts$/.test(file) && !file.startsWith("i18n"))
      .map(
        async (file) =>
          (await import(/* @vite-ignore */ join(renderer, file))) as Record<
            string,
            unknown
          >,
      ),
  )
)
  .flatMap((module) => Object.entries(module))
  .filter((entry): entry is [string, Words<string>] => {
    const [, value] = entry;
    return typeof value === "object" && value !== null && "zh-Hans" in value;
  });

const placeholders = (text: string) =>
  [...new Set((text.match(/\{\w+(?::\w+)?\}/g) ?? []).sort())].join();

it("finds the screens' words", () => {
  expect(found.map(([name]) => name)).toEqual(
    expect.arrayContaining(["wizardWords", "stationWords", "installWords"]),
  );
});

describe.each(found)("%s", (_name, words) => {
  it("are there in every language, and say the same", () => {
    const keys = Object.keys(words.en).sort();
    for (const language of languages) {
      expect(Object.keys(words[language]).sort()).toEqual(keys);
      for (const key of keys) {
        const text = words[language][key] ?? "";
        expect(text.trim(), `${language} ${key}`).not.toBe("");
        expect(placeholders(text), `${language} ${key}`).toBe(
          placeholders(words.en[key] ?? ""),
        );
        expect(
          text.replace(/\{\w+(?::\w+)?\}/g, ""),
          `${language} ${key}`,
        ).not.toMatch(/[{}]/);
        // A sentence that nobody translated.
        if (
          language !== "en" &&
          /[a-z]{4,} [a-z]{3,}/.test(words.en[key] ?? "")
        )
          expect(text, `${language} ${key}`).not.toBe(words.en[key]);
      }
    }
  });
});
