/**
 * The ways in which a secret turns up in output: as it is, and as programs quote or encode it.
 * Text here is "binary": one character per UTF-8 byte, so that streams lose no byte.
 */
export interface SecretForm {
  readonly text: string;
  /** Masked only where no letter, digit or byte of a wider letter touches it. */
  readonly wholeWord: boolean;
}

/** Shorter secrets are masked as whole words only: "it" would eat half of every sentence. */
const shortest = 4;

/** A part of a secret of several lines (a PEM key, a kubeconfig) counts by itself from this length. */
const longPart = 32;

export function formsOf(secret: string): SecretForm[] {
  const short = secret.length < shortest;
  const texts = new Set<string>();
  for (const whole of [secret, secret.trim()]) {
    for (const text of quotedForms(whole)) texts.add(text);
    for (const text of base64Forms(whole, short)) texts.add(text);
  }
  if (/[\r\n]/.test(secret.trim()))
    for (const part of secret.split(/\s+/))
      if (part.length >= longPart) texts.add(part);
  texts.delete("");
  return [...texts].map((text) => ({
    text: toBinary(text),
    wholeWord: short || text.length < shortest,
  }));
}

export function toBinary(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

export function fromBinary(binary: string): string {
  return Buffer.from(binary, "latin1").toString("utf8");
}

function quotedForms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const uri = encodeURIComponent(secret.toWellFormed());
  const uriStrict = uri.replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const lower = (text: string) =>
    text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
  return [
    secret,
    json,
    json.replaceAll("/", "\\/"),
    // As Python's json and systemd's journal write it.
    json.replace(
      /[\u0080-\uffff]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
    // A JSON text inside a JSON text.
    JSON.stringify(json).slice(1, -1),
    uri,
    uriStrict,
    lower(uri),
    lower(uriStrict),
    uriStrict.replaceAll("%20", "+"),
    secret.replaceAll("'", `'\\''`),
    secret.replaceAll("'", `'"'"'`),
    // Inside double quotes, and word by word as `set -x` of some shells and printf %q do.
    secret.replace(/["\\$`]/g, "\\$&"),
    secret.replace(/[^A-Za-z0-9_./:=@%+,\u0080-\uffff-]/g, "\\$&"),
  ];
}

/**
 * Base64 of the secret alone, and the characters that are the same whatever stands before and
 * after it: three alignments, as each three bytes make four characters.
 */
function base64Forms(secret: string, short: boolean): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const forms = [bytes.toString("base64"), bytes.toString("base64url")];
  if (!short)
    for (const before of [0, 1, 2]) {
      const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
      const from = Math.ceil((before * 8) / 6);
      const to = Math.floor((shifted.length * 8) / 6);
      forms.push(
        shifted.toString("base64").slice(from, to),
        shifted.toString("base64url").slice(from, to),
      );
    }
  return forms;
}
