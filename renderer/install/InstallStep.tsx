import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { InstallScreen } from "./InstallScreen.tsx";

/** The run in the wizard's frame. */
export function InstallStep({ snapshot, api, go }: ScreenProps) {
  const { run } = snapshot;
  const going = run?.state === "running";
  return (
    <ScreenFrame
      screen="install"
      {...(going ? {} : { onBack: () => go("plan") })}
    >
      <InstallScreen snapshot={snapshot} api={api} />
    </ScreenFrame>
  );
}
