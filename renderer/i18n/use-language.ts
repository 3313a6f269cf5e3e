import { useSyncExternalStore } from "react";
import { type Language, languageOf } from "../../common/messages/language.ts";

/** The page's language; `<html lang>` is where it is kept, as fonts and screen readers go by that. */
export function useLanguage(): Language {
  return useSyncExternalStore(watch, read);
}

const read = () => languageOf(document.documentElement.lang);

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["lang"] });
  return () => observer.disconnect();
}
