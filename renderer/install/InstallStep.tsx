import { RecordButtons } from "../records/RecordButtons.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { InstallScreen } from "./InstallScreen.tsx";

/** The run in the wizard's frame. */
export function InstallStep({ snapshot, api, following, go }: ScreenProps) {
  const { run } = snapshot;
  const going = run?.state === "running";
  const installed = run?.state === "done" && run.kind === "install";
  return (
    <ScreenFrame
      screen="install"
      more={run !== null && <RecordButtons api={api} />}
      {...(going ? {} : { onBack: () => go("plan") })}
      {...(installed && following !== null
        ? { next: { onNext: () => go(following) } }
        : {})}
    >
      <InstallScreen snapshot={snapshot} api={api} />
    </ScreenFrame>
  );
}
