import { failed, type Failed } from "../../common/model/failure.ts";
import type { HostPlace, Station } from "../../common/model/station.ts";
import type { HostKeyPins, ReplacedKey } from "../adapters/files/pins.ts";

/** The host keys of a pack, by the host's name. */
export type PackKeys = Readonly<Record<string, string>>;

/** A host whose key, as it is known here, is not the one that headquarters knew. */
export interface OtherKey {
  readonly host: string;
  readonly packed: string;
  /** As it is pinned here, or was shown. */
  readonly here: string;
}

/**
 * Compares a pack's host keys with those that are known here. One that a person replaced since, on this very
 * laptop and from this very key, is no contradiction. `shown`: by hosts that are signed in to.
 */
export async function otherKeys(
  station: Pick<Station, "hosts">,
  packed: PackKeys,
  pins: HostKeyPins,
  shown: (host: string) => string | undefined = () => undefined,
): Promise<OtherKey[]> {
  const replaced = await pins.history();
  const found = await Promise.all(
    station.hosts.map(async ({ name, hostKey }) => {
      const key = packed[name];
      const here = shown(name) ?? hostKey ?? (await pins.get(name));
      return key === undefined ||
        here === undefined ||
        here === key ||
        isReplaced(replaced, name, key, here)
        ? []
        : [{ host: name, packed: key, here }];
    }),
  );
  return found.flat();
}

/** Whether a person took this key for the host in place of the other one. */
export function isReplaced(
  history: readonly ReplacedKey[],
  name: string,
  old: string,
  now: string | undefined,
): boolean {
  return history.some(
    ({ host, was, became }) => host === name && was === old && became === now,
  );
}

/** Hosts that are new here are known by the pack's keys from now on: another one stops everything. */
export async function pinPacked(
  hosts: readonly Pick<HostPlace, "name" | "hostKey">[],
  packed: PackKeys,
  pins: HostKeyPins,
): Promise<void> {
  for (const { name, hostKey } of hosts) {
    const key = packed[name];
    if (key === undefined || hostKey !== undefined) continue;
    if ((await pins.get(name)) === undefined) await pins.set(name, key);
  }
}

/** `path`: the pack's. */
export function packKeyDiffers(
  { host, packed, here }: OtherKey,
  path: string,
): Failed {
  return failed("pack-host-key", {
    host,
    data: { path, pinned: packed, fingerprint: here },
  });
}
