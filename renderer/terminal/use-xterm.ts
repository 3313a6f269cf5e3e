import { useEffect, useRef, useState, type RefObject } from "react";
import { XtermView } from "./xterm-view.ts";

interface UsedXterm {
  /** Where the terminal goes. */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly view: RefObject<XtermView | null>;
  readonly first: RefObject<HTMLButtonElement | null>;
  readonly follows: boolean;
  readonly matches: { readonly at: number; readonly of: number };
}

/** An xterm for as long as the component is there; `begin` gives back what ends its work. */
export function useXterm(
  interactive: boolean,
  label: string,
  begin: (view: XtermView) => () => void,
): UsedXterm {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<XtermView>(null);
  const first = useRef<HTMLButtonElement>(null);
  const [follows, setFollows] = useState(true);
  const [matches, setMatches] = useState({ at: 0, of: 0 });

  useEffect(() => {
    if (place.current === null) return undefined;
    const opened = new XtermView(place.current, {
      interactive,
      onFollow: setFollows,
      onMatches: (at, of) => setMatches({ at, of }),
      onLeave: () => first.current?.focus(),
    });
    view.current = opened;
    const end = begin(opened);
    return () => {
      end();
      view.current = null;
      opened.close();
    };
  }, [interactive, begin]);

  useEffect(() => {
    view.current?.terminal.textarea?.setAttribute("aria-label", label);
  }, [label, begin]);

  return { place, view, first, follows, matches };
}
