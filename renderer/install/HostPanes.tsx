import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { HostTerminal } from "../terminal/HostTerminal.tsx";
import { ShellTerminal } from "../terminal/ShellTerminal.tsx";
import type { HostView } from "./run-view.ts";
import { Tabs } from "./Tabs.tsx";
import { useInstallWords } from "./use-install-words.ts";

interface Props {
  readonly api: Api;
  readonly hosts: readonly HostView[];
  /** Those that are signed in to: they can have a shell. */
  readonly signedIn: readonly string[];
  /** Changes where the hosts' output begins anew. */
  readonly run: string;
  /** Whether this side of the screen is seen. */
  readonly seen: boolean;
}

type View = "output" | "shell";

/** A tab per host: what its commands say, and a shell. Opened when first looked at, and kept. */
export function HostPanes({ api, hosts, signedIn, run, seen }: Props) {
  const { say } = useInstallWords();
  const [chosen, setChosen] = useState<string>();
  const [views, setViews] = useState<Readonly<Record<string, View>>>({});
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());

  const lively =
    hosts.find(({ state }) => state === "failed") ??
    hosts.find(({ state }) => state === "running") ??
    hosts[0];
  const host = hosts.some((known) => known.host === chosen)
    ? chosen
    : lively?.host;
  if (host === undefined) return null;
  const view = views[host] ?? "output";

  const key = (name: string, of: View) => `${of}:${name}`;
  const mounted = new Set([...opened, key(host, view)]);
  const choose = (name: string, of: View) => {
    setChosen(name);
    setViews({ ...views, [name]: of });
    setOpened(new Set([...mounted, key(name, of)]));
  };
  const switcher = (
    <Tabs
      small
      label={host}
      panel={panelId}
      chosen={view}
      tabs={[
        { id: "output", text: say("view.output") },
        { id: "shell", text: say("view.shell") },
      ]}
      onChoose={(of) => choose(host, of as View)}
    />
  );

  return (
    <div className="inst-panes">
      <Tabs
        label={say("hosts")}
        panel={panelId}
        chosen={host}
        tabs={hosts.map((known) => ({
          id: known.host,
          text: known.host,
          state: known.state,
        }))}
        onChoose={(name) => choose(name, views[name] ?? "output")}
      />
      <div
        className="inst-pane"
        role="tabpanel"
        id={panelId}
        aria-label={`${host}: ${say(`view.${view}`)}`}
      >
        {hosts.map(({ host: name }) => {
          const at = (of: View) => seen && name === host && of === view;
          return [
            mounted.has(key(name, "output")) && (
              <HostTerminal
                key={`${run}/output/${name}`}
                api={api}
                host={name}
                active={at("output")}
              >
                {at("output") && switcher}
              </HostTerminal>
            ),
            mounted.has(key(name, "shell")) &&
              (signedIn.includes(name) ? (
                <ShellTerminal
                  key={`shell/${name}`}
                  api={api}
                  host={name}
                  active={at("shell")}
                >
                  {at("shell") && switcher}
                </ShellTerminal>
              ) : (
                <div
                  key={`away/${name}`}
                  className="term"
                  hidden={!at("shell")}
                >
                  <div className="term-bar">{at("shell") && switcher}</div>
                  <p className="inst-empty">
                    {say("shell.away", { host: name })}
                  </p>
                </div>
              )),
          ];
        })}
      </div>
    </div>
  );
}

const panelId = "inst-host-panel";
