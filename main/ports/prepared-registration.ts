import type { Validity } from "../../common/model/pack.ts";
import type { ImportManifest } from "../../common/model/rancher.ts";

/** What headquarters prepared for the station, out of its pack. The manifest and the token are secrets. */
export interface PreparedRegistration {
  /** Of the pack; failures name it. */
  readonly path: string;
  readonly manifest: ImportManifest;
  readonly token: string;
  /** The Rancher's URL. */
  readonly rancher: string;
  /** Its version, as it was when the pack was made. */
  readonly version: string;
  readonly cluster: string;
  readonly validity: Validity;
  /** ISO time at which it was prepared. */
  readonly created: string;
}
