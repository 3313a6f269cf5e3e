import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Notice } from "../ui/Panel.tsx";
import { FileBrowser, type FileBrowserProps } from "./FileBrowser.tsx";
import { fileWords } from "./words.ts";

/** Asks for a file or a folder: with the system's own dialog where the shell has it, else in the page. */
export function FileChooser(props: FileBrowserProps) {
  const { files, title, note } = props;
  const { say } = useWords(fileWords);
  const [native, setNative] = useState<boolean | null>(null);
  const now = useRef(props);
  useEffect(() => {
    now.current = props;
  });

  const asked = useRef(false);
  const choose = async () => {
    const { wants, onChoose, onClose } = now.current;
    const what = typeof wants === "object" ? "file" : "folder";
    const answer = await files.choose({ what, title });
    const path = answer.ok ? answer.value.path : null;
    if (path === null) onClose();
    else onChoose(path);
  };
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void files.dialogs(null).then((answer) => {
      const system = answer.ok && answer.value.native;
      setNative(system);
      if (system && note === undefined) void choose();
    });
  });

  if (native === null) return null;
  if (!native) return <FileBrowser {...props} />;
  if (note === undefined) return null;
  return (
    <Dialog
      title={title}
      onEscape={props.onClose}
      actions={
        <>
          <Button onClick={props.onClose}>{say("cancel")}</Button>
          <Button kind="main" icon="folder" onClick={() => void choose()}>
            {say("choose.file")}
          </Button>
        </>
      }
    >
      <Notice tone="warn">{note}</Notice>
    </Dialog>
  );
}
