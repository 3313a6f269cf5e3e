import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { FileChooser } from "../files/FileChooser.tsx";
import { Button } from "../ui/Button.tsx";
import { FailurePanel } from "../ui/FailurePanel.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Empty, Facts, Panel } from "../ui/Panel.tsx";
import { newHost } from "../server/host-draft.ts";
import type { ScreenProps } from "../wizard/face.ts";
import { useAsk } from "../wizard/use-ask.ts";
import { Bug } from "../ui/Bug.tsx";
import { noDrafts } from "../wizard/drafts.ts";
import { StationForm } from "./StationForm.tsx";
import { emptyStation } from "./station-draft.ts";
import { stationWords } from "./words.ts";

/** Which station: one of this laptop, one out of a file, or a new one. */
export function StationPanel({ snapshot, drafts, api, draft }: ScreenProps) {
  const { say } = useWords(stationWords);
  const { ask, busy, refused } = useAsk();
  const [step, setStep] = useState<"rest" | "form" | "browse">("rest");
  const { station, known, interrupted, failure, doing } = snapshot;
  const open = (path: string) => {
    setStep("rest");
    void ask(() => api.station.open({ path }));
  };
  const leave = () => {
    draft(noDrafts);
    if (station !== null) void ask(() => api.station.close(null));
  };
  /** Told where it is so: most stations have no use for it. */
  const passwordless = (of: {
    readonly passwordless: boolean;
  }): [string, string][] =>
    of.passwordless
      ? [[say("station.passwordless"), say("station.passwordless.yes")]]
      : [];
  const chosen = station !== null || drafts.station !== null;

  return (
    <Panel
      title={say("station")}
      icon="station"
      actions={
        chosen &&
        step !== "form" && (
          <Button kind="plain" disabled={busy} onClick={leave}>
            {say("station.other")}
          </Button>
        )
      }
    >
      <Bug refused={refused} />
      {failure !== null && doing === "opening-station" && step === "rest" && (
        <FailurePanel failure={failure} doing={say("doing.station")} />
      )}
      {step === "form" ? (
        <StationForm
          begin={emptyStation}
          files={api.files}
          onUse={(made) => {
            setStep("rest");
            draft({
              station: made,
              hosts: [newHost("server", { name: `${made.id}-server` })],
            });
          }}
          onCancel={() => setStep("rest")}
        />
      ) : station !== null ? (
        <Facts
          facts={[
            [say("station.id"), station.station.id],
            [say("station.name"), station.station.name ?? "–"],
            [
              say("station.hosts"),
              station.station.hosts
                .map(({ name, address }) => `${name} (${address})`)
                .join(", "),
            ],
            [
              say("station.isolated"),
              say(
                station.station.isolated
                  ? "station.isolated.yes"
                  : "station.isolated.no",
              ),
            ],
            ...passwordless(station.station),
            [
              say("station.file"),
              <span key="path" className="mono" translate="no">
                {station.path}
              </span>,
            ],
          ]}
        />
      ) : drafts.station !== null ? (
        <>
          <Facts
            facts={[
              [say("station.id"), drafts.station.id],
              [say("station.name"), drafts.station.name || "–"],
              [say("station.hosts"), say("station.hosts.none")],
              [
                say("station.isolated"),
                say(
                  drafts.station.isolated
                    ? "station.isolated.yes"
                    : "station.isolated.no",
                ),
              ],
              ...passwordless(drafts.station),
            ]}
          />
          <p className="quiet small">{say("station.draft")}</p>
        </>
      ) : (
        <>
          {known.length === 0 ? (
            <Empty icon="station" title={say("station.none")}>
              {say("station.none.text")}
            </Empty>
          ) : (
            <ul className="choices" aria-label={say("station.known")}>
              {known.map(({ path, id, name }) => (
                <li key={path}>
                  <button
                    type="button"
                    className="choices-item"
                    title={path}
                    disabled={busy}
                    onClick={() => open(path)}
                  >
                    <Icon name="station" />
                    <span>
                      {name}
                      {name !== id && <small translate="no">{id}</small>}
                    </span>
                    {interrupted?.path === path && (
                      <em>{say("station.interrupted")}</em>
                    )}
                    <Icon name="next" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <div className="ui-buttons panel-buttons">
            <Button icon="add" onClick={() => setStep("form")}>
              {say("station.new")}
            </Button>
            <Button icon="file" onClick={() => setStep("browse")}>
              {say("station.open")}
            </Button>
          </div>
        </>
      )}
      {step === "browse" && (
        <FileChooser
          files={api.files}
          title={say("station.open.title")}
          wants={{ ends: [".yaml", ".yml"] }}
          onChoose={open}
          onClose={() => setStep("rest")}
        />
      )}
    </Panel>
  );
}
