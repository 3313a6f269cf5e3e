import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { ExportDialog } from "./ExportDialog.tsx";
import { ReportDialog } from "./ReportDialog.tsx";
import { recordWords } from "./words.ts";

/** What can be taken along of a run: its logs, and the paper about it. */
export function RecordButtons({
  api,
}: {
  readonly api: Pick<Api, "files" | "records">;
}) {
  const { say } = useWords(recordWords);
  const [open, setOpen] = useState<"export" | "report">();
  const close = () => setOpen(undefined);
  return (
    <>
      <Button icon="plan" onClick={() => setOpen("report")}>
        {say("report")}
      </Button>
      <Button icon="file" onClick={() => setOpen("export")}>
        {say("export")}
      </Button>
      {open === "export" && <ExportDialog api={api} onClose={close} />}
      {open === "report" && <ReportDialog api={api} onClose={close} />}
    </>
  );
}
