import "./button.css";
import type { ReactNode, Ref } from "react";
import { Icon, type IconName } from "./Icon.tsx";

interface ButtonProps {
  readonly children: ReactNode;
  /** `main`: the one thing to do next; `bad`: takes something away; `plain`: beside others. */
  readonly kind?: "main" | "usual" | "bad" | "plain";
  readonly icon?: IconName;
  /** Which side of the words the icon stands on. */
  readonly iconEnd?: boolean;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly autoFocus?: boolean;
  readonly submit?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly describedBy?: string | undefined;
  readonly onClick?: () => void;
}

export function Button({
  children,
  kind = "usual",
  icon,
  iconEnd = false,
  disabled = false,
  busy = false,
  autoFocus = false,
  submit = false,
  ref,
  describedBy,
  onClick,
}: ButtonProps) {
  return (
    <button
      ref={ref}
      type={submit ? "submit" : "button"}
      className="ui-button"
      data-kind={kind}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      aria-describedby={describedBy}
      autoFocus={autoFocus}
      onClick={onClick}
    >
      {icon !== undefined && !iconEnd && <Icon name={icon} />}
      <span>{children}</span>
      {icon !== undefined && iconEnd && <Icon name={icon} />}
    </button>
  );
}

/** A button that is only an icon; its name is read out and shown on hovering. */
export function IconButton({
  icon,
  label,
  pressed,
  disabled = false,
  onClick,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      className="ui-icon-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
