/** Whether two IPv4 networks ("10.42.0.0/16") share an address. False where one is no network. */
export function overlap(a: string, b: string): boolean {
  const [left, right] = [parse(a), parse(b)];
  if (left === undefined || right === undefined) return false;
  const bits = Math.min(left.bits, right.bits);
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return (left.address & mask) >>> 0 === (right.address & mask) >>> 0;
}

function parse(cidr: string): { address: number; bits: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(
    cidr,
  );
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number);
  if ([a, b, c, d].some((part) => part > 255) || bits > 32) return undefined;
  return { address: ((a << 24) | (b << 16) | (c << 8) | d) >>> 0, bits };
}

/** "10.0.0.7" of "10.0.0.7/24". */
export function hostPart(cidr: string): string {
  return cidr.split("/")[0] ?? cidr;
}
