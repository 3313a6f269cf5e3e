import type { ReactNode } from "react";
import { failureText } from "../../common/messages/sentence.ts";
import type { SeenRegistration } from "../../common/ipc/snapshot.ts";
import { useWords } from "../i18n/use-words.ts";
import { Notice, type Tone } from "../ui/Panel.tsx";
import { centralWords } from "./words.ts";

const tones: Record<SeenRegistration["state"] | "unknown", Tone> = {
  connected: "good",
  waiting: "info",
  over: "bad",
  none: "info",
  unknown: "warn",
};

/** How the station stands with Rancher, as its own server said when it was asked last. */
export function Standing({
  seen,
  registered,
  name,
  actions,
}: {
  /** Null: it was registered, and then could not be asked. */
  readonly seen: SeenRegistration | null;
  /** A run just followed it until it was active. */
  readonly registered: boolean;
  readonly name: string;
  readonly actions: ReactNode;
}) {
  const { say, language } = useWords(centralWords);
  const state = seen?.state ?? "unknown";
  if (state === "none") return null;
  const { until } = seen?.validity ?? {};
  const active = state === "connected" && registered;
  const { rancher = "", trouble = null } = seen ?? {};
  return (
    <Notice
      tone={tones[state]}
      title={say(active ? "done" : state)}
      alert
      actions={actions}
    >
      {state === "connected" && (
        <p>{say(active ? "done.text" : "connected.text", { name, rancher })}</p>
      )}
      {state === "waiting" && (
        <p>
          {until !== undefined
            ? say("waiting.until", { until })
            : say(seen?.validity === null ? "waiting.text" : "waiting.always", {
                rancher,
              })}
        </p>
      )}
      {state === "over" && <p>{say("over.text", { until: until ?? "" })}</p>}
      {trouble !== null && (
        <p className="quiet">
          {say("trouble")} {failureText(trouble, language).what}
        </p>
      )}
      {seen !== null && (
        <p className="quiet small">{say("asked", { asked: seen.asked })}</p>
      )}
    </Notice>
  );
}
