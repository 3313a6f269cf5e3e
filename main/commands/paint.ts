import { stripVTControlCharacters } from "node:util";
import { width } from "./table.ts";

/** Where a view writes: standard output, or a test's. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

const codes = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;
export type Paint = (style: keyof typeof codes, text: string) => string;

/** Colours only on a terminal, and not where NO_COLOR is set (no-color.org) or the terminal is dumb. */
export function painter(
  screen: Screen,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Paint {
  return isLively(screen, env) && !env["NO_COLOR"]
    ? (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`
    : (_style, text) => text;
}

/** Whether lines can be painted over. */
export function isLively(
  screen: Screen,
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  return screen.isTTY === true && env["TERM"] !== "dumb";
}

/** Text from hosts must not move the cursor, nor break the line. */
export function harmless(text: string): string {
  return stripVTControlCharacters(text).replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu,
    " ",
  );
}

/** At most so many columns; unpainted text only. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let shown = "";
  let used = 1;
  for (const sign of text) {
    used += width(sign);
    if (used > columns) break;
    shown += sign;
  }
  return `${shown}…`;
}

/** Lines at the bottom of a terminal that are painted over, below lines that stay. */
export class LiveLines {
  readonly #screen: Screen;
  #shown = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** `above` stays; `live` replaces the live lines so far. In one write, so that nothing flickers. */
  paint(above: readonly string[], live: readonly string[]): void {
    const { columns = 80, rows = 24 } = this.#screen;
    // What scrolled away cannot be painted over.
    const fitting = live.slice(0, Math.max(1, rows - 2));
    const up = this.#shown === 0 ? "" : `\u001b[${this.#shown}A`;
    const lines = [...above, ...fitting.map((line) => cut(line, columns - 1))];
    const text = lines.map((line) => `${line}\n`).join("");
    if (this.#shown > 0 || text !== "")
      this.#screen.write(`${up}\r\u001b[J${text}`);
    this.#shown = fitting.length;
  }
}
