import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { FileBrowser } from "../files/FileBrowser.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Choice } from "../ui/Field.tsx";
import { Notice } from "../ui/Panel.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { recordWords } from "./words.ts";

/** Asks how and where, and saves the paper about the run. */
export function ReportDialog({
  api,
  onClose,
}: {
  readonly api: Pick<Api, "files" | "records">;
  readonly onClose: () => void;
}) {
  const { say, language } = useWords(recordWords);
  const { ask, busy, refused } = useAsk();
  const [kind, setKind] = useState<"html" | "pdf">("html");
  const [browsing, setBrowsing] = useState(false);
  const [saved, setSaved] = useState<string>();
  const save = async (folder: string) => {
    setBrowsing(false);
    const answer = await ask(() =>
      api.records.report({ folder, kind, language }),
    );
    setSaved(answer?.value.path);
  };
  return (
    <>
      <Dialog
        title={say("report.title")}
        onEscape={onClose}
        actions={
          <>
            <Button onClick={onClose}>{say("close")}</Button>
            <Button kind="main" busy={busy} onClick={() => setBrowsing(true)}>
              {say(busy ? "saving" : "save")}
            </Button>
          </>
        }
      >
        <p>{say("report.intro")}</p>
        <Choice
          label={say("report.kind")}
          value={kind}
          options={[
            { value: "html", text: say("report.html") },
            { value: "pdf", text: say("report.pdf") },
          ]}
          onChange={setKind}
        />
        <Refusal refused={refused} />
        {saved !== undefined && (
          <Notice tone="good" alert>
            {say("saved", { path: saved })}
          </Notice>
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
