import { takesBack, type RunKind } from "../../common/model/events.ts";
import "./station.css";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Bug } from "../ui/Bug.tsx";
import { Notice } from "../ui/Panel.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { BundlePanel } from "./BundlePanel.tsx";
import { StationPanel } from "./StationPanel.tsx";
import { stationWords } from "./words.ts";

/** The first screen: which station, and from what it is installed. */
export function StationScreen(props: ScreenProps) {
  const { snapshot, drafts, go } = props;
  const { say } = useWords(stationWords);
  const { station, bundle, busy, hosts } = snapshot;
  const chosen = station !== null || drafts.station !== null;
  return (
    <ScreenFrame
      screen="station"
      intro={say("intro")}
      next={{
        disabled: !chosen || bundle === null,
        note: !chosen
          ? say("note.station")
          : busy?.with === "verifying-bundle"
            ? say("note.verifying")
            : bundle === null
              ? say("note.bundle")
              : hosts.length > 0
                ? say("note.changes")
                : undefined,
        onNext: () => go("server"),
      }}
    >
      <Unfinished {...props} />
      <div className="station">
        <StationPanel {...props} />
        <BundlePanel {...props} />
      </div>
    </ScreenFrame>
  );
}

/** A run that did not end: offered after a restart, and again until it was gone on with. */
function Unfinished({ snapshot, api }: ScreenProps) {
  const { say } = useWords(stationWords);
  const { ask, busy, refused } = useAsk();
  const { interrupted, unfinished, station } = snapshot;
  if (unfinished !== null)
    return (
      <Notice tone="warn" title={titleOf(unfinished.kind)}>
        <p>{say("unfinished.next")}</p>
      </Notice>
    );
  if (interrupted === null || station !== null) return null;
  const { path, name, bundle, unfinished: run } = interrupted;
  const goOn = async () => {
    if ((await ask(() => api.station.open({ path }))) === undefined) return;
    if (bundle !== undefined && snapshot.bundle === null)
      await ask(() => api.bundle.open(bundle));
  };
  return (
    <Notice
      tone="warn"
      title={titleOf(run.kind)}
      actions={
        <Button
          kind="main"
          icon="resume"
          busy={busy}
          onClick={() => void goOn()}
        >
          {say("unfinished.go")}
        </Button>
      }
    >
      <p>
        {run.started === ""
          ? say("unfinished.text.unknown", { name })
          : say("unfinished.text", { name, started: run.started })}
      </p>
      <Bug refused={refused} />
    </Notice>
  );

  function titleOf(kind: RunKind) {
    return say(
      kind === "register"
        ? "unfinished.title.register"
        : takesBack(kind)
          ? "unfinished.title.undo"
          : "unfinished.title",
    );
  }
}
