import "./frame.css";
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import type { IconName } from "../ui/Icon.tsx";
import type { ScreenId } from "./screen-id.ts";
import { wizardWords } from "./words.ts";

interface Props {
  readonly screen: ScreenId;
  /** One sentence: what this screen is for. */
  readonly intro?: string | undefined;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** The content may be longer than the window, with nothing in it to go to by key. */
  readonly scrolls?: boolean;
  /** Left out where there is no way back. */
  readonly onBack?: (() => void) | undefined;
  readonly next?: {
    /** "Next" if nothing else is said. */
    readonly text?: string;
    readonly icon?: IconName;
    readonly disabled?: boolean;
    readonly busy?: boolean;
    /** Why it cannot go on yet, or what it will do. */
    readonly note?: string | undefined;
    readonly onNext: () => void;
  };
  /** Further buttons, before the next one. */
  readonly more?: ReactNode;
}

/** A screen's title, its content, and the way back and on. */
export function ScreenFrame({
  screen,
  intro,
  aside,
  children,
  scrolls = false,
  onBack,
  next,
  more,
}: Props) {
  const { say } = useWords(wizardWords);
  const title = useRef<HTMLHeadingElement>(null);
  // Whoever reads with the ears, or goes by keys, begins at the top of the new screen.
  useEffect(() => title.current?.focus({ preventScroll: true }), [screen]);
  return (
    <main className="screen" data-screen={screen}>
      <header className="screen-head">
        <div>
          <h1 ref={title} tabIndex={-1}>
            {say(`screen.${screen}`)}
          </h1>
          {intro !== undefined && <p className="quiet">{intro}</p>}
        </div>
        {aside}
      </header>
      <div className="screen-body" tabIndex={scrolls ? 0 : undefined}>
        {children}
      </div>
      {(onBack !== undefined || next !== undefined || more !== undefined) && (
        <footer className="screen-foot">
          {onBack !== undefined && (
            <Button icon="back" onClick={onBack}>
              {say("back")}
            </Button>
          )}
          <p className="screen-note" id="screen-note">
            {next?.note}
          </p>
          {more}
          {next !== undefined && (
            <Button
              kind="main"
              icon={next.icon ?? "next"}
              iconEnd
              disabled={next.disabled ?? false}
              busy={next.busy ?? false}
              describedBy="screen-note"
              onClick={next.onNext}
            >
              {next.text ?? say("next")}
            </Button>
          )}
        </footer>
      )}
    </main>
  );
}
