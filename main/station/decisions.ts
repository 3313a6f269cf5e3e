import type { CheckId, FixableCheck } from "../../common/model/check.ts";
import type { RunEvent } from "../../common/model/events.ts";
import {
  acceptable,
  type Acceptance,
  type Finding,
} from "../../common/model/finding.ts";

/** Whose finding is meant; without a host those of all. */
interface Meant<C extends CheckId = CheckId> {
  readonly check: C;
  readonly host?: string;
}

/** What a technician decided about findings: to go on in spite of them, or to have them mended. */
export interface Decisions {
  readonly accepted: readonly (Meant & Acceptance)[];
  readonly fixes: readonly Meant<FixableCheck>[];
}

export const noDecisions: Decisions = { accepted: [], fixes: [] };

/** One step mends all that is wrong with a clock. */
const mender = (check: CheckId) =>
  check.startsWith("clock.") ? "clock" : check;

const fits = (meant: Meant, { check, host }: Meant) =>
  meant.check === check && (meant.host === undefined || meant.host === host);

/** The findings with the decisions about them. A blocking one cannot be accepted. */
export function decided(
  findings: readonly Finding[],
  { accepted, fixes }: Decisions,
): Finding[] {
  return findings.map((finding) => {
    const acceptance = acceptable(finding)
      ? accepted.find((each) => fits(each, finding))
      : undefined;
    const wishes = fixes.filter(
      (each) =>
        fits({ ...each, check: finding.check }, finding) &&
        mender(each.check) === mender(finding.check),
    );
    // Where all is well, only who names check and host means it; a resumed run finds it in the journal.
    const isFixed =
      finding.fix === undefined
        ? wishes.some(
            ({ check, host }) => check === finding.check && host !== undefined,
          )
        : wishes.length > 0;
    return {
      ...finding,
      ...(finding.fix === undefined && !isFixed
        ? {}
        : { fix: { chosen: isFixed } }),
      ...(acceptance === undefined
        ? {}
        : {
            accepted: {
              reason: acceptance.reason,
              by: acceptance.by,
              time: acceptance.time,
            },
          }),
    };
  });
}

/** Those of a run, out of its journal: it is resumed as it was begun. */
export function decisionsIn(events: readonly RunEvent[]): Decisions {
  const findings = events.flatMap((event) =>
    event.type === "finding" ? [event.finding] : [],
  );
  return {
    accepted: findings.flatMap(({ check, host, accepted }) =>
      accepted === undefined ? [] : [{ check, host, ...accepted }],
    ),
    fixes: findings.flatMap(({ check, host, fix }) =>
      fix?.chosen === true ? [{ check: check as FixableCheck, host }] : [],
    ),
  };
}

/** Both, the later first. */
export function together(a: Decisions, b: Decisions): Decisions {
  return {
    accepted: [...b.accepted, ...a.accepted],
    fixes: [...b.fixes, ...a.fixes],
  };
}
