import { useCallback } from "react";
import type { Language } from "../../common/messages/language.ts";
import { fill } from "../../common/messages/sentence.ts";
import { useLanguage } from "./use-language.ts";
import type { Say, Words } from "./words.ts";

/** A screen's words in the page's language. */
export function useWords<Key extends string>(
  words: Words<Key>,
): { readonly language: Language; readonly say: Say<Key> } {
  const language = useLanguage();
  const say = useCallback<Say<Key>>(
    (key, data = {}) => fill(words[language][key], data, language),
    [words, language],
  );
  return { language, say };
}
