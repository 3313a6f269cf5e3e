import type { FailureCode } from "../../model/failure.ts";
import type { Language } from "../language.ts";

/** What one code says: what happened, and what to do next. */
export interface FailureSentence {
  /** One plain sentence for a technician. */
  readonly what: string;
  /** The next thing to do, with commands for the host where they help. */
  readonly todo: string;
}

/**
 * One code: which keys of `failure.data` it carries (all are required), and its sentences, which use
 * these and `{host}` only. Units: `need`, `free` and `found` of disk and memory in bytes; `seconds` in
 * seconds; `expires` and `since` as ISO times; `step` a step's name or id; lists as one string, joined
 * with ", ". `reason` is the technical text as it came (from a program or a library), in whatever
 * language that speaks.
 */
export type FailureTexts = { readonly data: readonly string[] } & Readonly<
  Record<Language, FailureSentence>
>;

/** Codes that belong together. */
export type FailureArea = Readonly<Partial<Record<FailureCode, FailureTexts>>>;

/** Keeps an area to be read as two lines per code and language. */
export function say(what: string, todo: string): FailureSentence {
  return { what, todo };
}
