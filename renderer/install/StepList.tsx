import { useEffect, useRef } from "react";
import {
  formatDuration,
  stepDoing,
  stepTitle,
  word,
} from "../../common/messages/sentence.ts";
import { Progress } from "../ui/Progress.tsx";
import type { HostView, StepView } from "./run-view.ts";
import { StepIcon } from "./StepIcon.tsx";
import { useInstallWords } from "./use-install-words.ts";

/** All hosts, each with its steps in order. */
export function StepList({ hosts }: { readonly hosts: readonly HostView[] }) {
  const { say } = useInstallWords();
  return (
    <div
      className="inst-hosts"
      tabIndex={0}
      role="region"
      aria-label={say("side.steps")}
    >
      {hosts.map(({ host, steps, ended }) => (
        <section key={host} className="inst-host" aria-label={host}>
          <h3>
            <span>{host}</span>
            <small>{say("ended", { ended, all: steps.length })}</small>
          </h3>
          <ol>
            {steps.map((step) => (
              <Step key={step.id} step={step} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Step({ step }: { readonly step: StepView }) {
  const { language } = useInstallWords();
  const row = useRef<HTMLLIElement>(null);
  const running = step.state === "running";
  useEffect(() => {
    // Not to one that failed: above it stands why.
    if (running) row.current?.scrollIntoView({ block: "nearest" });
  }, [running]);

  const state = running
    ? word("state.running", language)
    : step.state === "waiting"
      ? word("state.waiting", language)
      : word(`outcome.${step.state}`, language);
  return (
    <li ref={row} className="inst-step" data-state={step.state}>
      <StepIcon state={step.state} />
      <span className="inst-step-title">
        {running
          ? stepDoing(step.name, language)
          : stepTitle(step.name, language)}
      </span>
      <span className="inst-step-state">
        {running ? step.phase && word(`phase.${step.phase}`, language) : state}
        {step.state === "done" && step.took !== null && (
          <> · {formatDuration(step.took, language)}</>
        )}
      </span>
      {running && <Running step={step} />}
    </li>
  );
}

function Running({ step }: { readonly step: StepView }) {
  const { language, say } = useInstallWords();
  const seconds = Math.floor((step.silent ?? 0) / 1000);
  const said = [
    step.totalBytes > 0 &&
      word("progress.sent", language, {
        bytes: step.bytes,
        total: step.totalBytes,
      }),
    step.rate !== null && step.rate > 0 && say("rate", { rate: step.rate }),
    step.left !== null && word("progress.left", language, { left: step.left }),
    step.overdue && say("overdue"),
    word("progress.sign", language, { seconds }),
  ].filter((part) => typeof part === "string");
  return (
    <div className="inst-running">
      <Progress share={step.share} label={stepTitle(step.name, language)} />
      <span>{said.join(" · ")}</span>
      {step.line !== null && <code>{step.line}</code>}
    </div>
  );
}
