import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { type HostDraft, hostDraftOf } from "../server/host-draft.ts";
import { type JumpDrafts, onlyFor } from "../server/jump-secrets.ts";
import type { StationDraft } from "../station/station-draft.ts";

/** What was typed and is not main's yet. It lives in this window only; secrets in it are never stored. */
export interface Drafts {
  /** A new station, accepted on the first screen; it is saved together with its hosts. */
  readonly station: StationDraft | null;
  readonly hosts: readonly HostDraft[];
  readonly jumps: JumpDrafts;
  /** Path of the station pack that was chosen and not yet opened. */
  readonly pack: string | null;
}

export const noDrafts: Drafts = {
  station: null,
  hosts: [],
  jumps: {},
  pack: null,
};

/**
 * Another station brings its own hosts. A host that stays where it was keeps what was typed for it, so
 * that a second host can be added without typing the first one's password again.
 */
export function draftsAfter(
  drafts: Drafts,
  before: Snapshot | null,
  after: Snapshot,
): Drafts {
  if (same(before?.station, after.station)) return drafts;
  if (after.station === null) return { ...drafts, hosts: [], jumps: {} };
  const hosts = after.station.station.hosts.map((host) => {
    const draft = hostDraftOf(host);
    const typed = drafts.hosts.find(
      ({ name, address, port, user }) =>
        name === draft.name &&
        address === draft.address &&
        port === draft.port &&
        user === draft.user,
    );
    return typed === undefined
      ? draft
      : {
          ...draft,
          password: typed.password,
          sudoPassword: typed.sudoPassword,
          passphrase: typed.passphrase,
        };
  });
  const jumps = onlyFor(drafts.jumps, after.station.station.jumpHosts);
  return { station: null, hosts, jumps, pack: null };
}

const same = (one: unknown, other: unknown) =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
