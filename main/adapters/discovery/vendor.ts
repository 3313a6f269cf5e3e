import { vendorPrefixes } from "./vendor-prefixes.ts";

let byPrefix: Map<string, string> | undefined;

/** Who made the network card; undefined for a maker that is not in the list, and for made-up addresses. */
export function vendorOf(mac: string): string | undefined {
  byPrefix ??= new Map(
    Object.entries(vendorPrefixes).flatMap(([vendor, prefixes]) =>
      prefixes
        .trim()
        .split(/\s+/)
        .map((prefix) => [prefix, vendor] as const),
    ),
  );
  return byPrefix.get(mac.replaceAll(":", "").slice(0, 6).toLowerCase());
}
