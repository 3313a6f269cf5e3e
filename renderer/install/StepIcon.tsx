import type { StepState } from "./run-state.ts";

const paths: Record<StepState, string> = {
  waiting: "M12 5.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z",
  running: "M12 4a8 8 0 1 1-8 8",
  done: "m5 12.5 4.5 4.5L19 7.5",
  skipped: "m3 12.5 4 4 8-9M12.5 16l.5.5 8-9",
  failed: "M12 4.5 21 20H3zM12 10v4.5M12 17.2v.3",
  aborted: "M7 7h10v10H7z",
  undone: "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9",
};

/** The state as a form, not by colour alone; words say it beside. */
export function StepIcon({ state }: { readonly state: StepState }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className="inst-icon"
      data-state={state}
      aria-hidden="true"
    >
      <path d={paths[state]} />
    </svg>
  );
}
