import { failureCodes, type FailureCode } from "../model/failure.ts";
import { stepNames, type StepName } from "../model/plan.ts";
import type { Finding } from "../model/finding.ts";
import type { RunEvent, RunKind } from "../model/events.ts";
import { checkIds } from "../model/check.ts";
import { fromSymbols, toSymbols } from "./crockford.ts";

/** What somebody on the telephone needs to know first. */
export interface SupportFacts {
  /** Such as "0.1.0". */
  readonly app: string;
  readonly kind: RunKind;
  /** Null where it failed outside of a step. */
  readonly step: StepName | null;
  readonly code: FailureCode | null;
  /** Ids of checks that failed or warned, at most `mostChecks`. */
  readonly checks: readonly string[];
}

/** Of a code that was read: names that this version does not know are told as numbers. */
export interface ReadSupportCode {
  readonly app: string;
  readonly kind: RunKind;
  readonly step: string | null;
  readonly code: string | null;
  readonly checks: readonly string[];
}

const mostChecks = 4;
const version = 1n;

/**
 * Names travel as a few bits of their hash, not as their place in a list: lists grow, and a code of one
 * version is read by another. A test sees to it that no two names of a list share theirs.
 */
const widths = { step: 16n, code: 20n, check: 16n } as const;

/** "1K8F-9QTM-…", read out in groups of four; made without any network. */
export function supportCode(facts: SupportFacts): string {
  const [major = 0, minor = 0, patch = 0] = facts.app
    .split(/[.-]/)
    .map((part) => Number.parseInt(part, 10) || 0);
  const checks = [...new Set(facts.checks)].slice(0, mostChecks);
  const bits = new Bits();
  bits.put(version, 3n);
  bits.put(BigInt(Math.min(major, 31)), 5n);
  bits.put(BigInt(Math.min(minor, 127)), 7n);
  bits.put(BigInt(Math.min(patch, 127)), 7n);
  bits.put(facts.kind === "undo" ? 1n : 0n, 1n);
  bits.put(hashOf(facts.step, widths.step), widths.step);
  bits.put(hashOf(facts.code, widths.code), widths.code);
  bits.put(BigInt(checks.length), 3n);
  for (const check of checks)
    bits.put(hashOf(check, widths.check), widths.check);
  // Up to a whole number of symbols; the number of checks says where it ends.
  bits.put(0n, (5n - (bits.length % 5n)) % 5n);
  const symbols = toSymbols(bits.value, Number(bits.length / 5n));
  return symbols.match(/.{1,4}/g)?.join("-") ?? symbols;
}

/** Undefined where a symbol is wrong, or the code is of a version that this one cannot read. */
export function readSupportCode(text: string): ReadSupportCode | undefined {
  const value = fromSymbols(text);
  if (value === undefined) return undefined;
  const symbols = text.replace(/[\s-]/g, "").length - 2;
  const bits = new Bits(value, BigInt(symbols * 5));
  if (bits.take(3n) !== version || symbols * 5 < 62) return undefined;
  const app = [bits.take(5n), bits.take(7n), bits.take(7n)].join(".");
  const kind = bits.take(1n) === 1n ? "undo" : "install";
  const step = nameOf(bits.take(widths.step), stepNames, widths.step);
  const code = nameOf(bits.take(widths.code), failureCodes, widths.code);
  const count = Number(bits.take(3n));
  if (bits.length < BigInt(count) * widths.check) return undefined;
  const checks = Array.from(
    { length: count },
    () => nameOf(bits.take(widths.check), checkIds, widths.check) ?? "",
  );
  return { app, kind, step, code, checks };
}

/** What a failed run is about; undefined for one that did not fail. */
export function supportFactsOf(
  events: readonly RunEvent[],
): SupportFacts | undefined {
  const started = events.find((event) => event.type === "run-started");
  const begun = events.findLast(
    (event) => event.type === "run-started" || event.type === "run-resumed",
  );
  const from = events.findLastIndex(({ type }) => type === "run-resumed");
  const last = events.slice(Math.max(0, from));
  const end = last.find(
    (event) => event.type === "run-ended" && event.outcome === "failed",
  );
  const broken = last.find(
    (event) => event.type === "step-ended" && event.outcome === "failed",
  );
  if (begun === undefined || (end === undefined && broken === undefined))
    return undefined;
  const step = broken?.type === "step-ended" ? broken.step.split("/")[1] : null;
  const failure =
    (end?.type === "run-ended" ? end.failure : undefined) ??
    (broken?.type === "step-ended" ? broken.failure : undefined);
  return {
    app: begun.app,
    // A view that opens at a resume has not seen the start.
    kind: started?.kind ?? "install",
    step: stepNames.find((name) => name === step) ?? null,
    code: failure?.code ?? null,
    // Only a few have room: problems before warnings.
    checks: (["fail", "warn"] as const).flatMap((level) =>
      last.flatMap((event) =>
        event.type === "finding" && event.finding.level === level
          ? [event.finding.check]
          : [],
      ),
    ),
  };
}

/** What was not met, the worst first. */
export function checksIn(findings: readonly Finding[]): string[] {
  const at = (level: Finding["level"]) =>
    findings.filter((one) => one.level === level).map(({ check }) => check);
  return [...at("fail"), ...at("warn")];
}

/** FNV-1a, folded; 0 is nothing. */
export function hashOf(name: string | null, width: bigint): bigint {
  if (name === null) return 0n;
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1)
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return (BigInt(hash) % ((1n << width) - 1n)) + 1n;
}

function nameOf(
  hash: bigint,
  names: readonly string[],
  width: bigint,
): string | null {
  if (hash === 0n) return null;
  return names.find((name) => hashOf(name, width) === hash) ?? `#${hash}`;
}

class Bits {
  value: bigint;
  length: bigint;

  constructor(value = 0n, length = 0n) {
    this.value = value;
    this.length = length;
  }

  put(value: bigint, width: bigint): void {
    this.value = (this.value << width) | value;
    this.length += width;
  }

  /** From the front. */
  take(width: bigint): bigint {
    this.length -= width;
    const taken = this.value >> this.length;
    this.value -= taken << this.length;
    return taken;
  }
}
