import "./records.css";
import { useEffect, useRef, useState } from "react";
import type { GatheredFiles } from "../../common/ipc/contract.ts";
import type { Api } from "../../common/ipc/faces.ts";
import { failureText, formatBytes } from "../../common/messages/sentence.ts";
import { useWords } from "../i18n/use-words.ts";
import { Refusal } from "../ui/Refusal.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { FileText } from "./FileText.tsx";
import { SaveDialog } from "./SaveDialog.tsx";
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
  const { ask, busy, refused } = useAsk();
  const [gathered, setGathered] = useState<GatheredFiles>();
  const asked = useRef(false);
  useEffect(() => {
    // Once, however often React runs this: the hosts are asked.
    if (asked.current) return;
    asked.current = true;
    void ask(() => api.records.gather({ hosts: true, language })).then(
      (answer) => setGathered(answer?.value),
    );
  });
  return (
    <SaveDialog
      wide
      files={api.files}
      title={say("title")}
      ready={gathered !== undefined}
      save={(folder) => api.records.save({ folder })}
      onClose={() => {
        void api.records.close(null);
        onClose();
      }}
    >
      <Refusal refused={refused} />
      {busy && <p role="status">{say("gathering")}</p>}
      {gathered !== undefined && (
        <Gathered records={api.records} gathered={gathered} />
      )}
    </SaveDialog>
  );
}

function Gathered({
  records,
  gathered: { files, missing },
}: {
  readonly records: Api["records"];
  readonly gathered: GatheredFiles;
}) {
  const { say, language } = useWords(recordWords);
  // The first says what the others are; the second tells the run.
  const [chosen, setChosen] = useState((files[1] ?? files[0])?.path);
  return (
    <>
      <p className="quiet rec-intro">{say("intro")}</p>
      {missing.length > 0 && (
        <details className="rec-missing">
          <summary>
            {say("missing")} ({missing.length})
          </summary>
          <ul>
            {missing.map(({ host, what, failure }) => (
              <li key={`${host} ${what}`}>
                {failureText({ ...failure, host }, language).what}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="rec">
        <ul className="rec-files" aria-label={say("files")}>
          {files.map(({ path, size }) => (
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
          <FileText key={chosen} records={records} path={chosen} />
        )}
      </div>
    </>
  );
}
