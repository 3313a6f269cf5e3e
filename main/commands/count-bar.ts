import type { Language } from "../../common/messages/language.ts";
import { word } from "../../common/messages/sentence.ts";
import { harmless, isLively, LiveLines, type Screen } from "./paint.ts";

const paintEvery = 100;
const cells = 20;

/** One line that says how many of something are done; without a terminal only what must be noted. */
export class CountBar {
  readonly #screen: Screen;
  readonly #language: Language;
  readonly #live: LiveLines;
  readonly #started = Date.now();
  #painted = 0;
  #line: string[] = [];

  constructor(screen: Screen, language: Language) {
    this.#screen = screen;
    this.#language = language;
    this.#live = new LiveLines(screen);
  }

  show(label: string, done: number, all: number): void {
    const now = Date.now();
    if (!isLively(this.#screen) || now - this.#painted < paintEvery) return;
    this.#painted = now;
    const full = Math.floor(Math.min(0.99, done / all) * cells);
    const left = ((now - this.#started) / done) * (all - done);
    this.#line = [
      [
        `[${"#".repeat(full)}${".".repeat(cells - full)}] ${done}/${all}`,
        word("progress.left", this.#language, { left }),
        harmless(label),
      ].join("  "),
    ];
    this.#live.paint([], this.#line);
  }

  /** A line that stays, above the bar. */
  note(text: string): void {
    if (isLively(this.#screen)) this.#live.paint([text], this.#line);
    else this.#screen.write(`${text}\n`);
  }

  /** Takes the line away. */
  end(): void {
    if (isLively(this.#screen)) this.#live.paint([], []);
  }
}
