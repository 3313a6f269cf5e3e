/** Powers of 2 in GF(256) over x⁸ + x⁴ + x³ + x² + 1, as QR codes use it. */
const exponents: number[] = [];
const logarithms: number[] = [];
for (let power = 0, value = 1; power < 255; power += 1) {
  exponents[power] = value;
  logarithms[value] = power;
  value = value < 128 ? value * 2 : (value * 2) ^ 0x11d;
}

function times(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  return exponents[((logarithms[a] ?? 0) + (logarithms[b] ?? 0)) % 255] ?? 0;
}

/** `length` bytes by which as many as half of them may be read wrongly. */
export function errorCorrection(
  data: readonly number[],
  length: number,
): number[] {
  let generator = [1];
  for (let power = 0; power < length; power += 1) {
    const root = exponents[power] ?? 0;
    generator = [...generator, 0].map(
      (value, at) => value ^ times(generator[at - 1] ?? 0, root),
    );
  }
  const rest = [...data, ...Array.from({ length }, () => 0)];
  data.forEach((_, at) => {
    const factor = rest[at] ?? 0;
    generator.forEach((value, offset) => {
      rest[at + offset] = (rest[at + offset] ?? 0) ^ times(value, factor);
    });
  });
  return rest.slice(data.length);
}
