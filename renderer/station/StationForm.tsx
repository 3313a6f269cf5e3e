import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { FileChooser } from "../files/FileChooser.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { CheckField, Field } from "../ui/Field.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import {
  type StationDraft,
  type StationField,
  stationFaults,
} from "./station-draft.ts";
import { stationWords } from "./words.ts";

/** A new station. What is wrong with a field is said once it was left, and with everything at the end. */
export function StationForm({
  begin,
  files,
  onUse,
  onCancel,
}: {
  readonly begin: StationDraft;
  readonly files: Api["files"];
  readonly onUse: (draft: StationDraft) => void;
  readonly onCancel: () => void;
}) {
  const { say } = useWords(stationWords);
  const { ask, refused } = useAsk();
  const [browsing, setBrowsing] = useState(false);
  const [draft, setDraft] = useState(begin);
  const [left, setLeft] = useState<ReadonlySet<StationField>>(new Set());
  const faults = stationFaults(draft);
  const fault = (field: StationField) => {
    const found = left.has(field) ? faults[field] : undefined;
    if (found === undefined) return undefined;
    if (field === "id") return say(`fault.id.${found}`);
    return say(field === "name" ? "fault.name.too-long" : "fault.key");
  };
  const leave = (field: StationField) => setLeft(new Set([...left, field]));
  return (
    <form
      className="station-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setLeft(new Set(["id", "name", "key"]));
        if (Object.keys(faults).length === 0) onUse(draft);
      }}
    >
      <Field
        label={say("form.id")}
        hint={say("form.id.hint")}
        error={fault("id")}
        value={draft.id}
        technical
        autoFocus
        onChange={(id) => setDraft({ ...draft, id })}
        onLeave={() => draft.id !== "" && leave("id")}
      />
      <Field
        label={say("form.name")}
        hint={say("form.name.hint")}
        error={fault("name")}
        value={draft.name}
        onChange={(name) => setDraft({ ...draft, name })}
        onLeave={() => leave("name")}
      />
      <CheckField
        label={say("form.isolated")}
        hint={say("form.isolated.hint")}
        checked={draft.isolated}
        onChange={(isolated) => setDraft({ ...draft, isolated })}
      />
      <Field
        label={say("form.key")}
        hint={say("form.key.hint")}
        error={fault("key")}
        value={draft.key}
        technical
        placeholder="ssh-ed25519 AAAA…"
        onChange={(key) => setDraft({ ...draft, key })}
        onLeave={() => leave("key")}
      >
        <Button onClick={() => setBrowsing(true)}>
          {say("form.key.choose")}
        </Button>
      </Field>
      <CheckField
        label={say("form.passwordless")}
        hint={say("form.passwordless.hint")}
        checked={draft.passwordless}
        onChange={(passwordless) => setDraft({ ...draft, passwordless })}
      />
      <Refusal refused={refused} />
      {browsing && (
        <FileChooser
          files={files}
          title={say("form.key.title")}
          wants={{ ends: [".pub"] }}
          onChoose={(path) => {
            setBrowsing(false);
            void ask(() => files.publicKey({ path })).then((answer) => {
              if (answer !== undefined)
                setDraft((now) => ({ ...now, key: answer.value.key }));
            });
          }}
          onClose={() => setBrowsing(false)}
        />
      )}
      <div className="ui-buttons">
        <Button kind="main" submit>
          {say("form.use")}
        </Button>
        <Button onClick={onCancel}>{say("form.cancel")}</Button>
      </div>
    </form>
  );
}
