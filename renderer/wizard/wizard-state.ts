import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { isRegistration } from "../../common/model/events.ts";
import { type Drafts, draftsAfter, noDrafts } from "./drafts.ts";
import { type ScreenId, screenIds } from "./screen-id.ts";

/** What was answered and counts no more, because something before it was changed. */
export type Lost = "sign-in" | "check" | "plan";

export interface WizardState {
  /** Main's truth; null until it is here. */
  readonly snapshot: Snapshot | null;
  /** The screen that was asked for; which one is shown depends on what is open. */
  readonly wanted: ScreenId;
  readonly drafts: Drafts;
  /** To be told until it was read. */
  readonly lost: readonly Lost[];
  readonly connected: boolean;
}

export type WizardAction =
  /** `anew`: main was away meanwhile and may count from the beginning again. */
  | {
      readonly type: "snapshot";
      readonly snapshot: Snapshot;
      readonly anew?: boolean;
    }
  | { readonly type: "go"; readonly screen: ScreenId }
  | { readonly type: "draft"; readonly change: Partial<Drafts> }
  | { readonly type: "loss-read" }
  | { readonly type: "connection"; readonly open: boolean };

/** `#plan` in the address is the screen to begin with. */
export function beginning(hash: string): WizardState {
  return {
    snapshot: null,
    wanted: screenIds.find((id) => `#${id}` === hash) ?? "station",
    drafts: noDrafts,
    lost: [],
    connected: true,
  };
}

export function wizardReducer(
  state: WizardState,
  action: WizardAction,
): WizardState {
  switch (action.type) {
    case "snapshot":
      return heard(state, action.snapshot, action.anew ?? false);
    case "go":
      return { ...state, wanted: action.screen, lost: [] };
    case "draft":
      return { ...state, drafts: { ...state.drafts, ...action.change } };
    case "loss-read":
      return { ...state, lost: [] };
    case "connection":
      return { ...state, connected: action.open };
  }
}

function heard(state: WizardState, after: Snapshot, anew: boolean) {
  const before = state.snapshot;
  // Answers and events may overtake each other; an older truth is none.
  if (before !== null && after.seq <= before.seq && !anew) return state;
  return {
    ...state,
    snapshot: after,
    wanted: wantedAfter(state.wanted, before, after),
    drafts: draftsAfter(state.drafts, before, after),
    lost: lostAfter(state.lost, before, after),
  };
}

/** Where it goes on by itself: after signing in to what was found, and with a run to the run. */
function wantedAfter(
  wanted: ScreenId,
  before: Snapshot | null,
  after: Snapshot,
): ScreenId {
  const began =
    after.run?.state === "running" && before?.run?.state !== "running";
  // A window that is opened during a run, or is told of one.
  if (began)
    return isRegistration(after.run?.kind ?? "install") ? "central" : "install";
  if (before === null) return wanted;
  if (wanted === "server" && before.findings === null && after.findings)
    return "check";
  return wanted;
}

function lostAfter(
  told: readonly Lost[],
  before: Snapshot | null,
  after: Snapshot,
): readonly Lost[] {
  // While it signs in anew, the old answers are only away for a moment.
  if (before === null || after.busy?.with === "signing-in") return [];
  if (after.findings !== null) return [];
  const lost: Lost[] = [];
  if (before.hosts.length > 0 && after.hosts.length === 0) lost.push("sign-in");
  if (before.findings !== null) lost.push("check");
  if (before.plan !== null && after.plan === null) lost.push("plan");
  return lost.length > 0 ? lost : told;
}
