import { type Dispatch, useEffect, useReducer } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import {
  beginning,
  type WizardAction,
  wizardReducer,
  type WizardState,
} from "./wizard-state.ts";

/** The wizard's state, kept true to main: one snapshot, then each change. */
export function useWizard(api: Api): [WizardState, Dispatch<WizardAction>] {
  const [state, dispatch] = useReducer(wizardReducer, location.hash, beginning);

  useEffect(() => {
    let left = false;
    const read = async (anew: boolean) => {
      const answer = await api.wizard.snapshot(null);
      if (!left && answer.ok)
        dispatch({ type: "snapshot", snapshot: answer.value, anew });
    };
    const ends = [
      api.wizard.onChanged((snapshot) =>
        dispatch({ type: "snapshot", snapshot }),
      ),
    ];
    // Told by the preload of either shell.
    const connection = (event: Event) => {
      const open = (event as CustomEvent<unknown>).detail === "open";
      dispatch({ type: "connection", open });
      if (open) void read(true);
    };
    window.addEventListener("forecourt-connection", connection);
    void read(false);
    return () => {
      left = true;
      for (const end of ends) end();
      window.removeEventListener("forecourt-connection", connection);
    };
  }, [api]);

  // A window that is reloaded comes back to where it was.
  useEffect(() => {
    history.replaceState(null, "", `#${state.wanted}`);
  }, [state.wanted]);

  return [state, dispatch];
}
