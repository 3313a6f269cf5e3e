import type { Language } from "../../common/messages/language.ts";
import { formatBytes, word } from "../../common/messages/sentence.ts";
import { harmless, isLively, LiveLines, type Screen } from "./paint.ts";

const paintEvery = 100;
const cells = 20;

/** One line that shows how much of something is done; nothing where there is no terminal. */
export class ProgressBar {
  readonly #screen: Screen;
  readonly #language: Language;
  readonly #live: LiveLines;
  #label = "";
  #started = 0;
  #painted = 0;

  constructor(screen: Screen, language: Language) {
    this.#screen = screen;
    this.#language = language;
    this.#live = new LiveLines(screen);
  }

  /** `total`: 0 or undefined where nobody knows. */
  show(label: string, bytes: number, total: number | undefined): void {
    if (!isLively(this.#screen)) return;
    const now = Date.now();
    if (label !== this.#label) {
      this.#label = label;
      this.#started = now;
    } else if (now - this.#painted < paintEvery) return;
    this.#painted = now;
    this.#live.paint([], [this.#line(bytes, total ?? 0, now)]);
  }

  /** Takes the line away. */
  end(): void {
    if (isLively(this.#screen)) this.#live.paint([], []);
  }

  #line(bytes: number, total: number, now: number): string {
    const seconds = (now - this.#started) / 1000;
    const rate = seconds > 0.5 ? bytes / seconds : 0;
    // 100 only once it is over, when the line goes away.
    const share = total > 0 ? Math.min(0.99, bytes / total) : 0;
    const full = Math.floor(share * cells);
    return [
      ...(total > 0
        ? [
            `[${"#".repeat(full)}${".".repeat(cells - full)}] ${Math.floor(share * 100)} %`,
            word("progress.sent", this.#language, { bytes, total }),
          ]
        : [formatBytes(bytes)]),
      ...(rate > 0 ? [`${formatBytes(rate)}/s`] : []),
      ...(rate > 0 && total > bytes
        ? [
            word("progress.left", this.#language, {
              left: ((total - bytes) / rate) * 1000,
            }),
          ]
        : []),
      harmless(this.#label),
    ].join("  ");
  }
}
