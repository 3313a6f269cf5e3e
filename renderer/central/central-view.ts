import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { isRegistration } from "../../common/model/events.ts";

/** How it registers. */
export type Way = "now" | "later";

/** What the screen shows: follows from main's truth and from what was chosen here. */
export function centralView(
  snapshot: Snapshot,
  wants: "register" | "leave" | null,
  way: Way | null,
) {
  const { registration, hosts, failure, pack } = snapshot;
  const run =
    snapshot.run !== null && isRegistration(snapshot.run.kind)
      ? snapshot.run
      : null;
  const going = run?.state === "running";
  const unfinished =
    snapshot.unfinished !== null && isRegistration(snapshot.unfinished.kind)
      ? snapshot.unfinished.kind
      : null;
  const registered =
    registration !== null
      ? registration.state !== "none"
      : run?.kind === "register" && run.state === "done";
  const form =
    going || hosts.length === 0
      ? null
      : (wants ??
        (unfinished === "unregister"
          ? "leave"
          : unfinished === "register" || !registered
            ? "register"
            : null));
  return {
    run,
    going,
    unfinished: unfinished !== null && !going,
    registered,
    standing: registered && !going,
    form,
    chosen:
      way ??
      (pack === null && packBefore(snapshot) === null
        ? ("now" as const)
        : ("later" as const)),
    /** Whether to ask the station how it stands, without being told to. */
    looks:
      registration === null &&
      hosts.length > 0 &&
      failure === null &&
      run === null &&
      unfinished === null &&
      snapshot.run?.state !== "running",
  };
}

/** The pack that was opened for this station in a session before. */
export function packBefore({
  station,
  known,
}: Pick<Snapshot, "station" | "known">): string | null {
  return known.find(({ path }) => path === station?.path)?.pack ?? null;
}
