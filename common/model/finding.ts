import { z } from "zod";
import { CheckId } from "./check.ts";
import { FailureCode } from "./failure.ts";

/** A technician's decision to go on in spite of a finding. */
export const Acceptance = z.object({
  reason: z.string().min(1).max(500),
  /** `user@laptop` */
  by: z.string(),
  /** ISO time of the laptop. */
  time: z.string(),
});
export type Acceptance = z.infer<typeof Acceptance>;

/** A check's answer about one host. Text is made from `check` and `data` in the reader's language. */
export const Finding = z.object({
  check: CheckId,
  host: z.string(),
  /**
   * `ok`; `unseen`: could not be seen with this account; `warn`: tells, and stops nothing; `fail`: stops
   * before anything is changed.
   */
  level: z.enum(["ok", "unseen", "warn", "fail"]),
  /** Of a `fail`: it cannot be accepted. */
  blocking: z.boolean().default(false),
  /** What a blocking one ends the command with. */
  code: FailureCode.optional(),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The exact commands that mend it on this host, for its root; never a secret. */
  mend: z.array(z.string()).default([]),
  /** The app can mend it: whether the technician chose that the plan does so. */
  fix: z.object({ chosen: z.boolean() }).optional(),
  accepted: Acceptance.optional(),
});
export type Finding = z.infer<typeof Finding>;

/** Whether it keeps the run from starting. */
export function stops(finding: Finding): boolean {
  return (
    finding.level === "fail" &&
    finding.fix?.chosen !== true &&
    (finding.blocking || finding.accepted === undefined)
  );
}

/** Whether a technician may decide to go on in spite of it. */
export function acceptable(finding: Finding): boolean {
  return (
    finding.level === "warn" || (finding.level === "fail" && !finding.blocking)
  );
}
