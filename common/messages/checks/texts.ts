import type { CheckId } from "../../model/check.ts";
import type { Language } from "../language.ts";

/** What one check says in one language; `seen` and `mend` may use its data and `{host}`. */
export interface CheckSentences {
  /** What is checked, as a heading. */
  readonly title: string;
  /** What was seen where it is not as it should be. Without: the failure's own sentence. */
  readonly seen?: string;
  /** Why it matters. */
  readonly why: string;
  /** How to mend it, beside the commands; may be missing where these say all. */
  readonly mend?: string;
}

/** The data that a finding carries where something is wrong (all keys), and its sentences. */
export type CheckTexts = { readonly data: readonly string[] } & Readonly<
  Record<Language, CheckSentences>
>;

/** Checks that belong together. */
export type SomeTexts = Readonly<Partial<Record<CheckId, CheckTexts>>>;

/** Keeps a family to be read as a few lines per check. */
export function say(
  title: string,
  seen: string,
  why: string,
  mend?: string,
): CheckSentences {
  return { title, seen, why, ...(mend === undefined ? {} : { mend }) };
}

/** For a check whose blocking finding has a failure code: that one's sentences say what and what to do. */
export function brief(title: string, why: string): CheckSentences {
  return { title, why };
}
