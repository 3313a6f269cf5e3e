import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { useMenu } from "../wizard/use-menu.ts";
import { ExportDialog } from "./ExportDialog.tsx";

/** Export wherever one is in the wizard, where the shell has a menu. */
export function ExportFromMenu({
  api,
}: {
  readonly api: Pick<Api, "files" | "records">;
}) {
  const [open, setOpen] = useState(false);
  useMenu("export-logs", () => setOpen(true));
  return open && <ExportDialog api={api} onClose={() => setOpen(false)} />;
}
