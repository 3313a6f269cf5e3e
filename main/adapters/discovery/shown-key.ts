import { failed } from "../../../common/model/failure.ts";
import type { HostPlace } from "../../../common/model/station.ts";
import { reach } from "../ssh/reach.ts";
import type { ConnectOptions } from "../ssh/settings.ts";
import { keyFamilies, type KeyFamily } from "../ssh/key-families.ts";
import { readGreeting } from "./greeting.ts";
import { probeHostKey } from "./host-key-probe.ts";

const within = 10_000;

/**
 * The key that a host shows; the pinned one where it has it. Nobody is signed in to it, only to the host
 * that it is reached through. Throws `host-unreachable`, `port-closed`, `not-ssh`, `ssh-silent`,
 * `banner-too-long`, `hung-up`, `host-throttles`, `no-common-algorithm`, and through another host
 * `host-unreachable-through`, `jump-refused`.
 */
export async function shownHostKey(
  host: HostPlace,
  pinned: string | undefined,
  signal = new AbortController().signal,
  via?: ConnectOptions["via"],
): Promise<{ fingerprint: string; type: string }> {
  const first = await oneKey(host, signal, via);
  if (pinned === undefined || first.fingerprint === pinned) return first;
  for (const family of Object.keys(keyFamilies) as KeyFamily[]) {
    const other = await oneKey(host, signal, via, family).catch(
      () => undefined,
    );
    if (other?.fingerprint === pinned) return other;
  }
  return first;
}

async function oneKey(
  host: HostPlace,
  signal: AbortSignal,
  via: ConnectOptions["via"],
  family?: KeyFamily,
): Promise<{ fingerprint: string; type: string }> {
  const { name, address, port } = host;
  const data = { address, port };
  const refused = (code: Parameters<typeof failed>[0]) =>
    failed(signal.aborted ? "aborted" : code, {
      host: name,
      data,
      retry: true,
    });
  const socket = await reach({
    host,
    signal,
    ...(via === undefined ? {} : { via }),
  });
  const greeting = await readGreeting(socket, within, signal);
  if ("failure" in greeting) throw refused(greeting.failure);
  const probed = await probeHostKey(socket, within, signal, family);
  if ("failure" in probed) {
    if (probed.failure !== "no-common-algorithm") throw refused(probed.failure);
    throw failed("no-common-algorithm", {
      host: name,
      data: { reason: greeting.banner },
    });
  }
  return probed.key;
}
