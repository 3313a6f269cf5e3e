import "./dialog.css";
import { type ReactNode, useEffect, useId, useRef } from "react";

/** Over all else until it is answered; Escape is the answer that changes nothing. */
export function Dialog({
  title,
  children,
  actions,
  wide = false,
  onEscape,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  readonly wide?: boolean;
  readonly onEscape: () => void;
}) {
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
      className="ui-dialog"
      data-wide={wide || undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onEscape();
      }}
    >
      <h2 id={id}>{title}</h2>
      <div className="ui-dialog-body">{children}</div>
      <div className="ui-dialog-actions">{actions}</div>
    </dialog>
  );
}
