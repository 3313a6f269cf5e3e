import { useEffect, useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Panel } from "../ui/Panel.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { clusterWords } from "./words.ts";

/** Milliseconds; who walks away from the laptop leaves no secret on its screen. */
const seenFor = 60_000;

interface Token {
  readonly token: string;
  readonly host: string;
  readonly path: string;
}

/** The token: not even in the page before somebody asks for it, and gone again soon. */
export function TokenPanel({ api }: { readonly api: Api }) {
  const { say } = useWords(clusterWords);
  const { busy, refused, ask } = useAsk();
  const [shown, setShown] = useState<Token | null>(null);
  const [copied, setCopied] = useState<"copied" | "not-copied" | null>(null);

  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(() => setShown(null), seenFor);
    return () => clearTimeout(timer);
  }, [shown]);

  const read = async (): Promise<Token | undefined> =>
    shown ?? (await ask(() => api.cluster.token(null)))?.value;
  const show = async () => {
    setCopied(null);
    setShown((await read()) ?? null);
  };
  const copy = async () => {
    setCopied(null);
    const token = await read();
    if (token === undefined) return;
    await navigator.clipboard.writeText(token.token).then(
      () => setCopied("copied"),
      () => setCopied("not-copied"),
    );
  };

  return (
    <Panel title={say("token")} icon="key">
      <p className="quiet small">{say("token.text")}</p>
      <p className="cluster-token" data-shown={shown !== null} translate="no">
        {shown?.token ?? say("token.hidden")}
      </p>
      {shown !== null && (
        <p className="quiet small">
          {say("token.where", { host: shown.host, path: shown.path })}
        </p>
      )}
      <div className="ui-buttons">
        <Button
          icon={shown === null ? "eye" : "eye-off"}
          busy={busy}
          onClick={() => (shown === null ? void show() : setShown(null))}
        >
          {say(shown === null ? "token.show" : "token.hide")}
        </Button>
        <Button icon="copy" busy={busy} onClick={() => void copy()}>
          {say("token.copy")}
        </Button>
      </div>
      <p className="small" role="status">
        {copied !== null && say(`token.${copied}`)}
      </p>
      <Refusal refused={refused} />
    </Panel>
  );
}
