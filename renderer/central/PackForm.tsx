import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { PackSummary } from "../../common/ipc/snapshot.ts";
import { FileChooser } from "../files/FileChooser.tsx";
import { lastPart } from "../files/paths.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { PassphraseForm } from "../pack/PassphraseForm.tsx";
import { packWords } from "../pack/words.ts";
import { CheckField } from "../ui/Field.tsx";
import { dayOf } from "../ui/moment.ts";
import { Facts, Notice, Panel } from "../ui/Panel.tsx";
import type { Asking } from "../wizard/use-ask.ts";
import { centralWords } from "./words.ts";

/** The station's pack: chosen, opened with its passphrase, and what it says. */
export function PackForm({
  pack,
  before,
  api,
  ask,
  busy,
  setUpAnew,
  onSetUpAnew,
}: {
  readonly pack: PackSummary | null;
  /** Path of the one that was opened last for this station; only its passphrase is missing. */
  readonly before: string | null;
  readonly api: Pick<Api, "rancher" | "files">;
  readonly ask: Asking["ask"];
  readonly busy: boolean;
  /** Somebody says that hosts with other keys were set up anew. */
  readonly setUpAnew: boolean;
  readonly onSetUpAnew: (anew: boolean) => void;
}) {
  const { say } = useWords(centralWords);
  const [choosing, setChoosing] = useState(false);
  const [path, setPath] = useState(pack === null ? before : null);
  const [passphrase, setPassphrase] = useState("");

  const open = async () => {
    if (path === null) return;
    const opened = await ask(() => api.rancher.openPack({ path, passphrase }));
    if (opened === undefined) return;
    setPassphrase("");
    setPath(null);
  };
  const choose = () => setChoosing(true);
  return (
    <Panel
      title={say("pack")}
      icon="folder"
      actions={
        (pack !== null || path !== null) && (
          <Button icon="folder" busy={busy} onClick={choose}>
            {say("pack.other")}
          </Button>
        )
      }
    >
      {path !== null ? (
        <PassphraseForm
          path={path}
          passphrase={passphrase}
          busy={busy}
          onType={setPassphrase}
          onOpen={() => void open()}
        />
      ) : pack === null ? (
        <>
          <p>{say("pack.text")}</p>
          <div>
            <Button icon="folder" onClick={choose}>
              {say("pack.choose")}
            </Button>
          </div>
        </>
      ) : (
        <>
          <PackFacts pack={pack} />
          {pack.otherKeys.length > 0 && (
            <>
              <Notice tone="warn" alert>
                <p>
                  {say("pack.other-key", { hosts: pack.otherKeys.join(", ") })}
                </p>
              </Notice>
              <CheckField
                label={say("pack.anew")}
                checked={setUpAnew}
                onChange={onSetUpAnew}
              />
            </>
          )}
        </>
      )}
      {choosing && (
        <FileChooser
          files={api.files}
          title={say("pack.choose")}
          wants={{ ends: [".pack"] }}
          onChoose={(chosen) => {
            setChoosing(false);
            setPath(chosen);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </Panel>
  );
}

function PackFacts({ pack }: { readonly pack: PackSummary }) {
  const { say, language } = useWords(centralWords);
  const { say: sayPack } = useWords(packWords);
  const { until } = pack.validity;
  return (
    <>
      {pack.over && until !== undefined && (
        <Notice tone="bad" alert>
          <p>{sayPack("over", { until })}</p>
        </Notice>
      )}
      <Facts
        facts={[
          [
            sayPack("file"),
            <span key="file" translate="no" title={pack.path}>
              {lastPart(pack.path)}
            </span>,
          ],
          [
            say("where"),
            <span key="rancher" translate="no">
              {pack.rancher} {pack.version}
            </span>,
          ],
          [
            say("pack.cluster"),
            <span key="name" translate="no">
              {pack.cluster}
            </span>,
          ],
          [say("pack.made"), dayOf(pack.created, language)],
          [
            say("pack.valid"),
            until === undefined ? sayPack("always") : dayOf(until, language),
          ],
          [
            say("data"),
            say(pack.once > 0 ? "data.once" : "data.monthly", {
              monthly: pack.monthly,
              once: pack.once,
            }),
          ],
        ]}
      />
    </>
  );
}
