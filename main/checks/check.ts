import type { FailureCode } from "../../common/model/failure.ts";
import type { Finding } from "../../common/model/finding.ts";
import type { Facts } from "../../common/model/facts.ts";
import type { Manifest } from "../../common/model/manifest.ts";
import type { Station, StationHost } from "../../common/model/station.ts";

/** What a check may know. */
export interface CheckInput {
  readonly station: Station;
  readonly host: StationHost;
  readonly facts: Facts;
  readonly manifest: Manifest;
  /** Seconds since 1970 on the laptop as the facts arrived. */
  readonly laptopClock: number;
}

/** A pure function over facts. Nothing found means that all is well. */
export type Check = (input: CheckInput) => Finding | undefined;

export function finding(
  input: CheckInput,
  check: string,
  level: Finding["level"],
  code: FailureCode,
  data: Finding["data"],
): Finding {
  return { check, host: input.host.name, level, code, data };
}
