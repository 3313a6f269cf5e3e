import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { useWords } from "../i18n/use-words.ts";
import { Choice } from "../ui/Field.tsx";
import { SaveDialog } from "./SaveDialog.tsx";
import { recordWords } from "./words.ts";

/** Asks how and where, and saves the paper about the run. */
export function ReportDialog({
  api,
  onClose,
}: {
  readonly api: Pick<Api, "files" | "records">;
  readonly onClose: () => void;
}) {
  const { say, language } = useWords(recordWords);
  const [kind, setKind] = useState<"html" | "pdf">("html");
  return (
    <SaveDialog
      files={api.files}
      title={say("report.title")}
      save={(folder) => api.records.report({ folder, kind, language })}
      onClose={onClose}
    >
      <p>{say("report.intro")}</p>
      <Choice
        label={say("report.kind")}
        value={kind}
        options={[
          { value: "html", text: say("report.html") },
          { value: "pdf", text: say("report.pdf") },
        ]}
        onChange={setKind}
      />
    </SaveDialog>
  );
}
