import { useEffect, useState } from "react";
import type { Answered } from "../../common/ipc/envelope.ts";
import type { Api } from "../../common/ipc/faces.ts";
import { failureText } from "../../common/messages/sentence.ts";
import { Confirm } from "./Confirm.tsx";
import { useInstallWords } from "./use-install-words.ts";

interface Props {
  readonly run: Api["run"];
  readonly going: boolean;
  readonly mayResume: boolean;
  readonly mayUndo: boolean;
}

/** Stop while it goes; resume and take back once it stands. */
export function RunButtons({ run, going, mayResume, mayUndo }: Props) {
  const { say, language } = useInstallWords();
  const [asking, setAsking] = useState<"stop" | "undo">();
  const [stopping, setStopping] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [refused, setRefused] = useState<Answered<null>>();

  useEffect(() => {
    setStopping(false);
    setAsking(undefined);
  }, [going]);

  const ask = async (question: () => Promise<Answered<null>>) => {
    setWaiting(true);
    setRefused(undefined);
    const answer = await question().catch((error: unknown) => ({
      ok: false as const,
      bug: String(error),
    }));
    setWaiting(false);
    if (!answer.ok) {
      setRefused(answer);
      setStopping(false);
    }
  };

  return (
    <div className="inst-actions">
      {refused !== undefined && !refused.ok && (
        <p className="inst-refused" role="alert">
          {"failure" in refused
            ? failureText(refused.failure, language).what
            : say("failed.bug", { reason: refused.bug })}
        </p>
      )}
      {mayResume && !going && (
        <p className="inst-quiet">{say("resume.text")}</p>
      )}
      <div className="inst-buttons">
        {going && (
          <button
            type="button"
            className="inst-button"
            disabled={stopping}
            onClick={() => setAsking("stop")}
          >
            {say(stopping ? "state.stopping" : "stop")}
          </button>
        )}
        {mayUndo && !going && (
          <button
            type="button"
            className="inst-button"
            disabled={waiting}
            onClick={() => setAsking("undo")}
          >
            {say("undo")}
          </button>
        )}
        {mayResume && !going && (
          <button
            type="button"
            className="inst-button inst-main"
            disabled={waiting}
            onClick={() => void ask(() => run.resume(null))}
          >
            {say("resume")}
          </button>
        )}
      </div>
      {asking !== undefined && (
        <Confirm
          title={say(`${asking}.title`)}
          text={say(`${asking}.text`)}
          yes={say(asking)}
          no={say(`${asking}.no`)}
          bad={asking === "undo"}
          onAnswer={(yes) => {
            setAsking(undefined);
            if (!yes) return;
            if (asking === "stop") setStopping(true);
            void ask(() => run[asking](null));
          }}
        />
      )}
    </div>
  );
}
