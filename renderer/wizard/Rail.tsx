import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/Icon.tsx";
import type { ScreenId } from "./screen-id.ts";
import { screens } from "./screens.tsx";
import type { Way } from "./ways.ts";
import { wizardWords } from "./words.ts";

/** All screens in order: where one is, what is done, where one can go. */
export function Rail({
  order,
  shown,
  ways,
  go,
}: {
  readonly order: readonly ScreenId[];
  readonly shown: ScreenId;
  readonly ways: Record<ScreenId, Way>;
  readonly go: (screen: ScreenId) => void;
}) {
  const { say } = useWords(wizardWords);
  return (
    <nav className="rail" aria-label={say("steps")}>
      <ol>
        {order.map((screen) => {
          const { open, done } = ways[screen];
          const here = screen === shown;
          const title = say(`screen.${screen}`);
          const state = here ? "here" : done ? "done" : open ? "open" : "later";
          return (
            <li key={screen}>
              <button
                type="button"
                className="rail-step"
                data-state={state}
                aria-current={here ? "step" : undefined}
                aria-label={
                  done
                    ? say("step.done", { title })
                    : open || here
                      ? title
                      : say("step.locked", { title })
                }
                title={title}
                disabled={!open && !here}
                onClick={() => go(screen)}
              >
                <span className="rail-mark">
                  <Icon
                    name={
                      done && !here ? "tick" : (screens[screen]?.icon ?? "info")
                    }
                  />
                </span>
                <span className="rail-title">{title}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
