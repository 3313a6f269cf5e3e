import type { Api } from "../../common/ipc/faces.ts";
import type { Snapshot } from "../../common/ipc/snapshot.ts";
import type { Drafts } from "./drafts.ts";
import type { ScreenId } from "./screen-id.ts";

/** What every screen gets: the truth, what was typed, the way to main, the way around. */
export interface ScreenProps {
  readonly snapshot: Snapshot;
  readonly drafts: Drafts;
  readonly api: Api;
  /** Shows another screen, or as near to it as can be got. */
  readonly go: (screen: ScreenId) => void;
  /** The screen after this one; null where there is none. */
  readonly following: ScreenId | null;
  readonly draft: (change: Partial<Drafts>) => void;
}
