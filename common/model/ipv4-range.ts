/** A range of IPv4 addresses: `first` is the network's own, `bits` its prefix. */
export interface Ipv4Range {
  readonly first: number;
  readonly bits: number;
}

/** Above this many addresses (a /20) a search wants to be confirmed. */
export const largeBits = 20;

/** "10.1.2.3" as a number; undefined for what is no address. */
export function ipv4Number(text: string): number | undefined {
  const match =
    /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/.exec(
      text,
    );
  if (match === null) return undefined;
  const parts = match.slice(1).map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export function ipv4Text(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

/** "192.168.1.7/24" or one address; undefined for what is neither. */
export function parseRange(text: string): Ipv4Range | undefined {
  const [, address = "", prefix = "32"] =
    /^([\d.]+)(?:\/(\d{1,2}))?$/.exec(text.trim()) ?? [];
  const number = ipv4Number(address);
  const bits = Number(prefix);
  if (number === undefined || bits > 32) return undefined;
  return { first: (number & maskOf(bits)) >>> 0, bits };
}

export function rangeText({ first, bits }: Ipv4Range): string {
  return `${ipv4Text(first)}/${bits}`;
}

/** How many hosts there may be: without the network's own and the broadcast address, but for /31 and /32. */
export function hostCount({ bits }: Ipv4Range): number {
  return bits >= 31 ? 2 ** (32 - bits) : 2 ** (32 - bits) - 2;
}

export function* hostAddresses(range: Ipv4Range): Generator<string> {
  const start = range.first + (range.bits >= 31 ? 0 : 1);
  const count = hostCount(range);
  for (let at = 0; at < count; at += 1) yield ipv4Text(start + at);
}

/** Whether all of `inner` lies in `outer`. */
export function contains(outer: Ipv4Range, inner: Ipv4Range): boolean {
  return (
    inner.bits >= outer.bits &&
    (inner.first & maskOf(outer.bits)) >>> 0 === outer.first
  );
}

/** Networks that are nobody's on the internet: RFC 1918, 6598, 3927, 1122, and 5737's for examples. */
const privateRanges = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "127.0.0.0/8",
  "192.0.2.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
].flatMap((text) => parseRange(text) ?? []);

export function isPublic(range: Ipv4Range): boolean {
  return !privateRanges.some((one) => contains(one, range));
}

function maskOf(bits: number): number {
  return bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
}
