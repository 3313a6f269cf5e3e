import "./pack.css";
import type { ReactNode } from "react";
import { lastPart } from "../files/paths.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { SecretField } from "../ui/Field.tsx";
import { Facts } from "../ui/Panel.tsx";
import { packWords } from "./words.ts";

/** The passphrase of the pack that was chosen. */
export function PassphraseForm({
  path,
  passphrase,
  busy,
  error,
  onType,
  onOpen,
  children,
}: {
  readonly path: string;
  readonly passphrase: string;
  readonly busy: boolean;
  /** Why it does not open the pack. */
  readonly error?: string | undefined;
  readonly onType: (passphrase: string) => void;
  readonly onOpen: () => void;
  /** Further buttons. */
  readonly children?: ReactNode;
}) {
  const { say } = useWords(packWords);
  return (
    <form
      className="pack-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase !== "") onOpen();
      }}
    >
      <Facts
        facts={[
          [
            say("file"),
            <span key="file" translate="no" title={path}>
              {lastPart(path)}
            </span>,
          ],
        ]}
      />
      <SecretField
        label={say("passphrase")}
        hint={say("passphrase.hint")}
        error={error}
        value={passphrase}
        onChange={onType}
        show={say("secret.show")}
        hide={say("secret.hide")}
      />
      <Button submit busy={busy} disabled={passphrase === ""}>
        {say("open")}
      </Button>
      {children}
    </form>
  );
}
