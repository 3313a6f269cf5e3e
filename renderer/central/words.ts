import { wordsOf } from "../i18n/words.ts";
import { centralWordsEn } from "./words.en.ts";
import { centralWordsJa } from "./words.ja.ts";
import { centralWordsZhHans } from "./words.zh-hans.ts";

export const centralWords = wordsOf(centralWordsEn, {
  "zh-Hans": centralWordsZhHans,
  ja: centralWordsJa,
});
