/** Crockford's alphabet: no I, L, O, U, so that nothing is misread. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Below 32², and a prime: two check symbols are the number modulo this. So every mistyped symbol and
 * every pair that changed places is noticed, and any other mistake but for one in a thousand.
 */
const checkPrime = 1021n;

/** The number in `length` symbols and two check symbols. */
export function toSymbols(number: bigint, length: number): string {
  return symbolsOf(number, length) + symbolsOf(number % checkPrime, 2);
}

/**
 * What the symbols say; undefined where one is wrong. Small letters, spaces, hyphens, and O, I, L read
 * for 0 and 1 are all right.
 */
export function fromSymbols(text: string): bigint | undefined {
  const symbols = text
    .toUpperCase()
    .replace(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (symbols.length < 3) return undefined;
  let number = 0n;
  let check = 0n;
  for (const [at, symbol] of [...symbols].entries()) {
    const value = alphabet.indexOf(symbol);
    if (value === -1) return undefined;
    if (at < symbols.length - 2) number = number * 32n + BigInt(value);
    else check = check * 32n + BigInt(value);
  }
  return number % checkPrime === check ? number : undefined;
}

function symbolsOf(number: bigint, length: number): string {
  let text = "";
  for (let rest = number, at = 0; at < length; at += 1, rest /= 32n)
    text = alphabet.charAt(Number(rest % 32n)) + text;
  return text;
}
