import type { Duplex } from "node:stream";
import ssh2 from "ssh2";
import type { FailureCode } from "../../../common/model/failure.ts";
import { failureOf } from "../../../common/model/failure.ts";
import { hostKeyCheck } from "../ssh/host-key.ts";
import { keyFamilies, type KeyFamily } from "../ssh/key-families.ts";

export type ProbedKey =
  | { readonly key: { fingerprint: string; type: string } }
  | { readonly failure: FailureCode };

/**
 * The host's key, by a handshake that ends at the key: no account's name, no password is sent. To a
 * server that counts (OpenSSH 9.8's PerSourcePenalties) it is one second of its fifteen, so it is made
 * once per host. Gives `hung-up`, `no-common-algorithm`, `ssh-silent`.
 */
export function probeHostKey(
  socket: Duplex,
  within: number,
  signal: AbortSignal,
  family?: KeyFamily,
): Promise<ProbedKey> {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    const check = hostKeyCheck("", undefined);
    const settle = (probed: ProbedKey) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", late);
      socket.destroy();
      resolve(probed);
    };
    const seen = (otherwise: FailureCode): ProbedKey => {
      const { fingerprint, type } = failureOf(check.refusal())?.data ?? {};
      return typeof fingerprint === "string"
        ? { key: { fingerprint, type: String(type) } }
        : { failure: otherwise };
    };
    const late = () => settle(seen("ssh-silent"));
    const timer = setTimeout(
      () => setImmediate(() => setImmediate(late)),
      within,
    );
    signal.addEventListener("abort", late, { once: true });
    // Permanent: errors come late as well.
    client.on("error", (error) =>
      settle(
        seen(
          /no matching|unsupported algorithm/i.test(error.message)
            ? "no-common-algorithm"
            : "hung-up",
        ),
      ),
    );
    client.on("close", () => settle(seen("hung-up")));
    try {
      client.connect({
        sock: socket,
        // Never sent: the key is refused before anybody signs in.
        username: "-",
        hostVerifier: (key: Buffer, answer: (good: boolean) => void) => {
          check.verifier(key, answer);
          settle(seen("hung-up"));
        },
        authHandler: () => false as never,
        readyTimeout: 0,
        ...(family === undefined
          ? {}
          : { algorithms: { serverHostKey: [...keyFamilies[family]] } }),
      });
    } catch {
      settle({ failure: "hung-up" });
    }
  });
}
