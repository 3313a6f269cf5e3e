import "./server.css";
import { useState } from "react";
import type { FoundHost } from "../../common/model/discovery.ts";
import type { Failure } from "../../common/model/failure.ts";
import { useWords } from "../i18n/use-words.ts";
import { Bug } from "../ui/Bug.tsx";
import { Button } from "../ui/Button.tsx";
import { FailurePanel } from "../ui/FailurePanel.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Panel } from "../ui/Panel.tsx";
import { Progress } from "../ui/Progress.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import {
  type HostDraft,
  type HostFault,
  type HostField,
  hostFaults,
  inRole,
  isFirstServer,
  joiningHost,
  secretsOf,
} from "./host-draft.ts";
import { JumpPanel } from "./JumpPanel.tsx";
import { jumpSecretsOf, placeOf, typedFor } from "./jump-secrets.ts";
import { isSaved, typedStation } from "./sign-in.ts";
import { KeepSecrets } from "./KeepSecrets.tsx";
import { useKept } from "./use-kept.ts";
import { serverWords } from "./words.ts";
import { DiscoveryDialog } from "./DiscoveryDialog.tsx";
import { discoveryWords } from "./discovery-words.ts";
import { HostForm } from "./HostForm.tsx";
import { changed, jumpsFor, without } from "./jumps.ts";
import { RenewKeyDialog } from "./RenewKeyDialog.tsx";
import { type Taking, takingOf } from "./taking.ts";

/** The station's hosts: where they are and how one signs in; then they are signed in to and looked at. */
export function ServerScreen(props: ScreenProps) {
  const { snapshot, drafts, api, draft, go } = props;
  const { say } = useWords(serverWords);
  const { ask, busy: asking, refused } = useAsk();
  // Who comes to add one begins with that.
  const [chosen, setChosen] = useState(
    () => drafts.hosts.find(({ address }) => address === "")?.id,
  );
  /** `host/field` of those that were left: before that, nothing is called missing. */
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { say: find } = useWords(discoveryWords);
  const [finding, setFinding] = useState(false);
  const [renewing, setRenewing] = useState<Failure | null>(null);
  const { hosts } = drafts;
  const [keep, setKeep] = useState(false);
  const kept = useKept(api, JSON.stringify(snapshot.station));
  const faults = hostFaults(hosts);
  const host = hosts.find(({ id }) => id === chosen) ?? hosts[0];
  const jumpHosts = snapshot.station?.station.jumpHosts ?? [];
  const jump = jumpHosts.find((each) => placeOf(each) === chosen);
  const faulty = [...faults.values()].some(
    (each) => Object.keys(each).length > 0,
  );
  const typed = typedStation(snapshot, drafts);
  const saved = typed !== null && isSaved(snapshot, typed);
  const signedIn = saved && snapshot.hosts.length > 0;
  const signing = snapshot.busy?.with === "signing-in";

  const change = (id: string, what: Partial<HostDraft>) =>
    draft({ hosts: changed(hosts, id, what) });
  const addAgent = (at: Partial<HostDraft> = {}) => {
    const agent = {
      ...joiningHost("agent", hosts, typed?.id ?? "host"),
      ...at,
    };
    draft({ hosts: [...hosts, agent] });
    setChosen(agent.id);
  };
  /** What was found has its address from there; who signs in how stays as it is typed. */
  const take = ({ address, port }: FoundHost, taking: Taking) => {
    const at = { address, port: String(port) };
    if (taking.as === "agent") addAgent(at);
    else if (taking.as !== "nothing") {
      change(taking.id, at);
      setChosen(taking.id);
    }
  };
  const renew = async ({ host: name = "", data }: Failure) => {
    setRenewing(null);
    const change = {
      host: name,
      was: String(data["pinned"]),
      becomes: String(data["fingerprint"]),
    };
    if ((await ask(() => api.discovery.replaceHostKey(change))) === undefined)
      return;
    const renewed = hosts.map((each) =>
      each.name === name && "hostKey" in each.rest
        ? { ...each, rest: { ...each.rest, hostKey: change.becomes } }
        : each,
    );
    draft({ hosts: renewed });
    await ask(() => api.hosts.check({ secrets: secretsFor(renewed), keep }));
  };
  const secretsFor = (all: readonly HostDraft[]) => [
    ...all.map(secretsOf),
    ...jumpHosts.map((each) => jumpSecretsOf(drafts.jumps, each)),
  ];
  const allLeft = () =>
    new Set(
      [...faults].flatMap(([id, each]) =>
        Object.keys(each).map((field) => `${id}/${field}`),
      ),
    );
  const signIn = async () => {
    setLeft(new Set([...left, ...allLeft()]));
    if (faulty || typed === null) {
      const first = [...faults].find(([, each]) => Object.keys(each).length);
      if (first !== undefined) setChosen(first[0]);
      return;
    }
    if (signedIn) {
      go("check");
      return;
    }
    const secrets = secretsFor(hosts);
    if (!saved) {
      const station = JSON.parse(JSON.stringify(typed)) as never;
      if ((await ask(() => api.station.save({ station }))) === undefined)
        return;
    }
    await ask(() => api.hosts.check({ secrets, keep }));
  };

  const { failure, doing } = snapshot;
  const failed =
    failure !== null && failure.code !== "aborted" && !signing ? failure : null;
  return (
    <ScreenFrame
      screen="server"
      intro={say("intro")}
      onBack={() => go("station")}
      next={{
        ...(signedIn ? {} : { text: say("next") }),
        disabled: hosts.length === 0,
        busy: signing || asking,
        note:
          faulty && left.size > 0
            ? say("note.faults")
            : !saved && snapshot.hosts.length > 0
              ? say("note.changed")
              : say("note.unchanged"),
        onNext: () => void signIn(),
      }}
    >
      <Bug refused={refused} />
      {signing && (
        <div className="signing" role="status">
          <p>
            <strong>{say("busy.title")}</strong> {say("busy.text")}
          </p>
          <Progress share={null} label={say("busy.title")} />
          <Button onClick={() => void api.hosts.signOut(null)}>
            {say("busy.cancel")}
          </Button>
        </div>
      )}
      {failed !== null &&
        (doing === "signing-in" || doing === "opening-station") && (
          <FailurePanel
            failure={failed}
            doing={say(doing === "signing-in" ? "doing" : "doing.save")}
            actions={
              <>
                <Button icon="again" onClick={() => void signIn()}>
                  {say("again")}
                </Button>
                {failed.code === "host-key-changed" && (
                  <Button icon="key" onClick={() => setRenewing(failed)}>
                    {find("renew.open")}
                  </Button>
                )}
              </>
            }
          />
        )}
      <div className="server" inert={signing}>
        <Panel title={say("hosts")} icon="server">
          <ul className="host-list">
            {hosts.map((each) => {
              const wrong = Object.keys(faults.get(each.id) ?? {}).some(
                (field) => left.has(`${each.id}/${field}`),
              );
              return (
                <li key={each.id}>
                  <button
                    type="button"
                    className="host-item"
                    aria-current={
                      (jump === undefined && each.id === host?.id) || undefined
                    }
                    onClick={() => setChosen(each.id)}
                  >
                    <Icon
                      name={
                        wrong
                          ? "warn"
                          : each.role === "server"
                            ? "server"
                            : "computer"
                      }
                    />
                    <span>
                      <b translate="no">{each.name || say("host.new")}</b>
                      <small>
                        {say(`role.${each.role}`)}
                        {wrong && <> · {say("host.faulty")}</>}
                        {!wrong && signedIn && <> · {say("host.signed-in")}</>}
                      </small>
                    </span>
                  </button>
                </li>
              );
            })}
            {jumpHosts.map((each) => (
              <li key={placeOf(each)}>
                <button
                  type="button"
                  className="host-item"
                  aria-current={each === jump || undefined}
                  onClick={() => setChosen(placeOf(each))}
                >
                  <Icon name="network" />
                  <span>
                    <b translate="no">{each.name}</b>
                    <small>{say("jump-host")}</small>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <div className="ui-buttons">
            <Button icon="search" onClick={() => setFinding(true)}>
              {find("find")}
            </Button>
            <Button icon="add" onClick={() => addAgent()}>
              {say("add.agent")}
            </Button>
          </div>
          <KeepSecrets kept={kept} keep={keep} onChange={setKeep} />
        </Panel>
        {jump !== undefined && (
          <JumpPanel
            key={placeOf(jump)}
            jump={jump}
            behind={hosts.flatMap((each) =>
              each.jump === jump.name ? [each.name] : [],
            )}
            typed={typedFor(drafts.jumps, jump)}
            sharesAccount={hosts.some(
              ({ way, user }) =>
                way === "password" && user === jump.signIn.user,
            )}
            onChange={(typedNow) =>
              draft({ jumps: { ...drafts.jumps, [placeOf(jump)]: typedNow } })
            }
          />
        )}
        {jump === undefined && host !== undefined && (
          <Panel
            title={host.name === "" ? say("host.new") : host.name}
            icon={host.role === "server" ? "server" : "computer"}
            actions={
              !isFirstServer(host, hosts) && (
                <Button
                  kind="plain"
                  icon="remove"
                  onClick={() => draft({ hosts: without(hosts, host.id) })}
                >
                  {say("remove")}
                </Button>
              )
            }
          >
            <HostForm
              key={host.id}
              host={host}
              files={api.files}
              joins={!isFirstServer(host, hosts)}
              sharesAccount={hosts.some(
                ({ id, way, user }) =>
                  id !== host.id && way === "password" && user === host.user,
              )}
              jumps={jumpsFor(host, hosts, jumpHosts)}
              faults={told(host.id)}
              onChange={(what) => change(host.id, what)}
              onRole={(role) =>
                draft({ hosts: inRole(hosts, host, role, typed?.id ?? "host") })
              }
              onLeave={(field) =>
                setLeft(new Set([...left, `${host.id}/${field}`]))
              }
            >
              <p className="quiet small">
                <Icon name="lock" /> {say("secrets")}
              </p>
            </HostForm>
          </Panel>
        )}
      </div>
      {finding && (
        <DiscoveryDialog
          api={api.discovery}
          takingOf={(found) => takingOf(found, hosts, typed?.id)}
          onTake={take}
          onClose={() => setFinding(false)}
        />
      )}
      {renewing !== null && (
        <RenewKeyDialog
          host={renewing.host ?? ""}
          was={String(renewing.data["pinned"])}
          becomes={String(renewing.data["fingerprint"])}
          onClose={() => setRenewing(null)}
          onRenew={() => void renew(renewing)}
        />
      )}
    </ScreenFrame>
  );

  function told(id: string): Partial<Record<HostField, HostFault>> {
    return Object.fromEntries(
      Object.entries(faults.get(id) ?? {}).filter(([field]) =>
        left.has(`${id}/${field}`),
      ),
    );
  }
}
