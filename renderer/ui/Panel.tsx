import "./panel.css";
import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";

/** A thing of its own on a screen, under a heading. */
export function Panel({
  title,
  icon,
  actions,
  children,
}: {
  readonly title: string;
  readonly icon?: IconName;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="ui-panel" aria-label={title}>
      <header className="ui-panel-head">
        {icon !== undefined && <Icon name={icon} />}
        <h2>{title}</h2>
        {actions}
      </header>
      <div className="ui-panel-body">{children}</div>
    </section>
  );
}

/** What is here before there is anything: a picture, what it is for, what to do. */
export function Empty({
  icon,
  title,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="ui-empty">
      <span className="ui-empty-icon">
        <Icon name={icon} />
      </span>
      <p className="ui-empty-title">{title}</p>
      {children !== undefined && <div className="quiet">{children}</div>}
    </div>
  );
}

/** Names and values, one below the other. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}) {
  return (
    <dl className="ui-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type Tone = "info" | "good" | "warn" | "bad";

const toneIcons: Record<Tone, IconName> = {
  info: "info",
  good: "tick",
  warn: "warn",
  bad: "fail",
};

/** Something to know, with what can be done about it. */
export function Notice({
  tone,
  title,
  children,
  actions,
  alert = false,
}: {
  readonly tone: Tone;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out at once. */
  readonly alert?: boolean;
}) {
  return (
    <div
      className="ui-notice"
      data-tone={tone}
      role={alert ? "alert" : undefined}
    >
      <Icon name={toneIcons[tone]} />
      <div className="ui-notice-text">
        {title !== undefined && <p className="ui-notice-title">{title}</p>}
        {children}
      </div>
      {actions !== undefined && (
        <div className="ui-notice-actions">{actions}</div>
      )}
    </div>
  );
}
