import type { Finding } from "../../common/model/finding.ts";

export const families = [
  "os",
  "cpu",
  "memory",
  "disk",
  "network",
  "clock",
  "kernel",
  "security",
  "conflicts",
  "other",
] as const;
export type Family = (typeof families)[number];
export type Level = Finding["level"];

export interface FamilyView {
  readonly family: Family;
  /** The worst of its findings. */
  readonly level: Level;
  readonly findings: readonly Finding[];
}

/** The family is the first part of a check's name. */
export function familyOf({ check }: Pick<Finding, "check">): Family {
  const [first = ""] = check.split(".");
  return families.find((family) => family === first) ?? "other";
}

const order: readonly Level[] = ["fail", "warn", "ok"];

export function worstOf(findings: readonly Finding[]): Level {
  return (
    order.find((level) => findings.some((each) => each.level === level)) ?? "ok"
  );
}

/** A host's findings by family, what has to be mended first. */
export function familiesOf(
  findings: readonly Finding[],
  host: string,
): FamilyView[] {
  const own = findings.filter((finding) => finding.host === host);
  return families
    .map((family) => {
      const members = own
        .filter((finding) => familyOf(finding) === family)
        .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
      return { family, level: worstOf(members), findings: members };
    })
    .filter(({ findings: members }) => members.length > 0)
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}
