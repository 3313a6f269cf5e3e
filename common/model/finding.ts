import { z } from "zod";
import { FailureCode } from "./failure.ts";

/** A check's answer about one host. Text is made from `code` and `data` in the reader's language. */
export const Finding = z.object({
  /** Which check, such as "disk.free". */
  check: z.string(),
  host: z.string(),
  /** `fail` stops before anything is changed. */
  level: z.enum(["ok", "warn", "fail"]),
  /** The sentence to show; for ok findings none is needed. */
  code: FailureCode.optional(),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Finding = z.infer<typeof Finding>;
