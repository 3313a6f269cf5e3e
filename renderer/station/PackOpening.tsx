import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { Failure } from "../../common/model/failure.ts";
import { failureText } from "../../common/messages/sentence.ts";
import { useWords } from "../i18n/use-words.ts";
import { PassphraseForm } from "../pack/PassphraseForm.tsx";
import { Button } from "../ui/Button.tsx";
import { FailurePanel } from "../ui/FailurePanel.tsx";
import type { Asking } from "../wizard/use-ask.ts";
import { stationWords } from "./words.ts";

/** A station pack that was chosen: its passphrase, and what is said where the laptop knows its station otherwise. */
export function PackOpening({
  path,
  failure,
  api,
  ask,
  busy,
  onCancel,
}: {
  readonly path: string;
  /** What opening it ended with. */
  readonly failure: Failure | null;
  readonly api: Pick<Api, "station">;
  readonly ask: Asking["ask"];
  readonly busy: boolean;
  readonly onCancel: () => void;
}) {
  const { say, language } = useWords(stationWords);
  const [passphrase, setPassphrase] = useState("");
  const open = (use: "pack" | "laptop" | null) =>
    void ask(() => api.station.openPack({ path, passphrase, use }));
  const choice = failure?.code === "pack-station-differs" && passphrase !== "";
  const wrong = failure?.code === "pack-passphrase-wrong" ? failure : null;
  return (
    <>
      {failure !== null && wrong === null && (
        <FailurePanel
          failure={failure}
          doing={say("doing.pack")}
          actions={
            choice && (
              <>
                <Button busy={busy} onClick={() => open("pack")}>
                  {say("pack.use.pack")}
                </Button>
                <Button busy={busy} onClick={() => open("laptop")}>
                  {say("pack.use.laptop")}
                </Button>
              </>
            )
          }
        />
      )}
      <PassphraseForm
        path={path}
        passphrase={passphrase}
        busy={busy}
        error={wrong === null ? undefined : failureText(wrong, language).what}
        onType={setPassphrase}
        onOpen={() => open(null)}
      >
        <Button disabled={busy} onClick={onCancel}>
          {say("form.cancel")}
        </Button>
      </PassphraseForm>
    </>
  );
}
