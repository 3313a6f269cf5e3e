import { X509Certificate } from "node:crypto";
import { failed } from "../../common/model/failure.ts";
import type { PackContent, Validity } from "../../common/model/pack.ts";
import type {
  RancherCluster,
  RancherLook,
  RancherServer,
  TokenLife,
} from "../../common/model/rancher.ts";
import type { Station } from "../../common/model/station.ts";
import type { RancherApi, Registration } from "../ports/rancher-api.ts";
import { claimCluster } from "./claim-cluster.ts";

/** The central Rancher, signed in to and looked at once for all stations. */
export interface Headquarters {
  readonly api: RancherApi;
  readonly server: RancherServer;
  /** Only its CA counts here, and only where the manifest that came over the believed connection names it. */
  readonly look: Pick<RancherLook, "caCerts" | "caChecksum">;
}

export async function lookFromHeadquarters(
  api: RancherApi,
  look: (url: string) => Promise<RancherLook>,
  signal?: AbortSignal,
): Promise<Headquarters> {
  const server = await api.server(signal);
  return { api, server, look: await look(api.url) };
}

const minute = 60_000;

/** When Rancher stops to take the token; undefined: never (facts D.6). */
function tokenEnds(
  { expires, graceEnds }: Registration,
  { minutes, grace }: TokenLife,
  made: number,
): number | undefined {
  if (graceEnds !== undefined) return Date.parse(graceEnds);
  if (expires !== undefined) return Date.parse(expires) + grace * minute;
  // A server that replaces tokens and does not say when: from now on at the latest.
  return minutes === undefined ? undefined : made + (minutes + grace) * minute;
}

/** When the first of the CA's certificates runs out. */
function authorityEnds(caCerts: string): number | undefined {
  const ends = (
    caCerts.match(
      /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g,
    ) ?? []
  ).map((pem) => new X509Certificate(pem).validToDate.getTime());
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** What ends it first. `made`: milliseconds since 1970. */
export function validityOf(
  registration: Registration,
  life: TokenLife,
  caCerts: string,
  made: number,
): Validity {
  const token = tokenEnds(registration, life, made);
  const authority = authorityEnds(caCerts);
  const iso = (time: number) => new Date(time).toISOString();
  if (token !== undefined && token <= (authority ?? Infinity))
    return { until: iso(token), reason: "token" };
  return authority === undefined
    ? { reason: "none" }
    : { until: iso(authority), reason: "authority" };
}

/**
 * Makes sure of the station's cluster and gathers what its pack holds. The same again makes no second
 * cluster. Throws `rancher-ca-changed` where the CA that Rancher shows is not the one that agents will be
 * told to expect, and what `claimCluster`, `registration` and `manifest` throw.
 */
export async function preparePack(
  { api, server, look }: Headquarters,
  station: Station,
  {
    hostKeys = {},
    cluster,
    now,
    signal,
  }: {
    readonly hostKeys?: Readonly<Record<string, string>>;
    /** The cluster that it has already. */
    readonly cluster?: RancherCluster;
    readonly now: number;
    readonly signal?: AbortSignal;
  },
): Promise<PackContent> {
  const claimed =
    cluster ??
    (await claimCluster(api, station, server, { ...(signal && { signal }) }));
  const registration = await api.registration(claimed.id, signal);
  const manifest = await api.manifest(registration, signal);
  if (manifest.caChecksum !== look.caChecksum)
    throw failed("rancher-ca-changed", {
      data: {
        url: api.url,
        expected: manifest.caChecksum || "–",
        found: look.caChecksum || "–",
      },
    });
  return {
    station,
    hostKeys,
    rancher: {
      url: api.url,
      version: server.version,
      caCerts: look.caCerts,
      caChecksum: look.caChecksum,
      agentTls: server.agentTls,
      cluster: claimed.id,
      clusterName: claimed.name,
    },
    manifest: manifest.text,
    created: new Date(now).toISOString(),
    validity: validityOf(registration, server.tokenLife, look.caCerts, now),
  };
}
