import type { RancherServer } from "../../../common/model/rancher.ts";
import type { LookAtRancher, RancherApi } from "../../ports/rancher-api.ts";

/** The central Rancher, signed in to from the laptop. */
export interface RancherWork {
  readonly api: RancherApi;
  /** What it said after signing in; asked once per run. */
  readonly server: () => Promise<RancherServer>;
  readonly look: LookAtRancher;
  /** Take over a cluster of this name that is another station's, or nobody's. */
  readonly takeOver: boolean;
}

/** Where agents connect: what Rancher calls itself, else where we reach it. */
export function agentUrl(api: RancherApi, server: RancherServer): string {
  return server.serverUrl.replace(/\/+$/, "") || api.url;
}
