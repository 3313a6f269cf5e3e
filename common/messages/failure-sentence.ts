import type { FailureCode } from "../model/failure.ts";

/** What one code says: what happened, and what to do next. */
export type FailureSentence = {
  /** One plain sentence for a technician. */
  what: string;
  /** The next thing to do, with commands for the host where they help. */
  todo: string;
};

export type FailureSentences = Record<FailureCode, FailureSentence>;

/** Keeps the tables to be read as two lines per code. */
export function say(what: string, todo: string): FailureSentence {
  return { what, todo };
}
