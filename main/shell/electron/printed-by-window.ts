import { failed } from "../../../common/model/failure.ts";
import type { FromEngine, ToEngine } from "./engine-messages.ts";

/** In the engine's process: pages are printed by the one that has windows. */
export class PrintedByWindow {
  readonly #post: (message: FromEngine) => void;
  readonly #waiting = new Map<
    number,
    { resolve: (pdf: Buffer) => void; reject: (error: Error) => void }
  >();
  #last = 0;

  constructor(post: (message: FromEngine) => void) {
    this.#post = post;
  }

  /** Throws `pdf-impossible`. */
  readonly print = (html: string): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const print = (this.#last += 1);
      this.#waiting.set(print, { resolve, reject });
      this.#post({ print, html });
    });

  answered(answer: Extract<ToEngine, { print: number }>): void {
    const { resolve, reject } = this.#waiting.get(answer.print) ?? {};
    this.#waiting.delete(answer.print);
    if ("pdf" in answer) resolve?.(Buffer.from(answer.pdf));
    else
      reject?.(failed("pdf-impossible", { data: { reason: answer.reason } }));
  }
}
