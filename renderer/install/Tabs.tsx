import type { KeyboardEvent } from "react";

interface Props {
  readonly label: string;
  /** The id of the element that they choose the content of. */
  readonly panel: string;
  readonly chosen: string;
  readonly tabs: readonly {
    readonly id: string;
    readonly text: string;
    readonly state?: string;
  }[];
  readonly small?: boolean;
  readonly onChoose: (id: string) => void;
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

export function Tabs({ label, panel, chosen, tabs, small, onChoose }: Props) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex(({ id }) => id === chosen);
    const next = (at + step + tabs.length) % tabs.length;
    const tab = tabs[next];
    if (tab === undefined) return;
    event.preventDefault();
    const button = event.currentTarget.children[next];
    onChoose(tab.id);
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div
      className={small ? "inst-tabs inst-tabs-small" : "inst-tabs"}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {tabs.map(({ id, text, state }) => (
        <button
          key={id}
          type="button"
          role="tab"
          className="inst-tab"
          aria-selected={id === chosen}
          aria-controls={panel}
          tabIndex={id === chosen ? 0 : -1}
          data-state={state}
          onClick={() => onChoose(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
