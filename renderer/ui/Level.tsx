import "./level.css";
import { Icon } from "./Icon.tsx";

const icons = { ok: "tick", warn: "warn", fail: "fail" } as const;

/** How good something is: by form, colour and word. */
export function LevelMark({
  level,
  text,
}: {
  readonly level: "ok" | "warn" | "fail";
  readonly text: string;
}) {
  return (
    <span className="ui-level" data-level={level}>
      <Icon name={icons[level]} />
      {text}
    </span>
  );
}
