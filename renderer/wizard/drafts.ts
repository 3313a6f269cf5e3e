import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { type HostDraft, hostDraftOf } from "../server/host-draft.ts";
import type { StationDraft } from "../station/station-draft.ts";

/** What was typed and is not main's yet. It lives in this window only; secrets in it are never stored. */
export interface Drafts {
  /** A new station, accepted on the first screen; it is saved together with its hosts. */
  readonly station: StationDraft | null;
  readonly hosts: readonly HostDraft[];
}

export const noDrafts: Drafts = { station: null, hosts: [] };

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
  if (after.station === null) return { ...drafts, hosts: [] };
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
  return { station: null, hosts };
}

const same = (one: unknown, other: unknown) =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
