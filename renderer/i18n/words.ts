import { useCallback } from "react";
import type { Language } from "../../common/messages/language.ts";
import { fill, type MessageData } from "../../common/messages/sentence.ts";
import { useLanguage } from "./use-language.ts";

/** The words of one screen in every language; the English ones say which there are. */
export type Words<Key extends string> = Readonly<
  Record<Language, Readonly<Record<Key, string>>>
>;

export type Say<Key extends string> = (key: Key, data?: MessageData) => string;

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

/** Words whose keys are the English ones': a key that is missing elsewhere, or too many, is a type error. */
export function wordsOf<const English extends Readonly<Record<string, string>>>(
  en: English,
  others: Readonly<
    Record<
      Exclude<Language, "en">,
      Readonly<Record<keyof English & string, string>>
    >
  >,
): Words<keyof English & string> {
  return { en, ...others };
}
