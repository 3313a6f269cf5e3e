import "../install/install.css";
import "./central.css";
import { useState } from "react";
import type { SeenRancher } from "../../common/ipc/contract.ts";
import type { Api } from "../../common/ipc/faces.ts";
import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { useWords } from "../i18n/use-words.ts";
import { StepList } from "../install/StepList.tsx";
import { useRun } from "../install/use-run.ts";
import { Bug } from "../ui/Bug.tsx";
import { Button } from "../ui/Button.tsx";
import { FailurePanel } from "../ui/FailurePanel.tsx";
import { CheckField, Field, SecretField } from "../ui/Field.tsx";
import { Notice, Panel } from "../ui/Panel.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { RancherIdentity } from "./RancherIdentity.tsx";
import { centralWords } from "./words.ts";

/** Connects the station with the central Rancher: which one, whether it is the right one, then step by step. */
export function CentralScreen({ snapshot, api, following, go }: ScreenProps) {
  const { say } = useWords(centralWords);
  const station = snapshot.station?.station;
  const [seen, setSeen] = useState<SeenRancher | null>(null);
  const [url, setUrl] = useState(station?.rancher?.url ?? "");
  const [same, setSame] = useState(false);
  const [token, setToken] = useState("");
  const [takeOver, setTakeOver] = useState(false);
  const { ask, busy, refused } = useAsk();
  const registering = snapshot.run?.kind === "register" ? snapshot.run : null;
  const going = registering?.state === "running";
  const done = registering?.state === "done";
  const asks = seen?.belief === "unknown";
  const believed =
    seen?.belief === "system" || seen?.belief === "confirmed" || (asks && same);

  const look = async () => {
    setSame(false);
    const answer = await ask(() => api.rancher.look({ url: url.trim() }));
    setSeen(answer?.value ?? null);
  };
  const register = async () => {
    if (seen === null) return;
    const checksum = asks ? seen.caChecksum : null;
    const begun = await ask(() =>
      api.rancher.register({
        url: seen.url,
        token: token.trim(),
        checksum,
        takeOver,
      }),
    );
    // What was begun needs it no more; the memory of this page should not keep it.
    if (begun !== undefined) setToken("");
  };

  return (
    <ScreenFrame
      screen="central"
      intro={say("intro")}
      {...(going ? {} : { onBack: () => go("cluster") })}
      more={
        !done &&
        !going &&
        following !== null && (
          <Button onClick={() => go(following)}>{say("skip")}</Button>
        )
      }
      {...(done
        ? following === null
          ? {}
          : { next: { onNext: () => go(following) } }
        : going
          ? {
              next: {
                text: say("stop"),
                icon: "close" as const,
                onNext: () => void ask(() => api.run.stop(null)),
              },
            }
          : {
              next: {
                text: say(registering === null ? "register" : "register.again"),
                icon: "install" as const,
                busy,
                disabled: !believed || token.trim() === "",
                onNext: () => void register(),
              },
            })}
    >
      <Bug refused={refused} />
      {done && (
        <Notice tone="good" title={say("done")}>
          <p>
            {say("done.text", { name: station?.rancher?.name ?? station?.id })}
          </p>
        </Notice>
      )}
      <Trouble snapshot={snapshot} api={api} refused={refused} />
      {registering !== null && <Stages snapshot={snapshot} api={api} />}
      {!going && !done && (
        <>
          <Panel title={say("where")} icon="central">
            <form
              className="central-form"
              onSubmit={(event) => {
                event.preventDefault();
                void look();
              }}
            >
              <Field
                label={say("address")}
                hint={say("address.hint")}
                value={url}
                technical
                onChange={(value) => {
                  setUrl(value);
                  setSeen(null);
                }}
              />
              <Button
                submit
                busy={busy}
                disabled={url.trim() === ""}
                icon="again"
              >
                {say("address.look")}
              </Button>
            </form>
          </Panel>
          {seen !== null && (
            <RancherIdentity seen={seen} same={same} onSame={setSame} />
          )}
          {believed && (
            <Panel title={say("account")} icon="server">
              <SecretField
                label={say("token")}
                hint={say("token.hint")}
                value={token}
                onChange={setToken}
                show={say("token.show")}
                hide={say("token.hide")}
              />
              {snapshot.failure?.code === "rancher-cluster-foreign" && (
                <CheckField
                  label={say("take-over")}
                  hint={say("take-over.hint")}
                  checked={takeOver}
                  onChange={setTakeOver}
                />
              )}
            </Panel>
          )}
        </>
      )}
    </ScreenFrame>
  );
}

interface Part {
  readonly snapshot: Snapshot;
  readonly api: Api;
}

function Stages({ snapshot, api }: Part) {
  const { say } = useWords(centralWords);
  const view = useRun(api, snapshot.run);
  return view === null ? null : (
    <Panel title={say("progress")} icon="install">
      <StepList hosts={view.hosts} />
    </Panel>
  );
}

/** What the look, the sign-in or the run ended with; a run that stands can be gone on with. */
function Trouble({
  snapshot,
  api,
  refused,
}: Part & { readonly refused: ReturnType<typeof useAsk>["refused"] }) {
  const { say } = useWords(centralWords);
  const { ask, busy } = useAsk();
  const { run, failure: last, doing } = snapshot;
  const stands = run?.kind === "register" && run.state === "failed";
  const failure =
    refused !== null && "failure" in refused
      ? refused.failure
      : stands || doing === "registering"
        ? last
        : null;
  if (failure === null) return null;
  return (
    <FailurePanel
      failure={failure}
      doing={say(stands ? "doing.register" : "doing.look")}
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
