import { createHash } from "node:crypto";
import { failed, type Failed } from "../../../common/model/failure.ts";

/** As `ssh-keygen -lf` prints it. */
export function fingerprintOf(key: Buffer): string {
  const hash = createHash("sha256").update(key).digest("base64");
  return `SHA256:${hash.replace(/=+$/, "")}`;
}

/** The same, of a line as `authorized_keys` has it. */
export function publicKeyFingerprint(line: string): string {
  return fingerprintOf(Buffer.from(line.split(" ")[1] ?? "", "base64"));
}

/** The key's type stands at its beginning: a length and a name (RFC 4253, 6.6). */
function typeOf(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  return length <= 64 ? key.toString("latin1", 4, 4 + length) : "?";
}

export interface HostKeyCheck {
  /** What ssh2 calls; must not return anything: only the callback counts, and only `false` refuses. */
  readonly verifier: (key: Buffer, answer: (good: boolean) => void) => void;
  /** Why the key was refused: `host-key-unknown` with its type, `host-key-changed`. */
  refusal(): Failed | undefined;
  /** The key that was accepted. */
  accepted(): string | undefined;
}

/**
 * The pinned key and no other. An unknown one is refused at once, so that nobody has to decide while
 * the server's time for signing in runs out; once a person said yes, the next connection pins it.
 */
export function hostKeyCheck(
  host: string,
  pinned: string | undefined,
): HostKeyCheck {
  let refusal: Failed | undefined;
  let accepted: string | undefined;
  const isGood = (key: Buffer): boolean => {
    const fingerprint = fingerprintOf(key);
    if (pinned === undefined)
      refusal = failed("host-key-unknown", {
        host,
        data: { fingerprint, type: typeOf(key) },
      });
    else if (fingerprint !== pinned)
      refusal = failed("host-key-changed", {
        host,
        data: { pinned, fingerprint },
      });
    else accepted = fingerprint;
    return accepted !== undefined;
  };
  return {
    verifier: (key, answer) => {
      answer(isGood(key));
    },
    refusal: () => refusal,
    accepted: () => accepted,
  };
}
