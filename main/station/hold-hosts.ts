import { staleSeconds, type HoldCall } from "../engine/hold.ts";
import type { RemoteHost } from "../ports/remote-host.ts";
import type { RemoteScripts } from "../ports/scripts.ts";
import { answerFailure } from "../../common/model/script-failure.ts";
import { assignments } from "../../common/model/shell.ts";

/** The hold of one host for this run; `clean` also takes our folder away, once nothing is noted in it. */
export function holdOf(
  remote: RemoteHost,
  scripts: RemoteScripts,
  { run, owner, clean }: { run: string; owner: string; clean: boolean },
): HoldCall {
  return async (verb) => {
    const label = `hold ${verb}`;
    const answer = await remote.ask({
      label,
      script: [
        scripts("lib.sh"),
        assignments({
          VERB: verb,
          RUN: run,
          OWNER: owner,
          STALE: String(staleSeconds),
          CLEAN: clean ? "yes" : "no",
        }),
        scripts("hold.sh"),
      ].join("\n"),
    });
    if (answer.code !== 0) throw answerFailure(remote.name, label, answer);
  };
}

/** Follows jobs that an installer left running on the host (it was killed) until they end. */
export async function awaitRunningJobs(
  remote: RemoteHost,
  signal: AbortSignal,
): Promise<void> {
  for (const id of await remote.runningJobs())
    // Only followed: an id that runs already is not started again.
    await remote.job({ id, script: "", label: `earlier job ${id}`, signal });
}
