import "./server.css";
import type { Api } from "../../common/ipc/faces.ts";
import type { HostKeyQuestion } from "../../common/ipc/snapshot.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Facts } from "../ui/Panel.tsx";
import { Sentence } from "../ui/Sentence.tsx";
import { CompareField, FingerprintQr } from "./Fingerprint.tsx";
import { serverWords } from "./words.ts";

/** A new host's key, which a person compares. Nothing else goes on meanwhile. */
export function HostKeyDialog({
  question,
  hosts,
}: {
  readonly question: HostKeyQuestion;
  readonly hosts: Api["hosts"];
}) {
  const { say } = useWords(serverWords);
  const { id, host, address, fingerprint, keyType } = question;
  const answer = (yes: boolean) => void hosts.answer({ id, yes });
  return (
    <Dialog
      title={say("key.question", { host })}
      onEscape={() => answer(false)}
      actions={
        <>
          <Button autoFocus onClick={() => answer(false)}>
            {say("key.no")}
          </Button>
          <Button kind="main" icon="tick" onClick={() => answer(true)}>
            {say("key.yes")}
          </Button>
        </>
      }
    >
      <p>{say("key.text")}</p>
      <div className="fingerprint-line">
        <p className="fingerprint mono" translate="no">
          <span className="unseen">{say("key.fingerprint")}</span>
          {fingerprint}
        </p>
        <FingerprintQr text={fingerprint} />
      </div>
      <Facts
        facts={[
          [say("address"), address],
          [say("key.type"), keyType],
        ]}
      />
      <CompareField fingerprint={fingerprint} />
      <p className="small">
        <Sentence text={say("key.how", { command: commandFor(keyType) })} />
      </p>
    </Dialog>
  );
}

/** What prints the same fingerprint on the host. */
function commandFor(keyType: string): string {
  const kind = keyType.startsWith("ecdsa")
    ? "ecdsa"
    : keyType.includes("rsa")
      ? "rsa"
      : "ed25519";
  return `ssh-keygen -lf /etc/ssh/ssh_host_${kind}_key.pub`;
}
