import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { FileChooser } from "../files/FileChooser.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useMenu } from "../wizard/use-menu.ts";
import { useAsk } from "../wizard/use-ask.ts";
import { replayWords } from "./words.ts";

/** Opens a recording: a file, or the one to practise with. */
export function OpenRun({
  api,
}: {
  readonly api: Pick<Api, "files" | "replay">;
}) {
  const { say } = useWords(replayWords);
  const { ask, busy, refused } = useAsk();
  const [open, setOpen] = useState<"dialog" | "files">();
  useMenu("open-run", () => setOpen("dialog"));
  const leave = () => setOpen(undefined);
  return (
    <>
      <Button kind="plain" icon="folder" onClick={() => setOpen("dialog")}>
        {say("open")}
      </Button>
      {open !== undefined && (
        <Dialog
          title={say("open.title")}
          onEscape={leave}
          actions={<Button onClick={leave}>{say("cancel")}</Button>}
        >
          <p>{say("open.text")}</p>
          <Refusal refused={refused} />
          <div className="ui-buttons">
            <Button
              kind="main"
              icon="file"
              busy={busy}
              onClick={() => setOpen("files")}
            >
              {say("file")}
            </Button>
            <Button
              icon="resume"
              busy={busy}
              onClick={() => void ask(() => api.replay.practice(null))}
            >
              {say("practice")}
            </Button>
          </div>
          <p className="quiet small">{say("practice.text")}</p>
        </Dialog>
      )}
      {open === "files" && (
        <FileChooser
          files={api.files}
          title={say("open.title")}
          wants={{ ends: [".zip"] }}
          onChoose={(path) => {
            setOpen("dialog");
            void ask(() => api.replay.open({ path }));
          }}
          onClose={() => setOpen("dialog")}
        />
      )}
    </>
  );
}
