import { type ComponentType, lazy } from "react";
import type { IconName } from "../ui/Icon.tsx";
import { CheckScreen } from "../check/CheckScreen.tsx";
import { PlanScreen } from "../plan/PlanScreen.tsx";
import { ServerScreen } from "../server/ServerScreen.tsx";
import { StationScreen } from "../station/StationScreen.tsx";
import type { ScreenProps } from "./face.ts";
import type { ScreenId } from "./screen-id.ts";

interface Screen {
  readonly icon: IconName;
  readonly Component: ComponentType<ScreenProps>;
}

// The terminal is most of the page's code, and nobody needs it before the plan is read.
const InstallStep = lazy(() =>
  import("../install/InstallStep.tsx").then(({ InstallStep: Component }) => ({
    default: Component,
  })),
);
// They come after it, and show a run as well.
const ClusterScreen = lazy(() =>
  import("../cluster/ClusterScreen.tsx").then(
    ({ ClusterScreen: Component }) => ({ default: Component }),
  ),
);
const FinishScreen = lazy(() =>
  import("../finish/FinishScreen.tsx").then(({ FinishScreen: Component }) => ({
    default: Component,
  })),
);

const CentralScreen = lazy(() =>
  import("../central/CentralScreen.tsx").then(
    ({ CentralScreen: Component }) => ({ default: Component }),
  ),
);

/**
 * The screens that there are. Which of them can be shown, and when it goes on by itself, is in ways.ts
 * and wizard-state.ts; their order in screen-id.ts.
 */
export const screens: Partial<Record<ScreenId, Screen>> = {
  station: { icon: "station", Component: StationScreen },
  server: { icon: "server", Component: ServerScreen },
  check: { icon: "check", Component: CheckScreen },
  plan: { icon: "plan", Component: PlanScreen },
  install: { icon: "install", Component: InstallStep },
  cluster: { icon: "cluster", Component: ClusterScreen },
  central: { icon: "central", Component: CentralScreen },
  finish: { icon: "finish", Component: FinishScreen },
};
