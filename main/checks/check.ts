import type { checksOf, Family } from "../../common/model/check.ts";
import type { FailureCode } from "../../common/model/failure.ts";
import type { Finding } from "../../common/model/finding.ts";
import type { Facts } from "../../common/model/facts.ts";
import type { Manifest } from "../../common/model/manifest.ts";
import type { Station, StationHost } from "../../common/model/station.ts";

/** A host as it was seen, and seconds since 1970 on the laptop as the facts arrived. */
export interface Looked {
  readonly host: StationHost;
  readonly facts: Facts;
  readonly laptopClock: number;
}

/** What a check may know. */
export interface CheckInput extends Looked {
  readonly station: Station;
  /** Missing on a visit without a bundle. */
  readonly manifest?: Manifest;
  /** The station's other hosts, as far as they were seen. */
  readonly others: readonly Looked[];
}

type Data = Finding["data"];

/** What a check says, before it is somebody's finding. */
export interface Verdict {
  readonly level: Finding["level"];
  readonly blocking?: boolean;
  readonly code?: FailureCode;
  readonly data: Data;
  readonly mend: readonly string[];
  /** False where the app's own fix is made already and this is what is left. */
  readonly fixable?: false;
}

/** A pure function over facts. Undefined where the question does not arise. */
export type Check = (input: CheckInput) => Verdict | undefined;

/** A family's checks: all of them, and no other. */
export type Checks<F extends Family> = Readonly<
  Record<(typeof checksOf)[F][number], Check>
>;

export const ok = (data: Data = {}): Verdict => ({
  level: "ok",
  data,
  mend: [],
});

export const unseen: Verdict = { level: "unseen", data: {}, mend: [] };

type Mend = string | readonly string[];
const listed = (mend: Mend) => (typeof mend === "string" ? [mend] : mend);

export const warn = (data: Data, mend: Mend = []): Verdict => ({
  level: "warn",
  data,
  mend: listed(mend),
});

/** Stops until somebody accepts it. */
export const fail = (data: Data, mend: Mend = []): Verdict => ({
  level: "fail",
  data,
  mend: listed(mend),
});

/** Stops, and nobody can click it away. */
export const block = (
  data: Data,
  mend: Mend = [],
  code: FailureCode = "host-unfit",
): Verdict => ({
  level: "fail",
  blocking: true,
  code,
  data,
  mend: listed(mend),
});

/** What is null could not be seen. */
export function given<T>(
  value: T | null,
  look: (value: T) => Verdict | undefined,
): Verdict | undefined {
  return value === null ? unseen : look(value);
}

/** Whether this unit runs; null where nobody could be asked. */
export function runs(facts: Facts, ...units: string[]): boolean | null {
  return (
    facts.activeUnits && units.some((unit) => facts.activeUnits?.includes(unit))
  );
}

/** A kernel setting as a number. */
export function setting(facts: Facts, key: string): number | null {
  const value = facts.settings?.find((each) => each.key === key)?.value;
  return value === undefined ? null : Number(value);
}
