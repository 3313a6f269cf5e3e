import { useEffect, useState } from "react";
import type { Answered } from "../../common/ipc/envelope.ts";
import type { Api } from "../../common/ipc/faces.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useInstallWords } from "./use-install-words.ts";

interface Props {
  readonly run: Api["run"];
  readonly going: boolean;
  readonly mayResume: boolean;
  readonly mayUndo: boolean;
}

/** Stop while it goes; resume and take back once it stands. */
export function RunButtons({ run, going, mayResume, mayUndo }: Props) {
  const { say } = useInstallWords();
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
      <Refusal
        refused={refused !== undefined && !refused.ok ? refused : null}
      />
      {mayResume && !going && (
        <p className="inst-quiet">{say("resume.text")}</p>
      )}
      <div className="inst-buttons">
        {going && (
          <Button disabled={stopping} onClick={() => setAsking("stop")}>
            {say(stopping ? "state.stopping" : "stop")}
          </Button>
        )}
        {mayUndo && !going && (
          <Button disabled={waiting} onClick={() => setAsking("undo")}>
            {say("undo")}
          </Button>
        )}
        {mayResume && !going && (
          <Button
            kind="main"
            icon="resume"
            disabled={waiting}
            onClick={() => void ask(() => run.resume(null))}
          >
            {say("resume")}
          </Button>
        )}
      </div>
      {asking !== undefined && (
        <Dialog
          title={say(`${asking}.title`)}
          onEscape={() => setAsking(undefined)}
          actions={
            <>
              <Button autoFocus onClick={() => setAsking(undefined)}>
                {say(`${asking}.no`)}
              </Button>
              <Button
                kind={asking === "undo" ? "bad" : "main"}
                onClick={() => {
                  setAsking(undefined);
                  if (asking === "stop") setStopping(true);
                  void ask(() => run[asking](null));
                }}
              >
                {say(asking)}
              </Button>
            </>
          }
        >
          <p>{say(`${asking}.text`)}</p>
        </Dialog>
      )}
    </div>
  );
}
