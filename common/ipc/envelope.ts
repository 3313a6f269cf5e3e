import type { Failure } from "../model/failure.ts";

/** How an answer crosses: never as a thrown error, of which only the text would arrive. */
export type Answered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure }
  /** A bug: told as such, with no more than a sentence. */
  | { readonly ok: false; readonly bug: string };
