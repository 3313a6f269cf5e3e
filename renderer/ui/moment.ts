import type { Language } from "../../common/messages/language.ts";

/** A day as the reader writes it; what is no date stays as it is. */
export function dayOf(date: string, language: Language): string {
  const day = new Date(date);
  return Number.isNaN(day.getTime())
    ? date
    : day.toLocaleDateString(language, {
        year: "numeric",
        month: "long",
        day: "numeric",
      });
}
