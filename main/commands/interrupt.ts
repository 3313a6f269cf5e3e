import { failed } from "../../common/model/failure.ts";

/** Ctrl-C asks the run to stop: jobs on the hosts go on to their end. A second one ends at once. */
export function interruptible(): { signal: AbortSignal; end: () => void } {
  const stopped = new AbortController();
  const stop = () => {
    if (stopped.signal.aborted) process.exit(130);
    stopped.abort(failed("aborted"));
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, stop);
  return {
    signal: stopped.signal,
    end: () => {
      for (const name of ["SIGINT", "SIGTERM"] as const)
        process.off(name, stop);
    },
  };
}
