import { useEffect, useRef } from "react";

/** Does what is chosen in the menu of a shell that has one; told by its preload. */
export function useMenu(
  choice: "open-run" | "export-logs",
  act: () => void,
): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const chosen = (event: Event) => {
      if ((event as CustomEvent<unknown>).detail === choice) latest.current();
    };
    window.addEventListener("forecourt-menu", chosen);
    return () => window.removeEventListener("forecourt-menu", chosen);
  }, [choice]);
}
