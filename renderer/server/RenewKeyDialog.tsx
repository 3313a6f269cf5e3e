import "./discovery.css";
import { useState } from "react";
import { compareFingerprint } from "../../common/model/fingerprint.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Notice } from "../ui/Panel.tsx";
import { discoveryWords } from "./discovery-words.ts";
import { FingerprintQr } from "./Fingerprint.tsx";

/** A host that was set up anew: both keys, and no way on by a mere click. */
export function RenewKeyDialog({
  host,
  was,
  becomes,
  onRenew,
  onClose,
}: {
  readonly host: string;
  readonly was: string;
  readonly becomes: string;
  readonly onRenew: () => void;
  readonly onClose: () => void;
}) {
  const { say } = useWords(discoveryWords);
  const [typed, setTyped] = useState("");
  const isMeant =
    typed.trim() === host || compareFingerprint(typed, becomes) === "same";
  return (
    <Dialog
      wide
      title={say("renew.title", { host })}
      onEscape={onClose}
      actions={
        <>
          <Button autoFocus onClick={onClose}>
            {say("renew.no")}
          </Button>
          <Button kind="bad" disabled={!isMeant} onClick={onRenew}>
            {say("renew.yes")}
          </Button>
        </>
      }
    >
      <Notice tone="warn">{say("renew.text")}</Notice>
      <div className="renew">
        <div>
          <p className="small">{say("renew.old")}</p>
          <p className="fingerprint mono" translate="no">
            {was}
          </p>
          <p className="small">{say("renew.new")}</p>
          <p className="fingerprint mono" translate="no">
            {becomes}
          </p>
        </div>
        <FingerprintQr text={becomes} />
      </div>
      <Field
        label={say("renew.name", { host })}
        hint={say("renew.hint")}
        value={typed}
        technical
        onChange={setTyped}
      />
    </Dialog>
  );
}
