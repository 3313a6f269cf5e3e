import { dataUseOf } from "../../common/model/data-use.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { CheckField, Choice, Field, SecretField } from "../ui/Field.tsx";
import { Panel } from "../ui/Panel.tsx";
import { RancherIdentity } from "./RancherIdentity.tsx";
import type { UplinkDraft } from "./use-uplink.ts";
import { centralWords } from "./words.ts";

/** Which Rancher, whether it is the right one, and who we are there; each only after the one before. */
export function UplinkForm({
  uplink,
  busy,
  takeOver,
}: {
  readonly uplink: UplinkDraft;
  readonly busy: boolean;
  /** Where a cluster of the name is somebody else's. */
  readonly takeOver: {
    readonly on: boolean;
    readonly change: (on: boolean) => void;
  } | null;
}) {
  const { say } = useWords(centralWords);
  const { url, seen, same, kind, user, secret, believed, change } = uplink;
  return (
    <>
      <Panel title={say("where")} icon="central">
        <form
          className="central-form"
          onSubmit={(event) => {
            event.preventDefault();
            void uplink.look();
          }}
        >
          <Field
            label={say("address")}
            hint={say("address.hint")}
            value={url}
            technical
            onChange={(value) => change({ url: value, seen: null })}
          />
          <Button submit busy={busy} disabled={url.trim() === ""} icon="again">
            {say("address.look")}
          </Button>
        </form>
      </Panel>
      {seen !== null && (
        <RancherIdentity
          seen={seen}
          same={same}
          onSame={(value) => change({ same: value })}
        />
      )}
      {believed && (
        <Panel title={say("account")} icon="server">
          <Choice
            label={say("account.how")}
            value={kind}
            options={[
              { value: "token", text: say("account.token") },
              { value: "user", text: say("account.user") },
            ]}
            onChange={(value) => change({ kind: value, secret: "" })}
          />
          {kind === "user" && (
            <Field
              label={say("user")}
              hint={say("user.hint")}
              value={user}
              technical
              onChange={(value) => change({ user: value })}
            />
          )}
          <SecretField
            key={kind}
            label={say(kind === "token" ? "token" : "password")}
            hint={say(kind === "token" ? "token.hint" : "password.hint")}
            value={secret}
            onChange={(value) => change({ secret: value })}
            show={say("secret.show")}
            hide={say("secret.hide")}
          />
          <p className="quiet small">
            {say("data.monthly", { monthly: dataUseOf(true).monthly })}
          </p>
          {takeOver !== null && (
            <CheckField
              label={say("take-over")}
              hint={say("take-over.hint")}
              checked={takeOver.on}
              onChange={takeOver.change}
            />
          )}
        </Panel>
      )}
    </>
  );
}
