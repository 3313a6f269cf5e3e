import type { Api } from "../../common/ipc/faces.ts";
import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { useWords } from "../i18n/use-words.ts";
import { StepList } from "../install/StepList.tsx";
import { useRun } from "../install/use-run.ts";
import { Panel } from "../ui/Panel.tsx";
import { centralWords } from "./words.ts";

/** Stage by stage, with what each says. */
export function Stages({
  snapshot,
  api,
}: {
  readonly snapshot: Snapshot;
  readonly api: Api;
}) {
  const { say } = useWords(centralWords);
  const view = useRun(api, snapshot.run);
  return view === null ? null : (
    <Panel
      title={say(
        snapshot.run?.kind === "unregister" ? "progress.leave" : "progress",
      )}
      icon="install"
    >
      <StepList hosts={view.hosts} />
    </Panel>
  );
}
