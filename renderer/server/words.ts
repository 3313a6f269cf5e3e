import { wordsOf } from "../i18n/words.ts";
import { serverWordsEn } from "./words.en.ts";
import { serverWordsJa } from "./words.ja.ts";
import { serverWordsZhHans } from "./words.zh-hans.ts";

export const serverWords = wordsOf(serverWordsEn, {
  "zh-Hans": serverWordsZhHans,
  ja: serverWordsJa,
});
