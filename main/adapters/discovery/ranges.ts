import type { OwnNetwork } from "../../../common/model/discovery.ts";
import { failed } from "../../../common/model/failure.ts";
import {
  contains,
  hostAddresses,
  hostCount,
  isPublic,
  largeBits,
  parseRange,
  rangeText,
  type Ipv4Range,
} from "../../../common/model/ipv4-range.ts";

/** More than a /16 would take an hour: nobody means that. */
const smallestBits = 16;

/**
 * Reads the ranges that somebody asked for. Throws `range-invalid`, and where nobody confirmed
 * `range-public`, `range-foreign` or `range-large`.
 */
export function readRanges(
  texts: readonly string[],
  own: readonly OwnNetwork[],
  confirmed: boolean,
): Ipv4Range[] {
  return texts.map((text) => {
    const range = parseRange(text);
    if (range === undefined || range.bits < smallestBits)
      throw failed("range-invalid", { data: { range: text } });
    const data = { range: rangeText(range), addresses: hostCount(range) };
    if (confirmed) return range;
    if (isPublic(range)) throw failed("range-public", { data });
    const isOwn = own.some((network) => {
      const outer = parseRange(network.range);
      return outer !== undefined && contains(outer, range);
    });
    if (!isOwn) throw failed("range-foreign", { data });
    if (range.bits < largeBits) throw failed("range-large", { data });
    return range;
  });
}

/** Every address once, without the laptop's own. */
export function addressesOf(
  ranges: readonly Ipv4Range[],
  own: readonly OwnNetwork[],
): string[] {
  const all = new Set(ranges.flatMap((range) => [...hostAddresses(range)]));
  for (const { address } of own) all.delete(address);
  return [...all];
}
