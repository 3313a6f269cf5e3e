import { z } from "zod";
import { CaChecksum } from "./rancher.ts";
import { Station } from "./station.ts";

/** What ends a pack's validity first. */
export const ValidityReason = z.enum([
  /** Rancher replaces the registration token then, and its grace period is over (facts D.6). */
  "token",
  /** Rancher's CA runs out. */
  "authority",
  /** This Rancher never replaces a token: only deleting the cluster, another CA or another address would. */
  "none",
]);
export type ValidityReason = z.infer<typeof ValidityReason>;

/** Until when a station may register with what was prepared for it. */
export const Validity = z.strictObject({
  /** ISO time; missing where nothing is known to end it. */
  until: z.iso.datetime().optional(),
  reason: ValidityReason,
});
export type Validity = z.infer<typeof Validity>;

/** The Rancher that a pack registers with. */
export const PackRancher = z.strictObject({
  url: z.string().min(1).max(300),
  /** As Rancher said it when the pack was made. */
  version: z.string().max(100),
  /** What Rancher hands out as `cacerts`; "" where its certificate is publicly trusted. */
  caCerts: z.string().max(256 * 1024),
  caChecksum: CaChecksum.or(z.literal("")),
  agentTls: z.enum(["strict", "system-store"]),
  cluster: z.string().regex(/^[a-z0-9-]{1,63}$/),
  clusterName: z.string().min(1).max(63),
});
export type PackRancher = z.infer<typeof PackRancher>;

/** All that a laptop needs on a site without an uplink. The manifest is a secret: it registers as this cluster. */
export const PackContent = z.strictObject({
  station: Station,
  /** Host keys known at headquarters, by the host's name. */
  hostKeys: z.record(
    z.string(),
    z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
  ),
  rancher: PackRancher,
  manifest: z
    .string()
    .min(1)
    .max(1024 * 1024),
  created: z.iso.datetime(),
  validity: Validity,
});
export type PackContent = z.infer<typeof PackContent>;

/** What a pack shows without its passphrase. It is believed only once the pack was opened. */
export const PackLabel = z.strictObject({
  station: z.string().min(1).max(63),
  /** The station's name, where it has one besides its id. */
  name: Station.shape.name,
  /** The Rancher's host and port. */
  rancher: z.string().max(300),
  rancherVersion: z.string().max(100),
  created: z.iso.datetime(),
  validity: Validity,
});
export type PackLabel = z.infer<typeof PackLabel>;

export function labelOf(content: PackContent): PackLabel {
  return {
    station: content.station.id,
    ...(content.station.name !== undefined && { name: content.station.name }),
    rancher: content.rancher.url.replace(/^https:\/\//, ""),
    rancherVersion: content.rancher.version,
    created: content.created,
    validity: content.validity,
  };
}

/** `now`: milliseconds since 1970. */
export function isOver({ until }: Validity, now: number): boolean {
  return until !== undefined && Date.parse(until) <= now;
}
