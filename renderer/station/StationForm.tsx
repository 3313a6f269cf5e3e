import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { CheckField, Field } from "../ui/Field.tsx";
import {
  type StationDraft,
  type StationField,
  stationFaults,
} from "./station-draft.ts";
import { stationWords } from "./words.ts";

/** A new station. What is wrong with a field is said once it was left, and with everything at the end. */
export function StationForm({
  begin,
  onUse,
  onCancel,
}: {
  readonly begin: StationDraft;
  readonly onUse: (draft: StationDraft) => void;
  readonly onCancel: () => void;
}) {
  const { say } = useWords(stationWords);
  const [draft, setDraft] = useState(begin);
  const [left, setLeft] = useState<ReadonlySet<StationField>>(new Set());
  const faults = stationFaults(draft);
  const fault = (field: StationField) => {
    const found = left.has(field) ? faults[field] : undefined;
    if (found === undefined) return undefined;
    return field === "name"
      ? say("fault.name.too-long")
      : say(`fault.id.${found}`);
  };
  const leave = (field: StationField) => setLeft(new Set([...left, field]));
  return (
    <form
      className="station-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setLeft(new Set(["id", "name"]));
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
      <div className="ui-buttons">
        <Button kind="main" submit>
          {say("form.use")}
        </Button>
        <Button onClick={onCancel}>{say("form.cancel")}</Button>
      </div>
    </form>
  );
}
