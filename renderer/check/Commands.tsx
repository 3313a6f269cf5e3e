import { useEffect, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { checkWords } from "./words.ts";

const shownFor = 3000;

/** Commands for the host, to be copied into a terminal. */
export function Commands({
  commands,
  label,
}: {
  readonly commands: readonly string[];
  readonly label: string;
}) {
  const { say } = useWords(checkWords);
  const [state, setState] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (state === null) return undefined;
    const timer = setTimeout(() => setState(null), shownFor);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    navigator.clipboard.writeText(`${commands.join("\n")}\n`).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  };
  return (
    <div className="commands">
      {/* Long ones are scrolled, also by keyboard. */}
      <pre tabIndex={0} aria-label={label} translate="no">
        {commands.join("\n")}
      </pre>
      <Button kind="plain" onClick={copy}>
        {say("copy")}
      </Button>
      <span className="small quiet" role="status">
        {state === null ? "" : say(state)}
      </span>
    </div>
  );
}
