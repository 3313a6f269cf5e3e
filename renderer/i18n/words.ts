import type { Language } from "../../common/messages/language.ts";
import type { MessageData } from "../../common/messages/sentence.ts";

/** The words of one screen in every language; the English ones say which there are. */
export type Words<Key extends string> = Readonly<
  Record<Language, Readonly<Record<Key, string>>>
>;

export type Say<Key extends string> = (key: Key, data?: MessageData) => string;

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
