import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { RunSummary } from "../../common/ipc/snapshot.ts";
import { RunFeed } from "./run-feed.ts";
import { type RunView, viewOf } from "./run-view.ts";

const tickEvery = 500;

/** The snapshot's run as it is now; null before its first event is here. */
export function useRun(api: Pick<Api, "run">, summary: RunSummary | null) {
  const [feed] = useState(() => new RunFeed(api.run));
  const state = useSyncExternalStore(feed.subscribe, feed.state);
  const [now, setNow] = useState(() => Date.now());
  const going = state.state === "running";

  useEffect(() => {
    if (summary !== null) feed.expect(summary.seq);
  }, [feed, summary]);
  useEffect(() => {
    if (!going) return undefined;
    const timer = setInterval(() => setNow(Date.now()), tickEvery);
    return () => clearInterval(timer);
  }, [going]);

  const known = state.seq > 0 && state.run === summary?.run;
  // The highest percent that was shown of this run.
  const floor = useRef({ run: "", percent: 0 });
  const view = known
    ? viewOf(
        state,
        Math.max(now, state.heard),
        floor.current.run === state.run ? floor.current.percent : 0,
      )
    : null;
  useEffect(() => {
    if (view !== null && state.run !== null && view.percent < 100)
      floor.current = { run: state.run, percent: view.percent };
  });
  return view satisfies RunView | null;
}
