import "../install/install.css";
import { useEffect, useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { RunState } from "../install/run-state.ts";
import { viewOf } from "../install/run-view.ts";
import { RunBody } from "../install/RunBody.tsx";
import { Tabs } from "../install/Tabs.tsx";
import { useInstallWords } from "../install/use-install-words.ts";
import { HostTerminal } from "../terminal/HostTerminal.tsx";
import { Progress } from "../ui/Progress.tsx";
import { ReplayOutput } from "./replay-output.ts";

/** The run at a moment: the same steps and terminals as while it went, and no button that does anything. */
export function ReplayedRun({
  api,
  state,
  time,
}: {
  readonly api: Api;
  readonly state: RunState;
  readonly time: number;
}) {
  const { say } = useInstallWords();
  const view = viewOf(state, Math.max(time, state.heard));
  const hosts = view.hosts.map(({ host }) => host);
  const [chosen, setChosen] = useState<string>();
  const [output] = useState(() => new ReplayOutput(api.replay));
  const names = hosts.join(" ");
  useEffect(() => output.show(time, names.split(" ")), [output, time, names]);
  const lively =
    view.failedStep ?? view.hosts.find((each) => each.state === "running");
  const host =
    chosen !== undefined && hosts.includes(chosen)
      ? chosen
      : (lively?.host ?? hosts[0]);
  const undone = view.kind === "undo" && view.state === "done";
  return (
    <div className="inst">
      <div className="inst-side inst-left">
        <header className="inst-head" data-state={view.state}>
          <h2>
            {view.state === "running"
              ? say(view.kind === "undo" ? "title.undo" : "title.install")
              : say(undone ? "state.undone" : `state.${view.state}`)}
          </h2>
          <p className="inst-quiet">
            {say("percent", { percent: view.percent })}
          </p>
          <Progress share={view.percent / 100} label={say("title.install")} />
        </header>
        <RunBody view={view} failure={view.failure} />
      </div>
      <div
        className="inst-side inst-right"
        role="region"
        aria-label={say("side.terminal")}
      >
        {host !== undefined && (
          <div className="inst-panes">
            <Tabs
              label={say("hosts")}
              panel="replay-host"
              chosen={host}
              tabs={view.hosts.map((each) => ({
                id: each.host,
                text: each.host,
                state: each.state,
              }))}
              onChoose={setChosen}
            />
            <div
              className="inst-pane"
              role="tabpanel"
              id="replay-host"
              aria-label={host}
            >
              <HostTerminal
                key={host}
                api={{ terminal: output }}
                host={host}
                active
              />
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
