import {
  families,
  familyOf,
  FixableCheck,
  type Family,
} from "../../common/model/check.ts";
import { stops, type Finding } from "../../common/model/finding.ts";

/** What a finding asks of the reader, by what was decided about it. */
export type Standing =
  | "ok"
  | "unseen"
  | "accepted"
  /** The plan mends it. */
  | "mended"
  | "warn"
  /** Stops until somebody accepts it. */
  | "decide"
  | "fail";

export function standingOf(finding: Finding): Standing {
  const { level, fix, accepted, blocking } = finding;
  if (level === "ok" || level === "unseen") return level;
  if (fix?.chosen === true) return "mended";
  if (accepted !== undefined) return "accepted";
  if (level === "warn") return "warn";
  return blocking ? "fail" : "decide";
}

/** As a mark shows it. */
export const markOf: Readonly<
  Record<Standing, "ok" | "unseen" | "warn" | "fail">
> = {
  ok: "ok",
  unseen: "unseen",
  accepted: "ok",
  mended: "ok",
  warn: "warn",
  decide: "fail",
  fail: "fail",
};

const order: readonly Standing[] = [
  "fail",
  "decide",
  "warn",
  "mended",
  "accepted",
  "unseen",
  "ok",
];

/** The worst of them; "ok" for none. */
export function worstOf(findings: readonly Finding[]): Standing {
  const standings = findings.map(standingOf);
  return order.find((each) => standings.includes(each)) ?? "ok";
}

export interface FamilyView {
  readonly family: Family;
  readonly findings: readonly Finding[];
}

export interface HostView {
  /** What asks something of the reader or was decided, by family, the worst first. */
  readonly open: readonly FamilyView[];
  /** What is well and what could not be seen. */
  readonly well: readonly FamilyView[];
  readonly passed: number;
  readonly unseen: number;
  readonly worst: Standing;
}

export function hostView(findings: readonly Finding[], host: string): HostView {
  const own = findings.filter((finding) => finding.host === host);
  const isOpen = ({ level }: Finding) => level === "warn" || level === "fail";
  const count = (level: Finding["level"]) =>
    own.filter((finding) => finding.level === level).length;
  return {
    open: byFamily(own.filter(isOpen)),
    well: byFamily(own.filter((finding) => !isOpen(finding))),
    passed: count("ok"),
    unseen: count("unseen"),
    worst: worstOf(own),
  };
}

const rank = (finding: Finding) => order.indexOf(standingOf(finding));

function byFamily(findings: readonly Finding[]): FamilyView[] {
  const views = families
    .map((family) => ({
      family,
      findings: findings
        .filter(({ check }) => familyOf(check) === family)
        .toSorted((a, b) => rank(a) - rank(b)),
    }))
    .filter((view) => view.findings.length > 0);
  const worst = (view: FamilyView) => Math.min(...view.findings.map(rank));
  return views.toSorted((a, b) => worst(a) - worst(b));
}

/** How many still keep the plan from being made. */
export function stopping(findings: readonly Finding[]): number {
  return findings.filter(stops).length;
}

/** The check as one that the app can mend; undefined where it cannot. */
export function fixable(finding: Finding): FixableCheck | undefined {
  if (finding.fix === undefined) return undefined;
  const check = FixableCheck.safeParse(finding.check);
  return check.success ? check.data : undefined;
}
