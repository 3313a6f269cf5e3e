import {
  checkIds,
  FixableCheck,
  type CheckId,
} from "../../common/model/check.ts";
import type { Finding } from "../../common/model/finding.ts";
import type { Check, CheckInput } from "./check.ts";
import { clockChecks } from "./clock.ts";
import { conflictChecks } from "./conflicts.ts";
import { cpuMemoryChecks } from "./cpu-memory.ts";
import { diskChecks } from "./disk.ts";
import { kernelChecks } from "./kernel.ts";
import { networkChecks } from "./network.ts";
import { osChecks } from "./os.ts";
import { securityChecks } from "./security.ts";

const checks: Readonly<Record<CheckId, Check>> = {
  ...osChecks,
  ...cpuMemoryChecks,
  ...diskChecks,
  ...networkChecks,
  ...clockChecks,
  ...kernelChecks,
  ...securityChecks,
  ...conflictChecks,
};

/** All findings about one host, in the order of the checks; what is well is among them. */
export function findingsOf(input: CheckInput): Finding[] {
  return checkIds.flatMap((check): Finding[] => {
    const verdict = checks[check](input);
    if (verdict === undefined) return [];
    const { blocking = false, mend, fixable, ...rest } = verdict;
    const bad = verdict.level === "warn" || verdict.level === "fail";
    return [
      {
        check,
        host: input.host.name,
        ...rest,
        blocking,
        mend: [...mend],
        ...(bad && fixable !== false && FixableCheck.safeParse(check).success
          ? { fix: { chosen: false } }
          : {}),
      },
    ];
  });
}
