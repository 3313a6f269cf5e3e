import "./plan.css";
import {
  formatBytes,
  formatDuration,
  stepTitle,
  stepUndo,
} from "../../common/messages/sentence.ts";
import { isRegistration } from "../../common/model/events.ts";
import type { Plan } from "../../common/model/plan.ts";
import { useWords } from "../i18n/use-words.ts";
import { Bug } from "../ui/Bug.tsx";
import { Button } from "../ui/Button.tsx";
import { FailurePanel } from "../ui/FailurePanel.tsx";
import { Notice, Panel } from "../ui/Panel.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { type PlanHost, planView } from "./plan-view.ts";
import { planWords } from "./words.ts";

/** What will be changed, sent and waited for; the last place before anything is. */
export function PlanScreen({ snapshot, api, go }: ScreenProps) {
  const { say } = useWords(planWords);
  const { ask, busy, refused } = useAsk();
  const { plan, unfinished, run, failure, doing } = snapshot;
  if (plan === null) return null;
  const start = () => void ask(() => api.run.start(null));
  // Its secrets are kept nowhere: they are asked for on Rancher's own screen.
  const resume = () =>
    unfinished !== null && isRegistration(unfinished.kind)
      ? go("central")
      : void ask(() => api.run.resume(null));
  const failed = failure !== null && doing === "running" && run === null;
  return (
    <ScreenFrame
      screen="plan"
      scrolls
      intro={say("intro")}
      onBack={() => go("check")}
      more={
        unfinished !== null && (
          <Button
            busy={busy}
            onClick={unfinished.kind === "undo" ? () => go("check") : start}
          >
            {say("start.anew")}
          </Button>
        )
      }
      next={
        unfinished === null
          ? {
              text: say("start"),
              icon: "install",
              busy,
              note: say(busy ? "starting" : "note.start"),
              onNext: start,
            }
          : { text: say("resume"), icon: "resume", busy, onNext: resume }
      }
    >
      <Bug refused={refused} />
      {unfinished !== null && (
        <Notice
          tone="warn"
          title={say(
            unfinished.kind === "undo"
              ? "unfinished.title.undo"
              : "unfinished.title",
          )}
        >
          <p>
            {unfinished.started === ""
              ? say("unfinished.text.unknown")
              : say("unfinished.text", { started: unfinished.started })}
          </p>
        </Notice>
      )}
      {failed && (
        <FailurePanel
          failure={failure}
          doing={say("doing")}
          actions={
            <Button icon="again" onClick={unfinished ? resume : start}>
              {say("again")}
            </Button>
          }
        />
      )}
      <PlanTotals plan={plan} />
      {planView(plan).hosts.map((host) => (
        <PlanOfHost key={host.host} {...host} />
      ))}
    </ScreenFrame>
  );
}

export function PlanTotals({ plan }: { readonly plan: Plan }) {
  const { say } = useWords(planWords);
  const { hosts, steps, bytes, minutes } = planView(plan);
  const { name, sequence, k3s, docker } = plan.bundle;
  const totals: [string, string, string?][] = [
    [say("takes"), say("minutes", { minutes })],
    [say("sends"), formatBytes(bytes)],
    [say("hosts"), String(hosts.length)],
    [say("steps"), String(steps)],
    [
      say("bundle"),
      say("bundle.text", { name, sequence }),
      say("versions", { k3s, docker }),
    ],
  ];
  return (
    <dl className="totals">
      {totals.map(([label, value, more]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            {more !== undefined && <small>{more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function PlanOfHost({ host, steps, bytes }: PlanHost) {
  const { language, say } = useWords(planWords);
  return (
    <Panel
      title={host}
      icon="server"
      actions={
        <span className="quiet small">
          {say("host.total", { steps: steps.length, bytes })}
        </span>
      }
    >
      <ol className="plan-steps">
        {steps.map(({ id, name, changes, bytes: sent, seconds }, at) => (
          <li key={id}>
            <span className="plan-number">{at + 1}</span>
            <div>
              <p className="plan-title">{stepTitle(name, language)}</p>
              {changes.length > 0 && (
                <p className="plan-changes" translate="no">
                  <span className="unseen">{say("changes")}: </span>
                  {changes.map((change) => (
                    <code key={change}>{change}</code>
                  ))}
                </p>
              )}
              {stepUndo(name, language) !== undefined && (
                <p className="plan-undo">{stepUndo(name, language)}</p>
              )}
            </div>
            <span className="plan-figures">
              {sent > 0 && <>{formatBytes(sent)}</>}
              {seconds > 0 && (
                <span>{formatDuration(seconds * 1000, language)}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
