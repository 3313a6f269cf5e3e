import { useLayoutEffect } from "react";
import type { Preferences } from "../../common/ipc/snapshot.ts";
import { languageOf } from "../../common/messages/language.ts";

/** Language and colours as chosen, or as the system has them until then, at the page's root. */
export function usePreferences(preferences: Preferences | undefined): void {
  const { language, theme } = preferences ?? { language: null, theme: null };
  useLayoutEffect(() => {
    document.documentElement.lang = language ?? languageOf(navigator.language);
  }, [language]);
  useLayoutEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const contrast = matchMedia("(prefers-contrast: more)");
    const paint = () => {
      document.documentElement.dataset["theme"] =
        theme ??
        (contrast.matches ? "contrast" : dark.matches ? "dark" : "light");
    };
    paint();
    dark.addEventListener("change", paint);
    contrast.addEventListener("change", paint);
    return () => {
      dark.removeEventListener("change", paint);
      contrast.removeEventListener("change", paint);
    };
  }, [theme]);
}
