import "./finish.css";
import { formatBytes, formatDuration } from "../../common/messages/sentence.ts";
import { useWords } from "../i18n/use-words.ts";
import { useRun } from "../install/use-run.ts";
import { RecordButtons } from "../records/RecordButtons.tsx";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Facts, Panel } from "../ui/Panel.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { HostsDone } from "./HostsDone.tsx";
import { finishWords } from "./words.ts";

/** What was done, read off the run's events, and what to do now. */
export function FinishScreen({ snapshot, api, go }: ScreenProps) {
  const { say, language } = useWords(finishWords);
  const { ask, busy, refused } = useAsk();
  const view = useRun(api, snapshot.run);
  const { station, plan, run, registration } = snapshot;
  if (station === null || run === null) return null;
  const { id, name, hosts } = station.station;
  const bundle = plan?.bundle ?? null;

  return (
    <ScreenFrame
      screen="finish"
      scrolls
      onBack={() => go("central")}
      more={<RecordButtons api={api} />}
    >
      <header className="finish-head">
        <Icon name="tick" />
        <div>
          <h2>{say("done", { name: name ?? id })}</h2>
          <p>
            {hosts.length === 1
              ? say("done.one")
              : say("done.text", { count: hosts.length })}
          </p>
        </div>
      </header>
      <div className="finish-body">
        <Panel title={say("what")} icon="check">
          <Facts
            facts={[
              [say("station"), `${name ?? ""} (${id})`.trim()],
              ...(bundle === null
                ? []
                : ([
                    [
                      say("bundle"),
                      say("bundle.value", {
                        name: bundle.name,
                        sequence: bundle.sequence,
                      }),
                    ],
                    [say("k3s"), bundle.k3s],
                    [say("docker"), bundle.docker],
                  ] as const)),
              ...(view === null
                ? []
                : ([
                    [say("sent"), formatBytes(view.bytes)],
                    [say("took"), formatDuration(view.took, language)],
                  ] as const)),
              ...(registration === null || registration.state === "none"
                ? []
                : [
                    [
                      "Rancher",
                      say(`rancher.${registration.state}`, {
                        rancher: registration.rancher,
                      }),
                    ] as const,
                  ]),
              [say("run"), <code key="run">{run.run}</code>],
            ]}
          />
          <HostsDone
            station={station.station}
            seen={snapshot.hosts}
            view={view}
          />
        </Panel>
        <div className="finish-side">
          <Panel title={say("next")} icon="next">
            <ul className="finish-next">
              <li>{say("next.hands")}</li>
              <li>{say("next.again")}</li>
              <li>{say("next.access")}</li>
            </ul>
            <div>
              <Button
                icon="station"
                busy={busy}
                onClick={() => void ask(() => api.station.close(null))}
              >
                {say("next.other")}
              </Button>
              <p className="quiet small">{say("next.other.text")}</p>
            </div>
            <Refusal refused={refused} />
          </Panel>
        </div>
      </div>
    </ScreenFrame>
  );
}
