/** The languages in which everything shown exists. */
export const languages = ["en", "zh-Hans", "ja"] as const;
export type Language = (typeof languages)[number];

/**
 * The language of a locale as an operating system or browser writes it:
 * `zh_CN.UTF-8`, `zh-Hans-CN`, `ja_JP`, `C`, or gettext's list `ja:en`. What is not known is English.
 * Traditional Chinese is not one of ours, and English serves its readers better than the wrong script.
 */
export function languageOf(locale: string | undefined): Language {
  for (const wish of (locale ?? "").split(":")) {
    const [first = "", ...rest] = wish
      .trim()
      .toLowerCase()
      .replace(/[.@].*$/, "")
      .split(/[-_]/);
    if (first === "ja") return "ja";
    if (first === "en") return "en";
    if (first === "zh") {
      const traditional =
        rest.includes("hant") ||
        (!rest.includes("hans") &&
          rest.some((part) => ["tw", "hk", "mo"].includes(part)));
      if (!traditional) return "zh-Hans";
    }
  }
  return "en";
}
