import { kubernetesMinors } from "../../../common/model/rancher.ts";
import { failed } from "../../../common/model/failure.ts";

/** `v1.35.5+k3s1`, also release candidates. */
export const k3sVersion = /^v1\.(\d{1,3})\.\d{1,3}(-rc\d+)?\+k3s\d+$/;
/** `29.1.0`; Docker's static archives of stable releases have nothing behind it. */
export const dockerVersion = /^\d{2}\.\d{1,2}\.\d{1,3}$/;
/** `2.14.4` or `v2.14.4`. */
export const rancherVersion = /^v?2\.(\d{1,3})\.\d{1,3}$/;

/** Throws `versions-do-not-fit` unless this Rancher knows this K3s. */
export function requireVersionsFit(k3s: string, rancher: string): void {
  const minor = Number(k3sVersion.exec(k3s)?.[1]);
  const range = kubernetesMinors[Number(rancherVersion.exec(rancher)?.[1])];
  if (range === undefined) {
    const known = Object.keys(kubernetesMinors).map((each) => `2.${each}`);
    throw failed("versions-do-not-fit", {
      data: {
        reason: `Rancher ${rancher} is none of those known here (${known.join(", ")})`,
      },
    });
  }
  const [lowest, highest] = range;
  if (!(minor >= lowest && minor <= highest)) {
    throw failed("versions-do-not-fit", {
      data: {
        reason: `Rancher ${rancher} takes K3s v1.${lowest} to v1.${highest}, not ${k3s}`,
      },
    });
  }
}
