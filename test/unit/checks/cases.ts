import type { CheckId } from "../../../common/model/check.ts";
import type { FailureCode } from "../../../common/model/failure.ts";
import type { Change } from "./sample.ts";

/** "block": a failure that nobody may accept; with its code where it has one of its own. */
export type Expected = "ok" | "unseen" | "warn" | "fail" | "block" | "none" | FailureCode; // prettier-ignore

/** A check on changed hosts: at least one that passes (beside the good host) and one that does not. */
export interface Cases {
  readonly passes: readonly Change[];
  readonly refuses: readonly (readonly [Change, Expected])[];
}
export type CasesOf<C extends CheckId> = Readonly<Record<C, Cases>>;
