import "./field.css";
import { type ReactNode, useId, useState } from "react";
import { IconButton } from "./Button.tsx";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  /** Why the value cannot be used, in the reader's words. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** Not to be spelled, translated or filled in: names, addresses. */
  readonly technical?: boolean;
  readonly numeric?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly onLeave?: () => void;
  /** Stands beside the input. */
  readonly children?: ReactNode;
}

export function Field({
  label,
  value,
  onChange,
  hint,
  error,
  placeholder,
  technical = false,
  numeric = false,
  disabled = false,
  autoFocus = false,
  onLeave,
  children,
}: FieldProps) {
  const id = useId();
  return (
    <div className="ui-field" data-bad={error !== undefined || undefined}>
      <label htmlFor={id}>{label}</label>
      <div className="ui-field-line">
        <input
          id={id}
          className={technical ? "mono" : undefined}
          value={value}
          placeholder={placeholder}
          disabled={disabled}
          autoFocus={autoFocus}
          inputMode={numeric ? "numeric" : undefined}
          autoComplete="off"
          autoCapitalize={technical ? "none" : undefined}
          spellCheck={technical ? false : undefined}
          translate={technical ? "no" : undefined}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
        {children}
      </div>
      <FieldHint id={`${id}-hint`} hint={hint} error={error} />
    </div>
  );
}

/** A field whose value is not seen unless asked for; it is never filled in by the browser. */
export function SecretField({
  label,
  value,
  onChange,
  hint,
  error,
  placeholder,
  show,
  hide,
}: Pick<
  FieldProps,
  "label" | "value" | "onChange" | "hint" | "error" | "placeholder"
> & { readonly show: string; readonly hide: string }) {
  const id = useId();
  const [seen, setSeen] = useState(false);
  return (
    <div className="ui-field" data-bad={error !== undefined || undefined}>
      <label htmlFor={id}>{label}</label>
      <div className="ui-field-line">
        <input
          id={id}
          type={seen ? "text" : "password"}
          value={value}
          placeholder={placeholder}
          autoComplete="new-password"
          autoCapitalize="none"
          spellCheck={false}
          translate="no"
          aria-invalid={error !== undefined || undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
        />
        <IconButton
          icon={seen ? "eye-off" : "eye"}
          label={seen ? hide : show}
          pressed={seen}
          onClick={() => setSeen(!seen)}
        />
      </div>
      <FieldHint id={`${id}-hint`} hint={hint} error={error} />
    </div>
  );
}

function FieldHint({
  id,
  hint,
  error,
}: {
  readonly id: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
}) {
  return (
    <p id={id} className="ui-field-hint" data-bad={error !== undefined}>
      {error ?? hint}
    </p>
  );
}

/** One of several, of which the chosen one is seen. */
export function SelectField({
  label,
  hint,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly options: readonly {
    readonly value: string;
    readonly text: string;
  }[];
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="ui-field ui-select">
      <label htmlFor={id}>{label}</label>
      <div className="ui-field-line">
        <select
          id={id}
          value={value}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      </div>
      <FieldHint id={`${id}-hint`} hint={hint} error={undefined} />
    </div>
  );
}

export function CheckField({
  label,
  hint,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label className="ui-check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </label>
  );
}

/** One of a few, all seen at once. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset className="ui-choice">
      <legend>{label}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
