import { useEffect, useId, useRef } from "react";

interface Props {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly bad?: boolean;
  readonly onAnswer: (yes: boolean) => void;
}

/** A question before something that cannot be taken lightly; Escape means no. */
export function Confirm({ title, text, yes, no, bad, onAnswer }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="inst-confirm"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault();
        onAnswer(false);
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p id={`${id}-text`}>{text}</p>
      <div className="inst-buttons">
        <button
          type="button"
          className="inst-button"
          autoFocus
          onClick={() => onAnswer(false)}
        >
          {no}
        </button>
        <button
          type="button"
          className={bad ? "inst-button inst-bad" : "inst-button inst-main"}
          onClick={() => onAnswer(true)}
        >
          {yes}
        </button>
      </div>
    </dialog>
  );
}
