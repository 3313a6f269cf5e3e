import { describe, expect, it } from "vitest";
import { FormFinder } from "../../main/logs/form-finder.ts";
import type { SecretForm } from "../../main/logs/secret-forms.ts";

/** What the search must find: every place of every form, looked for one by one. */
function expected(forms: readonly SecretForm[], text: string, from: number) {
  const places: string[] = [];
  for (const form of forms)
    for (let at = from; at <= text.length - form.text.length; at += 1)
      if (text.startsWith(form.text, at)) places.push(`${at} ${form.text}`);
  return places.sort();
}

function found(forms: readonly SecretForm[], text: string, from = 0) {
  const places: string[] = [];
  new FormFinder(forms).find(text, from, (form, start) =>
    places.push(`${start} ${form.text}`),
  );
  return places.sort();
}

const form = (text: string): SecretForm => ({ text, wholeWord: false });

describe("the search for all secrets at once", () => {
  it("finds nothing where there is nothing to look for", () => {
    expect(found([], "anything")).toEqual([]);
    expect(found([form("longer than the text")], "text")).toEqual([]);
  });

  it("finds each place of each, also where they overlap, begin alike or are very short", () => {
    const forms = ["aaaaaa", "aaaaaab", "aab", "b", "ÿÿÿÿÿÿÿ"].map(form);
    const text = "aaaaaaaab ÿÿÿÿÿÿÿÿ aab";
    for (let from = 0; from <= text.length; from += 1)
      expect(found(forms, text, from)).toEqual(expected(forms, text, from));
  });

  it("finds the same as a search one by one, whatever the forms and the text are", () => {
    let seed = 7;
    const next = (below: number) =>
      (seed = (seed * 48271) % 0x7fffffff) % below;
    // Few letters: so that there is much to find, and much that is nearly so.
    const random = (length: number) =>
      Array.from({ length }, () => "ab\u00e7"[next(3)]).join("");
    for (let turn = 0; turn < 300; turn += 1) {
      const forms = Array.from({ length: 1 + next(12) }, () =>
        form(random(1 + next(14))),
      );
      const text = random(next(400));
      const from = next(8);
      expect(found(forms, text, from)).toEqual(expected(forms, text, from));
    }
  });

  it("finds what is longer than its table's widest step", () => {
    const long = "x".repeat(300) + "y".repeat(700);
    const text = `${"x".repeat(500)}${"y".repeat(900)}`;
    expect(found([form(long)], text)).toEqual([`200 ${long}`]);
  });
});
