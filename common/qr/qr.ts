import { errorCorrection } from "./reed-solomon.ts";

/*
 * A QR code (ISO/IEC 18004) for short ASCII texts such as a fingerprint: byte mode, error correction M,
 * versions 2 to 5. Small, so it is written here and not taken in.
 */

/** By version: bytes of data in each block, and of error correction per block. */
const versions = [
  { version: 2, blocks: [28], correction: 16, alignment: 18 },
  { version: 3, blocks: [44], correction: 26, alignment: 22 },
  { version: 4, blocks: [32, 32], correction: 18, alignment: 26 },
  { version: 5, blocks: [43, 43], correction: 24, alignment: 30 },
] as const;
type Version = (typeof versions)[number];

/** Rows of modules, true for dark; without the quiet zone of four that belongs around it. */
export type QrModules = readonly (readonly boolean[])[];

/** Throws RangeError for a text that is too long (above 84 bytes) or not ASCII. */
export function qrModules(text: string): QrModules {
  const bytes = [...text].map((sign) => sign.charCodeAt(0));
  if (bytes.some((byte) => byte > 127)) throw new RangeError("not ASCII");
  const version = versions.find(
    ({ blocks }) => bytes.length + 2 <= sum(blocks),
  );
  if (version === undefined) throw new RangeError("too long");
  const candidates = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) =>
    drawn(version, codewords(bytes, version), mask),
  );
  return candidates.reduce((best, one) =>
    penalty(one) < penalty(best) ? one : best,
  );
}

/** As the `d` of an SVG path, one unit per module. */
export function qrPath(modules: QrModules): string {
  return modules
    .flatMap((row, y) =>
      row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
    )
    .join("");
}

/** For a terminal, two rows of modules per line, quiet zone included; light on dark. */
export function qrText(modules: QrModules): string {
  const size = modules.length;
  const dark = (x: number, y: number) => modules[y]?.[x] === true;
  const lines: string[] = [];
  for (let y = -2; y < size + 2; y += 2) {
    let line = "";
    for (let x = -2; x < size + 2; x += 1)
      line += dark(x, y)
        ? dark(x, y + 1)
          ? " "
          : "▄"
        : dark(x, y + 1)
          ? "▀"
          : "█";
    lines.push(line);
  }
  return lines.join("\n");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Mode, length, text and padding, then the blocks' bytes woven into each other. */
function codewords(bytes: readonly number[], version: Version): number[] {
  const capacity = sum(version.blocks);
  const bits = [0, 1, 0, 0, ...bitsOf(bytes.length, 8)];
  for (const byte of bytes) bits.push(...bitsOf(byte, 8));
  for (let end = 0; end < 4 && bits.length < capacity * 8; end += 1)
    bits.push(0);
  while (bits.length % 8 !== 0) bits.push(0);
  const data: number[] = [];
  for (let at = 0; at < bits.length; at += 8)
    data.push(
      bits.slice(at, at + 8).reduce((value, bit) => value * 2 + bit, 0),
    );
  for (let pad = 0xec; data.length < capacity; pad ^= 0xec ^ 0x11)
    data.push(pad);
  let from = 0;
  const blocks = version.blocks.map((length) => {
    from += length;
    return data.slice(from - length, from);
  });
  const corrections = blocks.map((block) =>
    errorCorrection(block, version.correction),
  );
  return [...woven(blocks), ...woven(corrections)];
}

function woven(blocks: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: longest }, (_, at) =>
    blocks.flatMap((block) => block[at] ?? []),
  ).flat();
}

function bitsOf(value: number, length: number): number[] {
  return Array.from({ length }, (_, at) => (value >>> (length - 1 - at)) & 1);
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function drawn(
  version: Version,
  words: readonly number[],
  mask: number,
): boolean[][] {
  const size = version.version * 4 + 17;
  const modules = Array.from({ length: size }, () =>
    Array.from({ length: size }, () => false),
  );
  const taken = new Set<string>();
  const set = (x: number, y: number, dark: boolean) => {
    const row = modules[y];
    if (row === undefined || x < 0 || x >= size) return;
    row[x] = dark;
    taken.add(`${x} ${y}`);
  };
  const square = (
    left: number,
    top: number,
    rings: number,
    light: number[],
  ) => {
    for (let y = -rings; y <= rings; y += 1)
      for (let x = -rings; x <= rings; x += 1)
        set(
          left + x,
          top + y,
          !light.includes(Math.max(Math.abs(x), Math.abs(y))),
        );
  };
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(x, y, 4, [2, 4]);
  square(version.alignment, version.alignment, 2, [1]);
  formatBits(mask).forEach((bit, at) => {
    const dark = bit === 1;
    // Once around the upper left corner, once along the two others.
    if (at < 6) set(8, at, dark);
    else if (at < 8) set(8, at + 1, dark);
    else if (at === 8) set(7, 8, dark);
    else set(14 - at, 8, dark);
    if (at < 8) set(size - 1 - at, 8, dark);
    else set(8, size - 15 + at, dark);
  });
  set(8, size - 8, true);
  const bits = words.flatMap((word) => bitsOf(word, 8));
  let next = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const up = ((right + 1) & 2) === 0;
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (taken.has(`${x} ${y}`)) continue;
        const row = modules[y];
        const flip = masks[mask]?.(x, y) === true;
        if (row !== undefined) row[x] = (bits[next] === 1) !== flip;
        next += 1;
      }
    }
  }
  return modules;
}

/** Correction M (00) and the mask, protected by BCH(15, 5); the last bit first. */
function formatBits(mask: number): number[] {
  let rest = mask << 10;
  for (let bit = 14; bit >= 10; bit -= 1)
    if ((rest >>> bit) & 1) rest ^= 0x537 << (bit - 10);
  return bitsOf(((mask << 10) | rest) ^ 0x5412, 15).toReversed();
}

/** How hard it is to read: long runs, squares, shapes like the corners, and more dark than light. */
function penalty(modules: QrModules): number {
  const size = modules.length;
  const columns = modules.map((_, x) => modules.map((row) => row[x] === true));
  let points = 0;
  for (const line of [...modules, ...columns]) {
    const text = line.map((dark) => (dark ? "1" : "0")).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? [])
      points += run.length - 2;
    for (let at = 0; at + 11 <= size; at += 1)
      if (/^(10111010000|00001011101)$/.test(text.slice(at, at + 11)))
        points += 40;
  }
  for (let y = 0; y + 1 < size; y += 1)
    for (let x = 0; x + 1 < size; x += 1) {
      const dark = modules[y]?.[x];
      if (
        dark === modules[y]?.[x + 1] &&
        dark === modules[y + 1]?.[x] &&
        dark === modules[y + 1]?.[x + 1]
      )
        points += 3;
    }
  const dark = modules.flat().filter(Boolean).length / (size * size);
  return points + Math.floor(Math.abs(dark * 100 - 50) / 5) * 10;
}
