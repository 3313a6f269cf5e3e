import { k3sMinor } from "./k3s-version.ts";
import { kubernetesMinors } from "./rancher.ts";

/** What will probably work, and is not meant for each other all the same (facts 0.2, D.10). */
export type Misfit =
  | {
      readonly kind: "kubernetes";
      readonly rancher: string;
      /** Such as "1.34 to 1.36". */
      readonly known: string;
      readonly k3s: string;
    }
  | {
      readonly kind: "images";
      readonly rancher: string;
      readonly bundle: string;
    }
  | { readonly kind: "no-images"; readonly rancher: string };

/** `bundle.rancher`: whose images are in the bundle; "" for none. Nothing is said of a version that is not known. */
export function misfitsOf(
  rancher: string,
  bundle: { readonly k3s: string; readonly rancher: string },
): Misfit[] {
  const [low, high] =
    kubernetesMinors[Number(/^v?2\.(\d{1,3})\./.exec(rancher)?.[1])] ?? [];
  const minor = k3sMinor(bundle.k3s);
  const misfits: Misfit[] = [];
  if (
    low !== undefined &&
    high !== undefined &&
    !(minor >= low && minor <= high)
  )
    misfits.push({
      kind: "kubernetes",
      rancher,
      known: `1.${low} – 1.${high}`,
      k3s: bundle.k3s,
    });
  if (bundle.rancher === "") misfits.push({ kind: "no-images", rancher });
  else if (rancher !== "" && plain(bundle.rancher) !== plain(rancher))
    misfits.push({ kind: "images", rancher, bundle: bundle.rancher });
  return misfits;
}

const plain = (version: string) => version.replace(/^v/, "");
