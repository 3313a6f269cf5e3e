import { useCallback, useSyncExternalStore } from "react";
import { type Language, languageOf } from "../../common/messages/language.ts";
import {
  formatBytes,
  formatDuration,
  type MessageData,
} from "../../common/messages/sentence.ts";
import { installWordsEn } from "./words.en.ts";
import { installWordsJa } from "./words.ja.ts";
import type { InstallWordKey, InstallWords } from "./words.ts";
import { installWordsZhHans } from "./words.zh-hans.ts";

export const installWords: Record<Language, InstallWords> = {
  en: installWordsEn,
  "zh-Hans": installWordsZhHans,
  ja: installWordsJa,
};

export type Say = (key: InstallWordKey, data?: MessageData) => string;

/** The page's language, and this screen's words in it. */
export function useInstallWords(): { language: Language; say: Say } {
  const language = useSyncExternalStore(watchLanguage, readLanguage);
  const say = useCallback<Say>(
    (key, data = {}) => fill(installWords[language][key], data, language),
    [language],
  );
  return { language, say };
}

const readLanguage = () => languageOf(document.documentElement.lang);

function watchLanguage(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["lang"] });
  return () => observer.disconnect();
}

function fill(text: string, data: MessageData, language: Language): string {
  return text.replace(
    /\{(\w+)(?::(\w+))?\}/g,
    (_all, key: string, format?: string) => {
      const value = data[key];
      if (value === undefined) return "?";
      if (typeof value === "string") return value;
      if (format === "bytes") return formatBytes(value);
      return format === "ms" ? formatDuration(value, language) : String(value);
    },
  );
}
