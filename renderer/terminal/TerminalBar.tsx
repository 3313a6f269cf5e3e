import {
  useEffect,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from "react";
import { useInstallWords } from "../install/use-install-words.ts";
import { BarIcon, type BarIconName } from "./BarIcon.tsx";
import { chosen, fontSizes, type XtermView } from "./xterm-view.ts";

interface BarProps {
  readonly view: RefObject<XtermView | null>;
  readonly follows: boolean;
  readonly matches: { readonly at: number; readonly of: number };
  /** Takes the focus when the terminal is left by key. */
  readonly first: RefObject<HTMLButtonElement | null>;
  readonly children?: ReactNode;
}

/** What can be done with a terminal: search, copy, size, follow. */
export function TerminalBar({
  view,
  follows,
  matches,
  first,
  children,
}: BarProps) {
  const { say } = useInstallWords();
  const [searching, setSearching] = useState(false);
  const [text, setText] = useState("");
  const [size, setSize] = useState(chosen.fontSize);
  const [reader, setReader] = useState(chosen.screenReader);
  const [copied, setCopied] = useState<"yes" | "refused">();
  const field = useRef<HTMLInputElement>(null);

  const resize = (to: number) => {
    setSize(to);
    if (view.current) view.current.fontSize = to;
  };
  useEffect(() => {
    if (searching) field.current?.focus();
  }, [searching]);
  useEffect(() => {
    if (copied === undefined) return undefined;
    const timer = setTimeout(() => setCopied(undefined), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);

  const endSearch = () => {
    setSearching(false);
    setText("");
    view.current?.find("", "next");
    first.current?.focus();
  };
  const copy = () =>
    void view.current
      ?.copy()
      .then((done) => setCopied(done ? "yes" : "refused"));

  return (
    <div className="term-bar">
      {children}
      <div className="term-tools">
        <Tool
          icon="search"
          label={say("term.search")}
          pressed={searching}
          buttonRef={first}
          onClick={() => (searching ? endSearch() : setSearching(true))}
        />
        <Tool
          icon={copied === "yes" ? "check" : "copy"}
          label={say("term.copy")}
          onClick={copy}
        />
        <Tool
          icon="select"
          label={say("term.select-all")}
          onClick={() => view.current?.terminal.selectAll()}
        />
        <Tool
          icon="smaller"
          label={say("term.smaller")}
          disabled={size <= fontSizes.least}
          onClick={() => resize(size - 1)}
        />
        <Tool
          icon="larger"
          label={say("term.larger")}
          disabled={size >= fontSizes.most}
          onClick={() => resize(size + 1)}
        />
        <Tool
          icon="reader"
          label={say("term.reader")}
          pressed={reader}
          onClick={() => {
            setReader(!reader);
            if (view.current) view.current.screenReader = !reader;
          }}
        />
        <Tool
          icon="follow"
          label={say(follows ? "term.following" : "term.follow")}
          pressed={follows}
          onClick={() => view.current?.follow(!follows)}
        />
      </div>
      <span className="term-said" role="status">
        {copied === "yes"
          ? say("term.copied")
          : copied === "refused"
            ? say("term.copy-refused")
            : ""}
      </span>
      {searching && (
        <form
          className="term-search"
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            view.current?.find(text, "next");
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") endSearch();
            if (event.key === "Enter" && event.shiftKey) {
              event.preventDefault();
              view.current?.find(text, "previous");
            }
          }}
        >
          <input
            ref={field}
            type="text"
            value={text}
            aria-label={say("term.search")}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => {
              setText(event.target.value);
              view.current?.find(event.target.value, "typing");
            }}
          />
          <output className="term-matches">
            {text !== "" && say("term.matches", matches)}
          </output>
          <Tool
            icon="up"
            label={say("term.previous")}
            onClick={() => view.current?.find(text, "previous")}
          />
          <Tool
            icon="down"
            label={say("term.next")}
            onClick={() => view.current?.find(text, "next")}
          />
          <Tool
            icon="close"
            label={say("term.close-search")}
            onClick={endSearch}
          />
        </form>
      )}
    </div>
  );
}

interface ToolProps {
  readonly icon: BarIconName;
  readonly label: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly buttonRef?: RefObject<HTMLButtonElement | null>;
  readonly onClick: () => void;
}

function Tool({
  icon,
  label,
  pressed,
  disabled,
  buttonRef,
  onClick,
}: ToolProps) {
  return (
    <button
      type="button"
      className="term-tool"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      ref={buttonRef}
      onClick={onClick}
    >
      <BarIcon name={icon} />
    </button>
  );
}
