import type { CheckId } from "../../model/check.ts";
import { clockTexts } from "./clock.ts";
import { conflictTexts } from "./conflicts.ts";
import { cpuMemoryTexts } from "./cpu-memory.ts";
import { diskTexts } from "./disk.ts";
import { kernelTexts } from "./kernel.ts";
import { kernelSettingTexts } from "./kernel-settings.ts";
import { mountTexts } from "./mounts.ts";
import { networkTexts } from "./network.ts";
import { osTexts } from "./os.ts";
import { portTexts } from "./ports.ts";
import { securityTexts } from "./security.ts";
import type { CheckTexts } from "./texts.ts";

/** Every check's data and sentences. A check that no family has does not compile. */
export const checkTexts: Readonly<Record<CheckId, CheckTexts>> = {
  ...osTexts,
  ...cpuMemoryTexts,
  ...diskTexts,
  ...mountTexts,
  ...networkTexts,
  ...portTexts,
  ...clockTexts,
  ...kernelTexts,
  ...kernelSettingTexts,
  ...securityTexts,
  ...conflictTexts,
};
