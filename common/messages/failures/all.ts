import type { FailureCode } from "../../model/failure.ts";
import type { FailureTexts } from "./area.ts";
import { discoveryFailures } from "./discovery.ts";
import { checkFailures } from "./checks.ts";
import { gettingInFailures } from "./getting-in.ts";
import { filesFailures } from "./files.ts";
import { hostFailures } from "./host.ts";
import { packsFailures } from "./packs.ts";
import { rancherFailures } from "./rancher.ts";
import { imagesFailures } from "./images.ts";
import { recordFailures } from "./records.ts";
import { reachingFailures } from "./reaching.ts";
import { registrationFailures } from "./registration.ts";
import { runFailures } from "./run.ts";

/** Every code's data and sentences. A code that no area has does not compile. */
export const failures: Readonly<Record<FailureCode, FailureTexts>> = {
  ...reachingFailures,
  ...gettingInFailures,
  ...discoveryFailures,
  ...filesFailures,
  ...imagesFailures,
  ...hostFailures,
  ...recordFailures,
  ...checkFailures,
  ...rancherFailures,
  ...registrationFailures,
  ...packsFailures,
  ...runFailures,
};
