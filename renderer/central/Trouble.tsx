import type { Api } from "../../common/ipc/faces.ts";
import type { Doing, Snapshot } from "../../common/ipc/snapshot.ts";
import { isRegistration } from "../../common/model/events.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { FailurePanel } from "../ui/FailurePanel.tsx";
import { type Refused, useAsk } from "../wizard/use-ask.ts";
import { centralWords } from "./words.ts";

const doingHere = {
  registering: "doing.register",
  "opening-pack": "doing.pack",
  "asking-registration": "doing.ask",
} as const satisfies Partial<Record<Doing, string>>;

function isHere(doing: Doing | null): doing is keyof typeof doingHere {
  return doing !== null && doing in doingHere;
}

/** What the look, the sign-in, the pack or the run ended with; a run that stands can be gone on with. */
export function Trouble({
  snapshot,
  api,
  refused,
}: {
  readonly snapshot: Snapshot;
  readonly api: Api;
  readonly refused: Refused | null;
}) {
  const { say } = useWords(centralWords);
  const { ask, busy, refused: notGoneOn } = useAsk();
  const { run, failure: last, doing } = snapshot;
  const stands =
    run !== null &&
    isRegistration(run.kind) &&
    (run.state === "failed" || run.state === "aborted");
  const told = notGoneOn ?? refused;
  const failure =
    told !== null && "failure" in told
      ? told.failure
      : stands || isHere(doing)
        ? last
        : null;
  if (failure === null) return null;
  return (
    <FailurePanel
      failure={failure}
      doing={say(
        isHere(doing)
          ? doingHere[doing]
          : !stands
            ? "doing.look"
            : run.kind === "unregister"
              ? "doing.leave"
              : "doing.register",
      )}
      actions={
        stands && (
          <Button
            icon="resume"
            busy={busy}
            onClick={() => void ask(() => api.run.resume(null))}
          >
            {say("resume")}
          </Button>
        )
      }
    />
  );
}
