import "./records.css";
import { useEffect, useRef, useState } from "react";
import type { GatheredFiles } from "../../common/ipc/contract.ts";
import type { Api } from "../../common/ipc/faces.ts";
import { failureText, formatBytes } from "../../common/messages/sentence.ts";
import { FileBrowser } from "../files/FileBrowser.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Notice } from "../ui/Panel.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { FileText } from "./FileText.tsx";
import { recordWords } from "./words.ts";

/** Everything that will leave the laptop, to be looked through and searched, and then saved as one file. */
export function ExportDialog({
  api,
  onClose,
}: {
  readonly api: Pick<Api, "files" | "records">;
  readonly onClose: () => void;
}) {
  const { say, language } = useWords(recordWords);
  const gathering = useAsk();
  const saving = useAsk();
  const [gathered, setGathered] = useState<GatheredFiles>();
  const [chosen, setChosen] = useState<string>();
  const [browsing, setBrowsing] = useState(false);
  const [saved, setSaved] = useState<string>();
  const { ask } = gathering;
  const asked = useRef(false);
  useEffect(() => {
    // Once, however often React runs this: the hosts are asked.
    if (asked.current) return;
    asked.current = true;
    void ask(() => api.records.gather({ hosts: true, language })).then(
      (answer) => {
        if (answer === undefined) return;
        setGathered(answer.value);
        setChosen(answer.value.files[1]?.path);
      },
    );
  });

  const leave = () => {
    void api.records.close(null);
    onClose();
  };
  const save = async (folder: string) => {
    setBrowsing(false);
    setSaved(undefined);
    const answer = await saving.ask(() => api.records.save({ folder }));
    setSaved(answer?.value.path);
  };
  return (
    <>
      <Dialog
        wide
        title={say("title")}
        onEscape={leave}
        actions={
          <>
            <Button onClick={leave}>{say("close")}</Button>
            <Button
              kind="main"
              disabled={gathered === undefined}
              busy={saving.busy}
              onClick={() => setBrowsing(true)}
            >
              {say(saving.busy ? "saving" : "save")}
            </Button>
          </>
        }
      >
        <Refusal refused={gathering.refused ?? saving.refused} />
        {saved !== undefined && (
          <Notice tone="good" alert>
            {say("saved", { path: saved })}
          </Notice>
        )}
        {gathered === undefined ? (
          gathering.busy && <p role="status">{say("gathering")}</p>
        ) : (
          <>
            <p className="quiet rec-intro">{say("intro")}</p>
            {gathered.missing.length > 0 && (
              <details className="rec-missing">
                <summary>
                  {say("missing")} ({gathered.missing.length})
                </summary>
                <ul>
                  {gathered.missing.map(({ host, what, failure }) => (
                    <li key={`${host} ${what}`}>
                      {failureText({ ...failure, host }, language).what}
                    </li>
                  ))}
                </ul>
              </details>
            )}
            <div className="rec">
              <ul className="rec-files" aria-label={say("files")}>
                {gathered.files.map(({ path, size }) => (
                  <li key={path}>
                    <button
                      type="button"
                      aria-current={path === chosen || undefined}
                      onClick={() => setChosen(path)}
                    >
                      <span translate="no">{path}</span>
                      <small>{formatBytes(size)}</small>
                    </button>
                  </li>
                ))}
              </ul>
              {chosen !== undefined && (
                <FileText key={chosen} records={api.records} path={chosen} />
              )}
            </div>
          </>
        )}
      </Dialog>
      {browsing && (
        <FileBrowser
          files={api.files}
          title={say("where")}
          wants="folder"
          onChoose={(folder) => void save(folder)}
          onClose={() => setBrowsing(false)}
        />
      )}
    </>
  );
}
