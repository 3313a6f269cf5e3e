/**
 * What an idle imported single-node K3s costs a day since Rancher 2.6.3, as users of LTE lines measured it
 * (facts L8, rancher #41908). Work on the station, logs and metrics come on top.
 */
const idleBytesPerDay = 50_000_000;
const daysPerMonth = 365.25 / 12;

/** Rancher's images, compressed, upper end of what is known (facts D.10): what a bundle without them leaves to the uplink. */
const imagesBytes = 1_000_000_000;

export interface DataUse {
  /** Bytes a month over the station's uplink, at least. */
  readonly monthly: number;
  /** Bytes once, at registration. */
  readonly once: number;
}

/** A station's data use. `images`: whether they come with the bundle. */
export function dataUseOf(images: boolean): DataUse {
  return {
    monthly: Math.round(idleBytesPerDay * daysPerMonth),
    once: images ? 0 : imagesBytes,
  };
}
