import { expect } from "vitest";

/** As much of a terminal as the view uses; lines that would wrap are an error. */
export class Terminal {
  readonly isTTY = true;
  readonly columns: number;
  readonly rows: number;
  text = "";
  lines: string[] = [""];
  #row = 0;

  constructor(columns = 100, rows = 24) {
    this.columns = columns;
    this.rows = rows;
  }

  write(text: string): void {
    this.text += text;
    for (const [part] of text.matchAll(
      /\x1b\[\d*[A-Za-z]|\n|\r|[^\x1b\r\n]+/g,
    )) {
      if (part === "\n") this.lines[(this.#row += 1)] ??= "";
      else if (part.endsWith("A") && part.startsWith("\u001b")) {
        this.#row -= Number(part.slice(2, -1));
        expect(this.#row).toBeGreaterThanOrEqual(0);
      } else if (part === "\u001b[J") {
        this.lines = [...this.lines.slice(0, this.#row), ""];
      } else if (!part.startsWith("\u001b") && part !== "\r")
        this.lines[this.#row] += part;
    }
    this.lines[this.#row] ??= "";
  }
}
