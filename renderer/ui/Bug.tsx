import { Refusal } from "./Refusal.tsx";
import type { Refused } from "../wizard/use-ask.ts";

/** A bug only: failures of these questions stand in the snapshot, with all that belongs to them. */
export function Bug({ refused }: { readonly refused: Refused | null }) {
  return (
    <Refusal refused={refused !== null && "bug" in refused ? refused : null} />
  );
}
