import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { FileChooser } from "../files/FileChooser.tsx";
import { Button } from "../ui/Button.tsx";
import { FailurePanel } from "../ui/FailurePanel.tsx";
import { Facts, Panel } from "../ui/Panel.tsx";
import { newHost } from "../server/host-draft.ts";
import type { ScreenProps } from "../wizard/face.ts";
import { useAsk } from "../wizard/use-ask.ts";
import { Bug } from "../ui/Bug.tsx";
import { noDrafts } from "../wizard/drafts.ts";
import { PackOpening } from "./PackOpening.tsx";
import { StationChoices } from "./StationChoices.tsx";
import { StationFacts } from "./StationFacts.tsx";
import { StationForm } from "./StationForm.tsx";
import { emptyStation } from "./station-draft.ts";
import { stationWords } from "./words.ts";

/** Which station: one of this laptop, one out of a file or a pack, or a new one. */
export function StationPanel({ snapshot, drafts, api, draft }: ScreenProps) {
  const { say } = useWords(stationWords);
  const { ask, busy, refused } = useAsk();
  const [step, setStep] = useState<"rest" | "form" | "browse" | "browse-pack">(
    "rest",
  );
  const { station, failure, doing } = snapshot;
  const failed = doing === "opening-station" ? failure : null;
  const open = (path: string) => {
    setStep("rest");
    void ask(() => api.station.open({ path }));
  };
  const choose = (pack: string) => {
    setStep("rest");
    draft({ pack });
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
      {failed !== null && drafts.pack === null && step === "rest" && (
        <FailurePanel failure={failed} doing={say("doing.station")} />
      )}
      {drafts.pack !== null && !chosen ? (
        <PackOpening
          path={drafts.pack}
          failure={failed}
          api={api}
          ask={ask}
          busy={busy}
          onCancel={() => draft({ pack: null })}
        />
      ) : step === "form" ? (
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
        <StationFacts station={station} snapshot={snapshot} />
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
          <StationChoices
            snapshot={snapshot}
            files={api.files}
            busy={busy}
            onOpen={open}
            onPack={choose}
          />
          <div className="ui-buttons panel-buttons">
            <Button icon="add" onClick={() => setStep("form")}>
              {say("station.new")}
            </Button>
            <Button icon="file" onClick={() => setStep("browse")}>
              {say("station.open")}
            </Button>
            <Button icon="lock" onClick={() => setStep("browse-pack")}>
              {say("pack.open")}
            </Button>
          </div>
        </>
      )}
      {step === "browse-pack" && (
        <FileChooser
          files={api.files}
          title={say("pack.open.title")}
          wants={{ ends: [".pack"] }}
          onChoose={choose}
          onClose={() => setStep("rest")}
        />
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
