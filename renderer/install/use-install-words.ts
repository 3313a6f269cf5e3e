import { useWords } from "../i18n/use-words.ts";
import type { Say as AnySay, Words } from "../i18n/words.ts";
import { installWordsEn } from "./words.en.ts";
import { installWordsJa } from "./words.ja.ts";
import { installWordsZhHans } from "./words.zh-hans.ts";

export type InstallWordKey = keyof typeof installWordsEn;

export const installWords: Words<InstallWordKey> = {
  en: installWordsEn,
  "zh-Hans": installWordsZhHans,
  ja: installWordsJa,
};

export type Say = AnySay<InstallWordKey>;

export const useInstallWords = () => useWords(installWords);
