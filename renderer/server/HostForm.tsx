import { type ReactNode, useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { FileChooser } from "../files/FileChooser.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Choice, Field, SecretField, SelectField } from "../ui/Field.tsx";
import type { HostDraft, HostFault, HostField } from "./host-draft.ts";
import { serverWords } from "./words.ts";

interface Props {
  readonly host: HostDraft;
  /** It joins the first server: as what may be chosen. */
  readonly joins: boolean;
  /** Only those that are to be told already. */
  readonly faults: Partial<Record<HostField, HostFault>>;
  readonly files: Api["files"];
  /** Another host of the station has the same account: its password may be the right one. */
  readonly sharesAccount: boolean;
  /** Names of hosts that it may be reached through. */
  readonly jumps: readonly string[];
  readonly onChange: (change: Partial<HostDraft>) => void;
  readonly onRole: (role: HostDraft["role"]) => void;
  readonly onLeave: (field: HostField) => void;
  readonly children?: ReactNode;
}

/** Where a host is, and how one signs in to it. */
export function HostForm({
  host,
  joins,
  faults,
  files,
  sharesAccount,
  jumps,
  onChange,
  onRole,
  onLeave,
  children,
}: Props) {
  const { say } = useWords(serverWords);
  const [browsing, setBrowsing] = useState(false);
  const fault = (field: HostField): string | undefined => {
    const found = faults[field];
    if (found === undefined) return undefined;
    if (field === "port" || field === "key") return say(`fault.${field}`);
    if (field === "name") return say(`fault.name.${found}`);
    if (field === "address")
      return say(
        found === "twice" || found === "missing"
          ? `fault.address.${found}`
          : "fault.address.shape",
      );
    return say(found === "missing" ? "fault.user.missing" : "fault.user.shape");
  };
  const field = (name: HostField) => ({
    value: host[name],
    technical: true,
    error: fault(name),
    onChange: (value: string) => onChange({ [name]: value }),
    onLeave: () => host[name] !== "" && onLeave(name),
  });
  const secret = (name: "password" | "sudoPassword" | "passphrase") => ({
    value: host[name],
    show: say("show"),
    hide: say("hide"),
    onChange: (value: string) => onChange({ [name]: value }),
  });
  const root = host.user.trim() === "root";
  return (
    <div className="host-form">
      <div className="host-line host-line-address">
        <Field
          label={say("address")}
          placeholder="192.168.10.11"
          {...field("address")}
        />
        <Field label={say("port")} numeric {...field("port")} />
        <Field label={say("user")} {...field("user")} />
      </div>
      {joins && (
        <div className="host-line host-line-role">
          <Choice
            label={say("role")}
            value={host.role}
            options={(["agent", "server"] as const).map((value) => ({
              value,
              text: say(`role.${value}`),
            }))}
            onChange={onRole}
          />
          <p className="quiet small">{say(`role.${host.role}.text`)}</p>
        </div>
      )}
      <div className="host-line host-line-way">
        <Field label={say("name")} {...field("name")} />
        <Choice
          label={say("way")}
          value={host.way}
          options={(["password", "key", "agent"] as const).map((value) => ({
            value,
            text: say(`way.${value}`),
          }))}
          onChange={(way) => onChange({ way })}
        />
      </div>
      <div className="host-line">
        {host.way === "password" && (
          <SecretField
            label={say("password")}
            hint={sharesAccount ? say("password.hint") : undefined}
            {...secret("password")}
          />
        )}
        {host.way === "key" && (
          <>
            <Field label={say("key")} {...field("key")}>
              <Button onClick={() => setBrowsing(true)}>
                {say("key.choose")}
              </Button>
            </Field>
            <SecretField
              label={say("passphrase")}
              hint={say("passphrase.hint")}
              {...secret("passphrase")}
            />
          </>
        )}
        {host.way === "agent" && (
          <p className="quiet small host-agent">{say("agent.text")}</p>
        )}
        {!root && (
          <SecretField
            label={say("sudo-password")}
            hint={say(
              host.way === "password"
                ? "sudo-password.hint"
                : "sudo-password.key",
            )}
            {...secret("sudoPassword")}
          />
        )}
      </div>
      {children}
      {(jumps.length > 0 || host.jump !== "") && (
        <details className="host-more" open={host.jump !== "" || undefined}>
          <summary>{say("jump.more")}</summary>
          <SelectField
            label={say("jump")}
            hint={say("jump.hint")}
            value={host.jump}
            options={[
              { value: "", text: say("jump.none") },
              ...[...new Set([...jumps, host.jump])]
                .filter((name) => name !== "")
                .map((name) => ({ value: name, text: name })),
            ]}
            onChange={(jump) => onChange({ jump })}
          />
        </details>
      )}
      {browsing && (
        <FileChooser
          files={files}
          title={say("key.title")}
          wants={{ ends: [""] }}
          onChoose={(key) => {
            setBrowsing(false);
            onChange({ key });
          }}
          onClose={() => setBrowsing(false)}
        />
      )}
    </div>
  );
}
