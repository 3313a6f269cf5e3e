const shape = /SHA256:[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/;

export type Comparison = "same" | "different" | "incomplete";

/**
 * Compares a host key's fingerprint with what stands on a sticker: pasted, read from its QR code, or
 * typed, with or without `SHA256:`, in groups, or as the whole line of `ssh-keygen -lf`.
 */
export function compareFingerprint(
  given: string,
  fingerprint: string,
): Comparison {
  const whole = shape.exec(given)?.[0];
  const plain = (whole ?? given)
    .replace(/[\s-]+/g, "")
    .replace(/^SHA-?256:/i, "")
    .replace(/=+$/, "");
  const wanted = fingerprint.replace(/^SHA256:/, "");
  if (plain === wanted) return "same";
  return plain.length < wanted.length && wanted.startsWith(plain)
    ? "incomplete"
    : "different";
}

/** In groups of four, for eyes that compare: "19As jU/v yoR7 …". */
export function fingerprintGroups(fingerprint: string): string[] {
  return fingerprint.replace(/^SHA256:/, "").match(/.{1,4}/g) ?? [];
}
