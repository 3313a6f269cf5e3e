import type { ReactNode } from "react";
import { stepTitle } from "../../common/messages/sentence.ts";
import type { Failure } from "../../common/model/failure.ts";
import { FailurePanel } from "../ui/FailurePanel.tsx";
import type { RunView } from "./run-view.ts";
import { StepList } from "./StepList.tsx";
import { useInstallWords } from "./use-install-words.ts";

/** A run's steps; above them, where it failed, why, and what else there is about that. */
export function RunBody({
  view,
  failure,
  more,
}: {
  readonly view: RunView | null;
  readonly failure: Failure | null;
  readonly more?: ReactNode;
}) {
  const { language } = useInstallWords();
  const step = view?.failedStep;
  const shown = failure !== null && failure.code !== "aborted";
  return (
    // With a failure all of it scrolls as one: in a small window that must not be squeezed to a line.
    <div className="inst-body" data-failed={shown || undefined}>
      {shown && (
        <>
          <FailurePanel
            failure={failure}
            host={step?.host}
            doing={step ? stepTitle(step.name, language) : undefined}
          />
          {more}
        </>
      )}
      <StepList hosts={view?.hosts ?? []} />
    </div>
  );
}
