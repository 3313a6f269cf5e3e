import "./level.css";
import { Icon } from "./Icon.tsx";

const icons = {
  ok: "tick",
  unseen: "info",
  warn: "warn",
  fail: "fail",
} as const;

/** How good something is: by form, colour and word. */
export function LevelMark({
  level,
  text,
}: {
  readonly level: keyof typeof icons;
  readonly text: string;
}) {
  return (
    <span className="ui-level" data-level={level}>
      <Icon name={icons[level]} />
      {text}
    </span>
  );
}
