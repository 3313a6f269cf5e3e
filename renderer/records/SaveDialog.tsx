import { type ReactNode, useState } from "react";
import type { Answered } from "../../common/ipc/envelope.ts";
import type { Api } from "../../common/ipc/faces.ts";
import { FileChooser } from "../files/FileChooser.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Notice } from "../ui/Panel.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { recordWords } from "./words.ts";

/** Something of a run that can be saved into a folder: what it is, where to, and what became of it. */
export function SaveDialog({
  files,
  title,
  wide = false,
  ready = true,
  save,
  onClose,
  children,
}: {
  readonly files: Api["files"];
  readonly title: string;
  readonly wide?: boolean;
  /** Whether there is something to be saved yet. */
  readonly ready?: boolean;
  readonly save: (folder: string) => Promise<Answered<{ path: string }>>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { say } = useWords(recordWords);
  const { ask, busy, refused } = useAsk();
  const [choosing, setChoosing] = useState(false);
  const [saved, setSaved] = useState<string>();
  const saveInto = async (folder: string) => {
    setChoosing(false);
    setSaved(undefined);
    const answer = await ask(() => save(folder));
    setSaved(answer?.value.path);
  };
  return (
    <>
      <Dialog
        wide={wide}
        title={title}
        onEscape={onClose}
        actions={
          <>
            <Button onClick={onClose}>{say("close")}</Button>
            <Button
              kind="main"
              disabled={!ready}
              busy={busy}
              onClick={() => setChoosing(true)}
            >
              {say(busy ? "saving" : "save")}
            </Button>
          </>
        }
      >
        <Refusal refused={refused} />
        {saved !== undefined && (
          <Notice tone="good" alert>
            {say("saved", { path: saved })}
          </Notice>
        )}
        {children}
      </Dialog>
      {choosing && (
        <FileChooser
          files={files}
          title={say("where")}
          wants="folder"
          onChoose={(folder) => void saveInto(folder)}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}
