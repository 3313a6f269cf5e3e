import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { centralWords } from "./words.ts";

/** Asked before a station is taken out of Rancher. */
export function LeaveDialog({
  name,
  only,
  onLeave,
  onClose,
}: {
  readonly name: string;
  /** Rancher's entry stays. */
  readonly only: boolean;
  readonly onLeave: () => void;
  readonly onClose: () => void;
}) {
  const { say } = useWords(centralWords);
  return (
    <Dialog
      title={say("leave.question", { name })}
      onEscape={onClose}
      actions={
        <>
          <Button autoFocus onClick={onClose}>
            {say("leave.no")}
          </Button>
          <Button kind="bad" onClick={onLeave}>
            {say("leave.yes")}
          </Button>
        </>
      }
    >
      <p>{say(only ? "leave.question.only" : "leave.question.both")}</p>
    </Dialog>
  );
}
