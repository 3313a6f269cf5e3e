import "@xterm/xterm/css/xterm.css";
import "./terminal.css";
import { useCallback, useEffect, useState, type ReactNode } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { failureText, word } from "../../common/messages/sentence.ts";
import { Button } from "../ui/Button.tsx";
import { useInstallWords } from "../install/use-install-words.ts";
import { openShell, type ShellState } from "./shell-session.ts";
import { TerminalBar } from "./TerminalBar.tsx";
import { useXterm } from "./use-xterm.ts";
import type { XtermView } from "./xterm-view.ts";

export interface ShellTerminalProps {
  readonly api: Pick<Api, "shell">;
  readonly host: string;
  readonly active: boolean;
  readonly children?: ReactNode;
}

/** A shell on the host for a technician who needs one; it lives as long as this is mounted. */
export function ShellTerminal(props: ShellTerminalProps) {
  const [turn, setTurn] = useState(1);
  return <OneShell key={turn} {...props} onAgain={() => setTurn(turn + 1)} />;
}

function OneShell({
  api,
  host,
  active,
  children,
  onAgain,
}: ShellTerminalProps & { readonly onAgain: () => void }) {
  const { say, language } = useInstallWords();
  const [state, setState] = useState<ShellState>({ at: "opening" });
  const { shell } = api;
  const begin = useCallback(
    (view: XtermView) => openShell(shell, host, view, setState),
    [shell, host],
  );
  const { place, view, first, follows, matches } = useXterm(
    true,
    `${say("term.shell", { host })}. ${say("term.leave")}`,
    begin,
  );
  useEffect(() => {
    if (!active) return;
    view.current?.fit();
    view.current?.terminal.focus();
  }, [active, begin, view]);

  const failure = state.at === "failed" ? state.failure : undefined;
  return (
    <div className="term" hidden={!active} data-host={host}>
      <TerminalBar
        view={view}
        first={first}
        follows={follows}
        matches={matches}
      >
        {children}
      </TerminalBar>
      <div className="term-body">
        <div className="term-place" ref={place} />
        {state.at !== "open" && (
          <div className="term-note" role="status">
            <p>
              {state.at === "opening"
                ? say("shell.opening")
                : state.at === "closed"
                  ? say("shell.closed")
                  : failure
                    ? failureText(failure, language).what
                    : word("failure.bug", language, { reason: "shell.open" })}
            </p>
            {failure && <p>{failureText(failure, language).todo}</p>}
            {state.at !== "opening" && (
              <Button onClick={onAgain}>{say("shell.again")}</Button>
            )}
          </div>
        )}
      </div>
      <p className="term-hint">
        {say("shell.hint")} {say("term.leave")}
      </p>
    </div>
  );
}
