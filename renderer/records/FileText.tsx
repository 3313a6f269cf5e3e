import { useEffect, useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { recordWords } from "./words.ts";

/** So long after the last key it is searched. */
const pause = 250;

interface Shown {
  readonly lines: readonly { readonly number: number; readonly text: string }[];
  readonly next: number | null;
}

/** One file as it would be saved, a part at a time, and what is searched in it. */
export function FileText({
  records,
  path,
}: {
  readonly records: Api["records"];
  readonly path: string;
}) {
  const { say } = useWords(recordWords);
  const { ask, busy, refused } = useAsk();
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    let left = false;
    void ask(() => records.read({ path, from: 0, search })).then((answer) => {
      if (!left && answer !== undefined) setShown(answer.value);
    });
    return () => {
      left = true;
    };
  }, [ask, records, path, search]);
  const more = async () => {
    if (shown?.next == null) return;
    const from = shown.next;
    const answer = await ask(() => records.read({ path, from, search }));
    if (answer !== undefined)
      setShown({
        lines: [...shown.lines, ...answer.value.lines],
        next: answer.value.next,
      });
  };
  return (
    <div className="rec-file" aria-busy={busy}>
      <input
        type="search"
        value={typed}
        placeholder={say("search")}
        aria-label={say("search")}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Refusal refused={refused} />
      <div className="rec-text" tabIndex={0} role="region" aria-label={path}>
        {shown?.lines.map(({ number, text }) => (
          <p key={number} translate="no">
            <span aria-hidden="true">{number + 1}</span>
            {text}
          </p>
        ))}
        {shown?.lines.length === 0 && (
          <p className="quiet" role="status">
            {say(search === "" ? "empty" : "none")}
          </p>
        )}
        {shown?.next != null && (
          <Button busy={busy} onClick={() => void more()}>
            {say("more")}
          </Button>
        )}
      </div>
    </div>
  );
}
