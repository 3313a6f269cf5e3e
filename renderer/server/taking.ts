import type { FoundHost } from "../../common/model/discovery.ts";
import type { HostDraft } from "./host-draft.ts";

/** What one touch on a found host does: nothing, for one that is there already or that cannot be used. */
export type Taking =
  | { readonly as: "nothing"; readonly there: boolean }
  | { readonly as: "server" | "moved"; readonly id: string }
  | { readonly as: "agent" };

/** The first goes into the server that has no address yet, others become agents; a moved one keeps its place. */
export function takingOf(
  host: FoundHost,
  drafts: readonly HostDraft[],
  station: string | undefined,
): Taking {
  const { address, port, reason, known } = host;
  const isHere = (draft: HostDraft) =>
    draft.address.trim() === address && draft.port.trim() === String(port);
  if (drafts.some(isHere)) return { as: "nothing", there: true };
  if (reason === "no-ssh" || reason === "closed" || reason === "silent")
    return { as: "nothing", there: false };
  const moved =
    known?.station === station
      ? drafts.find(({ name }) => name === known?.host)
      : undefined;
  if (moved !== undefined) return { as: "moved", id: moved.id };
  const server = drafts.find(
    ({ role, address: typed }) => role === "server" && typed.trim() === "",
  );
  if (server !== undefined) return { as: "server", id: server.id };
  return { as: "agent" };
}
