import { useState } from "react";
import { checkText } from "../../common/messages/checks/check-text.ts";
import type { Finding } from "../../common/model/finding.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { checkWords } from "./words.ts";

const longest = 500;

/** Asks for the reason to go on in spite of a finding. */
export function AcceptDialog({
  finding,
  onAccept,
  onCancel,
}: {
  readonly finding: Finding;
  readonly onAccept: (reason: string) => void;
  readonly onCancel: () => void;
}) {
  const { language, say } = useWords(checkWords);
  const [reason, setReason] = useState("");
  const { title, seen, why } = checkText(finding, language);
  const given = reason.trim();
  const accept = () => {
    if (given !== "") onAccept(given.slice(0, longest));
  };
  return (
    <Dialog
      title={say("accept.title", { title, host: finding.host })}
      onEscape={onCancel}
      actions={
        <>
          <Button onClick={onCancel}>{say("cancel")}</Button>
          <Button kind="main" disabled={given === ""} onClick={accept}>
            {say("accept")}
          </Button>
        </>
      }
    >
      <p className="finding-seen">{seen}</p>
      <p className="quiet">{why}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          accept();
        }}
      >
        <Field
          label={say("reason")}
          hint={say("reason.hint")}
          value={reason}
          onChange={setReason}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
