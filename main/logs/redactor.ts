import { FormFinder } from "./form-finder.ts";
import {
  formsOf,
  fromBinary,
  toBinary,
  type SecretForm,
} from "./secret-forms.ts";

export const mask = "******";

/** What looks like a secret though nobody registered it. Group 1, where there is one, is the secret part. */
export const secretPatterns: readonly RegExp[] = [
  // K3s' secure token: K10<sha256 of the CA>::<user>:<password>
  /K10[0-9a-f]{64}::[^ \t\r\n"'\\]*/dg,
  // Rancher's API and kubeconfig tokens: <name>:<54 characters>
  /(?:token-|kubeconfig-)[a-z0-9.-]{3,80}:([a-z0-9]{40,80})(?![a-z0-9])/dg,
  // Rancher's import manifest carries its token in its name; agents get it as CATTLE_TOKEN.
  /\/v3\/import\/([a-z0-9]{40,80})(?:_[a-z0-9-]+)?\.yaml/dg,
  /CATTLE_TOKEN["']?[ \t]*[=:][ \t]*["']?([^ \t\r\n"'\\;&|]+)/dg,
  /[Aa]uthorization["']?[ \t]*[=:][ \t]*["']?(?:Bearer|Basic)[ \t]+([A-Za-z0-9._~+/=:-]+)/dg,
  /K3S_(?:AGENT_)?TOKEN["']?[ \t]*[=:][ \t]*((?:'[^'\r\n]*'?|"(?:[^"\\\r\n]|\\[^\r\n])*"?|\\[^\r\n]|[^ \t\r\n'"\\;&|])+)/dg,
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[A-Za-z0-9+/=\r\n\t \\:,.-]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|(?![A-Za-z0-9+/=\r\n\t \\:,.-]))/dg,
  /client-key-data["']?[ \t]*:[ \t]*["']?([A-Za-z0-9+/=_-]+)/dg,
  // JSON Web Tokens: two parts that begin with base64 of `{"`, and a signature.
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{4,}\.eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*/dg,
  // https://user:password@host
  /:\/\/[^ \t\r\n:/@"']{0,256}:([^ \t\r\n/@"']{1,1024})@/dg,
];

/** A stream keeps back at most about this many bytes. */
const mostHeld = 64 * 1024;

type Span = { start: number; end: number };

export interface RedactingStream {
  /** The bytes that are safe to show by now: whole lines, as a rule. */
  push(bytes: Uint8Array): Uint8Array;
  /** The rest. */
  end(): Uint8Array;
}

/**
 * Masks secrets in everything that leaves the process as text. A secret is registered the moment it
 * enters the process; what was shown before cannot be taken back.
 */
export class Redactor {
  readonly #patterns: readonly RegExp[];
  readonly #formsOf: (secret: string) => SecretForm[];
  readonly #known = new Set<string>();
  readonly #forms: SecretForm[] = [];
  /** Made anew where a secret came since. */
  #finder: FormFinder | undefined;
  /** Of the longest form, and of the longest that goes over line ends. */
  #lengths = { longest: 0, overLines: 0 };

  /** Everything there is, unless a test wants to see what one part of it is good for. */
  constructor({ patterns = secretPatterns, forms = formsOf } = {}) {
    this.#patterns = patterns;
    this.#formsOf = forms;
  }

  add(secret: string): void {
    if (secret.trim() === "" || this.#known.has(secret)) return;
    this.#known.add(secret);
    this.#finder = undefined;
    for (const form of this.#formsOf(secret)) {
      this.#forms.push(form);
      const { length } = form.text;
      const { longest, overLines } = this.#lengths;
      this.#lengths = {
        longest: Math.max(longest, length),
        overLines: /[\r\n]/.test(form.text)
          ? Math.max(overLines, length)
          : overLines,
      };
    }
  }

  text(s: string): string {
    const binary = toBinary(s);
    const spans = this.#spans(binary, 0);
    return spans.length === 0
      ? s
      : fromBinary(masked(binary, spans, 0, binary.length));
  }

  stream(): RedactingStream {
    let held = "";
    /** The byte before `held`, for what looks behind itself. */
    let before = "";
    const take = (final: boolean): Uint8Array => {
      const all = before + held;
      const spans = this.#spans(all, before.length);
      const cut = final
        ? all.length
        : safeCut(all, before.length, this.#lengths, spans);
      const out = masked(all, spans, before.length, cut);
      held = all.slice(cut);
      before = cut > 0 ? all.slice(cut - 1, cut) : "";
      if (held.length > 2 * mostHeld) held = shortened(held);
      return Buffer.from(out, "latin1");
    };
    return {
      push(bytes) {
        held += Buffer.from(
          bytes.buffer,
          bytes.byteOffset,
          bytes.byteLength,
        ).toString("latin1");
        return take(false);
      },
      end: () => take(true),
    };
  }

  /** Where secrets are, in order; what overlaps is one span, so that no half of a secret is left. */
  #spans(text: string, from: number): Span[] {
    const spans: Span[] = [];
    this.#finder ??= new FormFinder(this.#forms);
    this.#finder.find(text, from, (form, start) => {
      const end = start + form.text.length;
      if (!form.wholeWord || standsAlone(text, start, end))
        spans.push({ start, end });
    });
    for (const pattern of this.#patterns) {
      pattern.lastIndex = from;
      for (
        let match = pattern.exec(text);
        match !== null;
        match = pattern.exec(text)
      ) {
        const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
        spans.push({ start, end });
        if (match[0] === "") pattern.lastIndex += 1;
      }
      pattern.lastIndex = 0;
    }
    return merged(spans);
  }
}

function merged(spans: Span[]): Span[] {
  spans.sort((a, b) => a.start - b.start);
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && span.start < last.end)
      last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

function masked(
  text: string,
  spans: readonly Span[],
  from: number,
  to: number,
): string {
  let out = "";
  let at = from;
  for (const { start, end } of spans) {
    if (start >= to) break;
    out += text.slice(at, start) + mask;
    at = end;
  }
  return at < to ? out + text.slice(at, to) : out;
}

/**
 * Up to where nothing that is still to come can change what is masked: a line's end, as patterns stay
 * within a line; before that, where a secret has several lines (`overLines` bytes at most).
 */
function safeCut(
  text: string,
  from: number,
  { longest, overLines }: { longest: number; overLines: number },
  spans: readonly Span[],
): number {
  const decided = text.length - overLines - 1;
  const line =
    decided < 0
      ? -1
      : Math.max(
          text.lastIndexOf("\n", decided),
          text.lastIndexOf("\r", decided),
        );
  // An endless line is cut where it must be, far behind whatever may still be growing.
  const kept = Math.max(mostHeld / 2, longest + 1);
  let cut = text.length - line > 2 * kept ? text.length - kept : line + 1;
  for (const { start, end } of spans.toReversed())
    if (start < cut && (end > cut || end === text.length)) cut = start;
  return Math.max(from, cut);
}

/** A secret without an end keeps its beginning and its newest bytes: enough to go on masking. */
function shortened(held: string): string {
  return held.slice(0, 512) + held.slice(-mostHeld);
}

function standsAlone(text: string, start: number, end: number): boolean {
  const word = /[A-Za-z0-9_\x80-\xff]/;
  return !word.test(text.charAt(start - 1)) && !word.test(text.charAt(end));
}
