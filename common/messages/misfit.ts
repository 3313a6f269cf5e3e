import { dataUseOf } from "../model/data-use.ts";
import type { Misfit } from "../model/rancher-fit.ts";
import type { Language } from "./language.ts";
import { word } from "./sentence.ts";

/** One sentence for whoever may still change the bundle. */
export function misfitText(misfit: Misfit, language: Language): string {
  return word(`misfit.${misfit.kind}`, language, {
    ...misfit,
    once: dataUseOf(false).once,
  });
}
