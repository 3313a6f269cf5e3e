import "./install.css";
import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { word } from "../../common/messages/sentence.ts";
import { checksIn } from "../../common/support/support-code.ts";
import { SupportCode } from "../records/SupportCode.tsx";
import { Progress } from "../ui/Progress.tsx";
import { HostPanes } from "./HostPanes.tsx";
import { RunBody } from "./RunBody.tsx";
import { RunButtons } from "./RunButtons.tsx";
import type { RunView } from "./run-view.ts";
import { Tabs } from "./Tabs.tsx";
import { type Say, useInstallWords } from "./use-install-words.ts";
import { useRun } from "./use-run.ts";

export interface InstallScreenProps {
  readonly snapshot: Snapshot;
  /** Main's face; the window's own unless a test says otherwise. */
  readonly api?: Api;
}

/** A run while it goes and once it stands: steps on one side, the hosts' terminals on the other. */
export function InstallScreen({
  snapshot,
  api = (window as unknown as { readonly forecourt: Api }).forecourt,
}: InstallScreenProps) {
  const { say, language } = useInstallWords();
  const [side, setSide] = useState<"steps" | "terminal">("steps");
  const [narrow, narrowed] = useNarrow();
  const view = useRun(api, snapshot.run);
  if (snapshot.run === null && snapshot.unfinished === null)
    return <p className="inst-empty">{say("empty")}</p>;

  const state = snapshot.run?.state ?? "failed";
  const going = state === "running";
  const stands = state === "failed" || state === "aborted";
  const failure = going
    ? null
    : (view?.failure ?? (stands ? snapshot.failure : null));
  return (
    <div className="inst" ref={narrowed}>
      {narrow && (
        <Tabs
          label={say("title.install")}
          panel={`inst-side-${side}`}
          chosen={side}
          tabs={[
            { id: "steps", text: say("side.steps") },
            { id: "terminal", text: say("side.terminal") },
          ]}
          onChoose={(id) => setSide(id as typeof side)}
        />
      )}
      <div
        className="inst-side inst-left"
        id="inst-side-steps"
        hidden={narrow && side !== "steps"}
      >
        <header className="inst-head" data-state={state}>
          <h2 aria-live="polite">{headline(state, view, say)}</h2>
          {view !== null && (
            <p className="inst-quiet">
              {going
                ? [
                    say("percent", { percent: view.percent }),
                    view.left !== null &&
                      say("summary.left", { left: view.left }),
                  ]
                    .filter((part) => typeof part === "string")
                    .join(" · ")
                : say("percent", { percent: view.percent })}
            </p>
          )}
          <Progress
            share={view === null ? null : view.percent / 100}
            label={say(view?.kind === "undo" ? "title.undo" : "title.install")}
          />
        </header>
        <RunBody
          view={view}
          failure={failure}
          more={
            failure !== null &&
            view !== null && (
              <SupportCode
                facts={{
                  app: snapshot.app,
                  kind: view.kind,
                  step: view.failedStep?.name ?? null,
                  code: failure.code,
                  checks: checksIn(snapshot.findings ?? []),
                }}
              />
            )
          }
        />
        <RunButtons
          run={api.run}
          going={going}
          mayResume={stands}
          mayUndo={snapshot.hosts.length > 0 && !isUndone(state, view)}
        />
      </div>
      <div
        className="inst-side inst-right"
        id="inst-side-terminal"
        role="region"
        aria-label={say("side.terminal")}
        hidden={narrow && side !== "terminal"}
      >
        {view === null ? (
          <p className="inst-empty">{word("state.waiting", language)}</p>
        ) : (
          <HostPanes
            api={api}
            hosts={view.hosts}
            signedIn={snapshot.hosts.map(({ name }) => name)}
            run={`${snapshot.run?.run ?? ""}/${view.attempt}`}
            seen={!narrow || side === "terminal"}
          />
        )}
      </div>
    </div>
  );
}

const narrowBelow = 900;

/** Whether the screen has room for one side only; measured at the element itself. */
function useNarrow(): [
  boolean,
  (element: HTMLElement | null) => (() => void) | undefined,
] {
  const [narrow, setNarrow] = useState(false);
  const [measured] = useState(() => (element: HTMLElement | null) => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(() =>
      setNarrow(element.clientWidth < narrowBelow),
    );
    observer.observe(element);
    return () => observer.disconnect();
  });
  return [narrow, measured];
}

function isUndone(state: string, view: RunView | null): boolean {
  return view?.kind === "undo" && state === "done";
}

function headline(state: RunView["state"], view: RunView | null, say: Say) {
  if (state === "running")
    return say(view?.kind === "undo" ? "title.undo" : "title.install");
  return say(isUndone(state, view) ? "state.undone" : `state.${state}`);
}
