import { failed } from "../../../common/model/failure.ts";
import type { StationHost } from "../../../common/model/station.ts";
import { keyFamilies, type KeyFamily } from "../ssh/key-families.ts";
import { connectOnce } from "./connect-once.ts";
import { readGreeting } from "./greeting.ts";
import { probeHostKey } from "./host-key-probe.ts";

const within = 10_000;

/**
 * The key that a host shows; the pinned one where it has it. Nobody is signed in. Throws
 * `host-unreachable`, `port-closed`, `not-ssh`, `ssh-silent`, `banner-too-long`, `hung-up`,
 * `host-throttles`, `no-common-algorithm`.
 */
export async function shownHostKey(
  host: Pick<StationHost, "name" | "address" | "port">,
  pinned: string | undefined,
  signal = new AbortController().signal,
): Promise<{ fingerprint: string; type: string }> {
  const first = await oneKey(host, signal);
  if (pinned === undefined || first.fingerprint === pinned) return first;
  for (const family of Object.keys(keyFamilies) as KeyFamily[]) {
    const other = await oneKey(host, signal, family).catch(() => undefined);
    if (other?.fingerprint === pinned) return other;
  }
  return first;
}

async function oneKey(
  { name, address, port }: Pick<StationHost, "name" | "address" | "port">,
  signal: AbortSignal,
  family?: KeyFamily,
): Promise<{ fingerprint: string; type: string }> {
  const data = { address, port };
  const refused = (code: Parameters<typeof failed>[0]) =>
    failed(signal.aborted ? "aborted" : code, {
      host: name,
      data,
      retry: true,
    });
  const connected = await connectOnce(address, port, within, signal);
  if (connected.end !== "open")
    throw refused(
      connected.end === "closed" ? "port-closed" : "host-unreachable",
    );
  const greeting = await readGreeting(connected.socket, within, signal);
  if ("failure" in greeting) throw refused(greeting.failure);
  const probed = await probeHostKey(connected.socket, within, signal, family);
  if ("failure" in probed) {
    if (probed.failure !== "no-common-algorithm") throw refused(probed.failure);
    throw failed("no-common-algorithm", {
      host: name,
      data: { reason: greeting.banner },
    });
  }
  return probed.key;
}
