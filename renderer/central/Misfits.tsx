import { misfitText } from "../../common/messages/misfit.ts";
import type { BundleSummary } from "../../common/ipc/snapshot.ts";
import { misfitsOf } from "../../common/model/rancher-fit.ts";
import { useLanguage } from "../i18n/use-language.ts";
import { Notice } from "../ui/Panel.tsx";

/** What does not quite fit between this Rancher and the bundle. */
export function Misfits({
  rancher,
  bundle,
}: {
  /** Its version. */
  readonly rancher: string;
  readonly bundle: BundleSummary | null;
}) {
  const language = useLanguage();
  if (bundle === null) return null;
  return misfitsOf(rancher, bundle).map((misfit) => (
    <Notice key={misfit.kind} tone="warn">
      <p>{misfitText(misfit, language)}</p>
    </Notice>
  ));
}
