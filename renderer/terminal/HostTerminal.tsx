import "@xterm/xterm/css/xterm.css";
import "./terminal.css";
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type ReactNode,
} from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { useInstallWords } from "../install/use-install-words.ts";
import { HostOutput } from "./host-output.ts";
import { TerminalBar } from "./TerminalBar.tsx";
import { useXterm } from "./use-xterm.ts";
import type { XtermView } from "./xterm-view.ts";

export interface HostTerminalProps {
  readonly api: Pick<Api, "terminal">;
  readonly host: string;
  /** Whether it is seen: only then it paints. */
  readonly active: boolean;
  /** Before the tools. */
  readonly children?: ReactNode;
}

/** What the host's commands say, while they say it. */
export function HostTerminal({
  api,
  host,
  active,
  children,
}: HostTerminalProps) {
  const { say } = useInstallWords();
  const [empty, setEmpty] = useState(true);
  const output = useRef<HostOutput>(null);
  const words = useRef(say);
  useEffect(() => {
    words.current = say;
  }, [say]);

  const { terminal } = api;
  const begin = useCallback(
    (view: XtermView) => {
      const reading = new HostOutput(terminal, host, {
        frame: () => view.frame(),
        write: async (bytes) => {
          await view.write(bytes);
          setEmpty(false);
        },
        reset: () => {
          view.terminal.reset();
          setEmpty(true);
        },
        // Ends whatever sequence was begun (CAN, SGR 0) before it speaks.
        skipped: (bytes) =>
          view.write(
            `\u0018\u001b[0m\n\u001b[7m … ${words.current("term.skipped", { bytes })} … \u001b[0m\n`,
          ),
      });
      output.current = reading;
      return () => {
        output.current = null;
        reading.close();
      };
    },
    [terminal, host],
  );
  const { place, view, first, follows, matches } = useXterm(
    false,
    say("term.output", { host }),
    begin,
  );

  useEffect(() => {
    if (output.current) output.current.active = active;
    if (active) view.current?.fit();
  }, [active, begin, view]);

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
        {empty && <p className="term-note">{say("term.empty")}</p>}
        {!follows && (
          <button
            type="button"
            className="term-follow"
            onClick={() => view.current?.follow(true)}
          >
            {say("term.follow")}
          </button>
        )}
      </div>
    </div>
  );
}
