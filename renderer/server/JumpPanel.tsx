import type { JumpHost } from "../../common/model/station.ts";
import { useWords } from "../i18n/use-words.ts";
import { SecretField } from "../ui/Field.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Facts, Panel } from "../ui/Panel.tsx";
import type { JumpSecrets } from "./jump-secrets.ts";
import { serverWords } from "./words.ts";

/** A host that others are only reached through: where it is stands in the station file, its secrets are typed. */
export function JumpPanel({
  jump,
  behind,
  typed,
  sharesAccount,
  onChange,
}: {
  readonly jump: JumpHost;
  /** Names of the hosts that are reached through it. */
  readonly behind: readonly string[];
  readonly typed: JumpSecrets;
  /** A host of the station has the same account: its password may be the right one. */
  readonly sharesAccount: boolean;
  readonly onChange: (typed: JumpSecrets) => void;
}) {
  const { say } = useWords(serverWords);
  const { address, port, signIn } = jump;
  const hasKey = signIn.key !== undefined || signIn.keys.length > 0;
  const secret = (name: keyof JumpSecrets) => ({
    value: typed[name],
    show: say("show"),
    hide: say("hide"),
    onChange: (value: string) => onChange({ ...typed, [name]: value }),
  });
  return (
    <Panel title={jump.name} icon="network">
      <div className="host-form">
        <p>{say("jump-host.text")}</p>
        <Facts
          facts={[
            [say("address"), `${address}:${port}`],
            [say("user"), signIn.user],
            [
              say("jump-host.behind"),
              behind.length === 0 ? "–" : behind.join(", "),
            ],
          ]}
        />
        <div className="host-line">
          {signIn.password && (
            <SecretField
              label={say("password")}
              hint={sharesAccount ? say("password.hint") : undefined}
              {...secret("password")}
            />
          )}
          {hasKey && (
            <SecretField
              label={say("passphrase")}
              hint={say("passphrase.hint")}
              {...secret("passphrase")}
            />
          )}
          {!signIn.password && !hasKey && (
            <p className="quiet small host-agent">{say("agent.text")}</p>
          )}
        </div>
        <p className="quiet small">
          <Icon name="lock" /> {say("secrets")}
        </p>
      </div>
    </Panel>
  );
}
