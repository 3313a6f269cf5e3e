import { wordsOf } from "../i18n/words.ts";
import { stationWordsJa } from "./words.ja.ts";
import { stationWordsZhHans } from "./words.zh-hans.ts";
import { stationWordsEn } from "./words.en.ts";

export const stationWords = wordsOf(stationWordsEn, {
  "zh-Hans": stationWordsZhHans,
  ja: stationWordsJa,
});
