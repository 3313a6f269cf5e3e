import "../install/install.css";
import "./central.css";
import { useEffect, useRef, useState } from "react";
import { isRegistration } from "../../common/model/events.ts";
import { useWords } from "../i18n/use-words.ts";
import { Bug } from "../ui/Bug.tsx";
import { Button } from "../ui/Button.tsx";
import { Choice } from "../ui/Field.tsx";
import { Empty, Notice, Panel } from "../ui/Panel.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { centralView, packBefore, type Way } from "./central-view.ts";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { Misfits } from "./Misfits.tsx";
import { PackForm } from "./PackForm.tsx";
import { Stages } from "./Stages.tsx";
import { Standing } from "./Standing.tsx";
import { Trouble } from "./Trouble.tsx";
import { UplinkForm } from "./UplinkForm.tsx";
import { useUplink } from "./use-uplink.ts";
import { centralWords } from "./words.ts";

/**
 * Connects the station with the central Rancher, now or later; once it is, says how it stands, and takes it
 * out again.
 */
export function CentralScreen({ snapshot, api, go, ...rest }: ScreenProps) {
  const { say } = useWords(centralWords);
  // The end is a run's: without one in this session there is none.
  const following = snapshot.run === null ? null : rest.following;
  const station = snapshot.station?.station;
  const { pack, registration, hosts } = snapshot;
  const { ask, busy, refused } = useAsk();
  const uplink = useUplink(station?.rancher, api, ask);
  /** What was chosen here; null: what follows from how the station stands. */
  const [wants, setWants] = useState<"register" | "leave" | null>(null);
  const [way, setWay] = useState<Way | null>(null);
  const [only, setOnly] = useState(false);
  const [takeOver, setTakeOver] = useState(false);
  const [setUpAnew, setSetUpAnew] = useState(false);
  const [asking, setAsking] = useState(false);
  const { going, run, unfinished, registered, standing, form, chosen, looks } =
    centralView(snapshot, wants, way);
  const name = station?.rancher?.name ?? station?.id ?? "";

  // Once: how it stands from a visit before.
  const looked = useRef(false);
  useEffect(() => {
    if (!looks || looked.current) return;
    looked.current = true;
    void ask(() => api.rancher.recheck(null));
  });

  const begin = async (begun: () => ReturnType<typeof api.run.start>) => {
    if ((await ask(begun)) === undefined) return;
    // What was begun needs it no more; the memory of this page should not keep it.
    uplink.change({ secret: "" });
    setWants(null);
    setTakeOver(false);
    setSetUpAnew(false);
  };
  const register = () =>
    begin(() =>
      chosen === "later" || uplink.answer === null
        ? api.rancher.registerLater({ setUpAnew })
        : api.rancher.register({ ...uplink.answer, takeOver }),
    );
  const leave = () => {
    setAsking(false);
    void begin(() =>
      api.rancher.unregister({ from: only ? null : uplink.answer }),
    );
  };
  const ready =
    form === "leave" && only
      ? true
      : form === "register" && chosen === "later"
        ? pack !== null &&
          !pack.over &&
          (setUpAnew || pack.otherKeys.length === 0)
        : uplink.answer !== null;
  const cancels = form !== null && registered;

  return (
    <ScreenFrame
      screen="central"
      intro={say("intro")}
      {...(going ? {} : { onBack: () => go("cluster") })}
      more={
        !going &&
        (cancels ? (
          <Button onClick={() => setWants(null)}>{say("cancel")}</Button>
        ) : (
          form !== null &&
          following !== null && (
            <Button onClick={() => go(following)}>{say("skip")}</Button>
          )
        ))
      }
      {...(going
        ? {
            next: {
              text: say("stop"),
              icon: "close" as const,
              onNext: () => void ask(() => api.run.stop(null)),
            },
          }
        : hosts.length === 0
          ? {}
          : form === null
            ? following === null
              ? {}
              : { next: { onNext: () => go(following) } }
            : {
                next: {
                  text: say(
                    form === "leave"
                      ? "leave"
                      : unfinished
                        ? "resume"
                        : chosen === "later"
                          ? "register.later"
                          : "register",
                  ),
                  icon: form === "leave" ? ("remove" as const) : ("install" as const), // prettier-ignore
                  busy,
                  disabled: !ready,
                  onNext: () =>
                    form === "leave" ? setAsking(true) : void register(),
                },
              })}
    >
      <Bug refused={refused} />
      {hosts.length === 0 && !going ? (
        <Empty icon="lock" title={say("away")}>
          <p>{say("away.text")}</p>
          <Button icon="server" onClick={() => go("server")}>
            {say("away.button")}
          </Button>
        </Empty>
      ) : (
        <>
          {unfinished && (
            <Notice
              tone="warn"
              title={say(
                snapshot.unfinished?.kind === "unregister"
                  ? "unfinished.leave"
                  : "unfinished",
              )}
            >
              <p>{say("unfinished.text")}</p>
            </Notice>
          )}
          {standing && (
            <Standing
              seen={registration}
              registered={run?.kind === "register" && pack === null}
              name={name}
              actions={
                form === null && (
                  <>
                    <Button
                      icon="again"
                      busy={busy}
                      onClick={() => void ask(() => api.rancher.recheck(null))}
                    >
                      {say("recheck")}
                    </Button>
                    <Button onClick={() => setWants("register")}>
                      {say("register.again")}
                    </Button>
                    <Button kind="plain" onClick={() => setWants("leave")}>
                      {say("leave")}
                    </Button>
                  </>
                )
              }
            />
          )}
          {run?.kind === "unregister" && run.state === "done" && (
            <Notice tone="good" title={say("left")} alert />
          )}
          <Trouble snapshot={snapshot} api={api} refused={refused} />
          {run !== null && isRegistration(run.kind) && (
            <Stages snapshot={snapshot} api={api} />
          )}
          {form === "register" && (
            <Choice
              label={say("way")}
              value={chosen}
              options={[
                { value: "now", text: say("way.now") },
                { value: "later", text: say("way.later") },
              ]}
              onChange={setWay}
            />
          )}
          {form === "leave" && (
            <Panel title={say("leave")} icon="remove">
              <Choice
                label={say("leave.how")}
                value={only ? "only" : "both"}
                options={[
                  { value: "both", text: say("leave.both") },
                  { value: "only", text: say("leave.only") },
                ]}
                onChange={(value) => setOnly(value === "only")}
              />
              {only && <p>{say("leave.only.text")}</p>}
            </Panel>
          )}
          {(form === "register" && chosen === "now") ||
          (form === "leave" && !only) ? (
            <UplinkForm
              uplink={uplink}
              busy={busy}
              takeOver={
                form === "register" &&
                snapshot.failure?.code === "rancher-cluster-foreign"
                  ? { on: takeOver, change: setTakeOver }
                  : null
              }
            />
          ) : null}
          {form === "register" && chosen === "later" && (
            <>
              <PackForm
                pack={pack}
                before={packBefore(snapshot)}
                api={api}
                ask={ask}
                busy={busy}
                setUpAnew={setUpAnew}
                onSetUpAnew={setSetUpAnew}
              />
              {pack !== null && (
                <Misfits rancher={pack.version} bundle={snapshot.bundle} />
              )}
            </>
          )}
          {form === "register" && chosen === "now" && uplink.believed && (
            <Misfits
              rancher={uplink.seen?.version ?? ""}
              bundle={snapshot.bundle}
            />
          )}
        </>
      )}
      {asking && (
        <LeaveDialog
          name={name}
          only={only}
          onLeave={leave}
          onClose={() => setAsking(false)}
        />
      )}
    </ScreenFrame>
  );
}
