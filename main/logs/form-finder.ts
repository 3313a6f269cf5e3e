import type { SecretForm } from "./secret-forms.ts";

/** Shorter forms are looked for one by one: they would make every step of the search as short. */
const least = 6;
const twoBytes = 65_536;

/**
 * Finds all forms of all secrets in one pass (Wu and Manber's search): what a text costs hardly hangs on
 * how many there are. Texts are "binary", as in secret-forms.ts.
 */
export class FormFinder {
  readonly #short: readonly SecretForm[];
  /** Of the shortest of the others: so wide is the window that is moved over the text. */
  readonly #width: number;
  /** By the last two bytes in the window: how far it may be moved on. */
  readonly #moves = new Uint8Array(twoBytes);
  /** Forms whose first `width` bytes end so. */
  readonly #ending = new Map<number, SecretForm[]>();

  constructor(forms: readonly SecretForm[]) {
    this.#short = forms.filter(({ text }) => text.length < least);
    const long = forms.filter(({ text }) => text.length >= least);
    this.#width = long.reduce(
      (width, { text }) => Math.min(width, text.length),
      long.length === 0 ? 0 : 255,
    );
    const last = this.#width - 1;
    this.#moves.fill(Math.max(0, last));
    for (const form of long)
      for (let at = 1; at <= last; at += 1) {
        const key = keyAt(form.text, at);
        const move = last - at;
        this.#moves[key] = Math.min(this.#moves[key] ?? 0, move);
        if (move === 0) {
          const ending = this.#ending.get(key);
          if (ending === undefined) this.#ending.set(key, [form]);
          else ending.push(form);
        }
      }
  }

  /** Tells of each place from `from` on where a form is, also of those that overlap. */
  find(
    text: string,
    from: number,
    found: (form: SecretForm, start: number) => void,
  ): void {
    for (const form of this.#short)
      for (
        let start = text.indexOf(form.text, from);
        start !== -1;
        start = text.indexOf(form.text, start + 1)
      )
        found(form, start);
    const last = this.#width - 1;
    if (last < 0) return;
    const moves = this.#moves;
    for (let at = from + last; at < text.length;) {
      const key = keyAt(text, at);
      const move = moves[key] ?? 0;
      if (move > 0) {
        at += move;
        continue;
      }
      const start = at - last;
      for (const form of this.#ending.get(key) ?? [])
        if (text.startsWith(form.text, start)) found(form, start);
      at += 1;
    }
  }
}

function keyAt(text: string, at: number): number {
  return text.charCodeAt(at - 1) | (text.charCodeAt(at) << 8);
}
