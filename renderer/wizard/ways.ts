import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { isRegistration } from "../../common/model/events.ts";
import type { Drafts } from "./drafts.ts";
import type { ScreenId } from "./screen-id.ts";

/** What a screen stands on, and whether its own answer is given: all of it follows from the truth in main. */
export interface Way {
  /** Whether what comes before is answered, so that it can be shown. */
  readonly open: boolean;
  readonly done: boolean;
}

export function waysOf(
  snapshot: Snapshot,
  drafts: Pick<Drafts, "station">,
): Record<ScreenId, Way> {
  const { station, bundle, hosts, findings, plan, run, busy, unfinished } =
    snapshot;
  const { registration } = snapshot;
  const going = run?.state === "running";
  const chosen = (station !== null || drafts.station !== null) && !!bundle;
  const signedIn = hosts.length > 0;
  // Registering and leaving come after, and are runs of their own.
  const registering = run !== null && isRegistration(run.kind);
  const installed =
    registering || (run?.kind === "install" && run.state === "done");
  // One of a visit before: its nodes are shown, and how it stands with Rancher.
  const stands =
    run === null &&
    unfinished === null &&
    hosts.some(({ role, k3s }) => role === "server" && k3s !== "");
  // During a run nothing that it stands on can be changed.
  const before = (open: boolean, done: boolean): Way => ({
    open: open && !going,
    done,
  });
  const after: Way = { open: installed && !going, done: false };
  return {
    station: before(true, chosen),
    server: before(chosen, signedIn),
    // Looking once more does not send anybody away.
    check: before(
      findings !== null || busy?.with === "signing-in",
      plan !== null,
    ),
    plan: before(plan !== null, run !== null),
    install: { open: run !== null && !registering, done: installed },
    cluster: { ...after, open: after.open || stands },
    central: {
      open:
        installed ||
        stands ||
        (unfinished !== null && isRegistration(unfinished.kind)),
      done:
        registration === null
          ? run?.kind === "register" && run.state === "done"
          : registration.state === "connected" ||
            registration.state === "waiting",
    },
    finish: after,
  };
}

/** The screen that is shown: the wanted one, or the last before it that can be. */
export function shownScreen(
  wanted: ScreenId,
  ways: Record<ScreenId, Way>,
  screens: readonly ScreenId[],
): ScreenId {
  if (ways[wanted].open && screens.includes(wanted)) return wanted;
  const upTo = screens.slice(0, Math.max(0, screens.indexOf(wanted)));
  return (
    upTo.findLast((screen) => ways[screen].open) ??
    screens.find((screen) => ways[screen].open) ??
    "station"
  );
}
