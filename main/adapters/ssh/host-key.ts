import { createHash } from "node:crypto";
import { failed, type Failed } from "../../../common/model/failure.ts";
import type { ConnectOptions } from "./settings.ts";

/** As `ssh-keygen -lf` prints it. */
export function fingerprintOf(key: Buffer): string {
  const hash = createHash("sha256").update(key).digest("base64");
  return `SHA256:${hash.replace(/=+$/, "")}`;
}

/** The key's type stands at its beginning: a length and a name (RFC 4253, 6.6). */
function typeOf(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  return length <= 64 ? key.toString("latin1", 4, 4 + length) : "?";
}

export interface HostKeyCheck {
  /** What ssh2 calls; must not return anything: only the callback counts, and only `false` refuses. */
  readonly verifier: (key: Buffer, answer: (good: boolean) => void) => void;
  /** Why the key was refused. */
  refusal(): Failed | undefined;
  /** The key that was accepted. */
  accepted(): string | undefined;
}

/** The pinned key or nothing; a new one only where a person says yes. */
export function hostKeyCheck(
  host: string,
  { pinned, confirm }: ConnectOptions["hostKey"],
): HostKeyCheck {
  let refusal: Failed | undefined;
  let accepted: string | undefined;
  const good = async (key: Buffer): Promise<boolean> => {
    const fingerprint = fingerprintOf(key);
    if (pinned === undefined) {
      const said = await confirm?.({ host, fingerprint, type: typeOf(key) });
      if (said !== true)
        refusal = failed("host-key-unknown", { host, data: { fingerprint } });
    } else if (fingerprint !== pinned)
      refusal = failed("host-key-changed", {
        host,
        data: { pinned, fingerprint },
      });
    if (refusal !== undefined) return false;
    accepted = fingerprint;
    return true;
  };
  return {
    verifier: (key, answer) => {
      good(key).then(answer, () => answer(false));
    },
    refusal: () => refusal,
    accepted: () => accepted,
  };
}
