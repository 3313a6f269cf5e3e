import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { CheckField } from "../ui/Field.tsx";
import type { Kept } from "./use-kept.ts";
import { serverWords } from "./words.ts";

/** Whether the passwords are remembered; nothing at all where the machine cannot do that safely. */
export function KeepSecrets({
  kept,
  keep,
  onChange,
}: {
  readonly kept: Kept;
  readonly keep: boolean;
  readonly onChange: (keep: boolean) => void;
}) {
  const { say } = useWords(serverWords);
  if (!kept.possible) return null;
  return (
    <div>
      <CheckField
        label={say("keep")}
        hint={say("keep.hint")}
        checked={keep}
        onChange={onChange}
      />
      {kept.hosts.length > 0 && (
        <>
          <p className="quiet small">
            {say("kept", { hosts: kept.hosts.join(", ") })}
          </p>
          <Button
            kind="plain"
            icon="remove"
            onClick={() => {
              onChange(false);
              kept.forget();
            }}
          >
            {say("forget")}
          </Button>
        </>
      )}
    </div>
  );
}
