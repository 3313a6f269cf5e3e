import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { FileBrowser } from "../files/FileBrowser.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Notice, Panel } from "../ui/Panel.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { clusterWords } from "./words.ts";

/** The kubeconfig: saved by main, never in the page. */
export function AccessPanel({
  api,
  station,
}: {
  readonly api: Api;
  /** Its id names the file. */
  readonly station: string;
}) {
  const { say } = useWords(clusterWords);
  const { ask, busy, refused } = useAsk();
  const [browsing, setBrowsing] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const title = say("kubeconfig.title");

  const save = async (where: { folder: string } | { file: string }) => {
    setBrowsing(false);
    setSaved(null);
    const answer = await ask(() => api.cluster.kubeconfig(where));
    if (answer !== undefined) setSaved(answer.value.path);
  };
  const begin = async () => {
    const dialogs = await api.files.dialogs(null);
    if (!dialogs.ok || !dialogs.value.native) {
      setBrowsing(true);
      return;
    }
    const name = `${station}.kubeconfig`;
    const chosen = await ask(() =>
      api.files.choose({ what: "save", title, name }),
    );
    const file = chosen?.value.path ?? null;
    if (file !== null) await save({ file });
  };

  return (
    <Panel title={say("kubeconfig")} icon="file">
      <p className="quiet small">{say("kubeconfig.text")}</p>
      <div className="ui-buttons">
        <Button icon="folder" busy={busy} onClick={() => void begin()}>
          {say("kubeconfig.save")}
        </Button>
      </div>
      <div aria-live="polite">
        {saved !== null && (
          <Notice tone="good">
            {say("kubeconfig.saved", { path: saved })}
          </Notice>
        )}
      </div>
      <Refusal refused={refused} />
      {browsing && (
        <FileBrowser
          files={api.files}
          title={title}
          wants="folder"
          onChoose={(folder) => void save({ folder })}
          onClose={() => setBrowsing(false)}
        />
      )}
    </Panel>
  );
}
