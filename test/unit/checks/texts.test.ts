import { describe, expect, it } from "vitest";
import { checkTexts } from "../../../common/messages/checks/all.ts";
import { languages, type Language } from "../../../common/messages/language.ts";
import { checkIds } from "../../../common/model/check.ts";

const placeholders = (text: string) =>
  [...text.matchAll(/\{(\w+)(?::\w+)?\}/g)].map((match) => match[1] ?? "");

/** Every text of a language under a name of its own; titles apart, of which some are a product's name. */
const textsOf = (language: Language) =>
  new Map<string, string>(
    checkIds.flatMap((check) => {
      const { seen, why, mend } = checkTexts[check][language];
      return Object.entries({ seen, why, mend }).flatMap(([key, text]) =>
        text === undefined ? [] : [[`${check} ${key}`, text] as const],
      );
    }),
  );

describe.each(languages)("texts of the checks in %s", (language) => {
  it("have a title and a reason for every check", () => {
    for (const check of checkIds) {
      expect(checkTexts[check][language].title.trim(), check).not.toBe("");
      expect(checkTexts[check][language].why.trim(), check).not.toBe("");
    }
  });

  it("use only the data that their finding carries, in known formats", () => {
    const formats = ["bytes", "gbUp", "gbDown", "duration", "time"];
    for (const check of checkIds) {
      const { title, seen = "", why, mend = "" } = checkTexts[check][language];
      const known = new Set([...checkTexts[check].data, "host"]);
      const all = title + seen + why + mend;
      for (const key of placeholders(all)) expect(known, check).toContain(key);
      for (const [, format = ""] of all.matchAll(/\{\w+:(\w+)\}/g))
        expect(formats, check).toContain(format);
      expect(all.replace(/\{\w+(?::\w+)?\}/g, ""), check).not.toMatch(/[{}]/);
    }
  });

  it("say the same as English: the same parts, placeholders and commands", () => {
    const english = textsOf("en");
    const mine = textsOf(language);
    const code = (text: string) => (text.match(/`[^`]+`/g) ?? []).sort();
    expect([...mine.keys()]).toEqual([...english.keys()]);
    for (const [name, text] of mine) {
      const other = english.get(name) ?? "";
      expect([...new Set(placeholders(text))].sort(), name).toEqual(
        [...new Set(placeholders(other))].sort(),
      );
      expect(code(text), name).toEqual(code(other));
    }
  });
});

it("no two languages have the same sentence", () => {
  for (const [name, english] of textsOf("en")) {
    const all = languages.map((language) => textsOf(language).get(name));
    expect(new Set(all).size, `${name}: ${english}`).toBe(languages.length);
  }
});

it("Chinese and Japanese keep full-width punctuation beside their own script", () => {
  for (const language of ["zh-Hans", "ja"] as const)
    for (const [name, text] of textsOf(language))
      expect(text.replace(/`[^`]*`|\{[^}]*\}/g, ""), name).not.toMatch(
        /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][,;:?!()]/u,
      );
});
