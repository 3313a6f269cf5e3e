import type { RemoteHost } from "./remote-host.ts";
import type {
  ImportManifest,
  RancherCluster,
  RancherLook,
  RancherServer,
} from "../../common/model/rancher.ts";

/**
 * Whom to believe when the server shows its certificate. There is no way not to look.
 * - `system`: the certificates that this computer trusts.
 * - `checksum`: the CA that Rancher hands out itself, if it has this checksum: confirmed by somebody once.
 * - `pem`: this CA and no other, from the station file or a pack.
 */
export type RancherTrust =
  | { readonly kind: "system" }
  | { readonly kind: "checksum"; readonly checksum: string }
  | { readonly kind: "pem"; readonly pem: string };

/** Secrets; registered with the redactor before they come here. */
export type RancherSignIn =
  | { readonly kind: "token"; readonly token: string }
  | {
      readonly kind: "user";
      readonly username: string;
      readonly password: string;
    };

export interface RancherConnection {
  /** `https://name[:port]` and nothing behind it. */
  readonly url: string;
  readonly trust: RancherTrust;
  readonly signIn: RancherSignIn;
  /** `http://name:port` of the proxy between this computer and Rancher; "" for none whatever the environment says. */
  readonly proxy?: string;
  /** Called with every secret that Rancher hands out, before anything else is done with it. */
  readonly keepSecret: (secret: string) => void;
  /** Milliseconds that one request may take; default 30 000. */
  readonly timeout?: number;
}

/** What a new cluster is to be. */
export interface NewCluster {
  readonly name: string;
  readonly description?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** For the agent's container, such as HTTPS_PROXY. */
  readonly agentEnv?: Readonly<Record<string, string>>;
}

/** What a station registers with. All of it is secret: it registers as this cluster. */
export interface Registration {
  readonly clusterId: string;
  readonly token: string;
  /** Where the manifest is; the token is part of it. */
  readonly manifestUrl: string;
  /** ISO time after which Rancher replaces the token; undefined where it never does. */
  readonly expires?: string;
  /** ISO time until which a replaced token is still taken. */
  readonly graceEnds?: string;
}

/**
 * The central Rancher. Every call throws `Failed` with a code that says which link is broken:
 * `rancher-name-unknown`, `rancher-unreachable`, `rancher-proxy-failed`, `rancher-tls-untrusted`,
 * `rancher-ca-changed`, `rancher-gateway`, `rancher-not-rancher`, `rancher-timed-out` on the way there;
 * `rancher-sign-in-refused`, `rancher-token-refused`, `rancher-right-missing` for who we are;
 * `rancher-api-failed` for any other answer; `aborted`.
 *
 * What is asked again after a short wait: reading calls that met a broken connection, 429 or 5xx.
 * Creating and deleting never are: whoever calls looks first what there is.
 */
export interface RancherApi {
  readonly url: string;
  /** What follows from its version, settings and features. Needs `user-base`. */
  server(signal?: AbortSignal): Promise<RancherServer>;
  /** The cluster of this name that we may see, compared without case as Rancher does. */
  findCluster(
    name: string,
    signal?: AbortSignal,
  ): Promise<RancherCluster | undefined>;
  /** Throws `rancher-cluster-missing` where it was deleted, or is somebody else's. */
  cluster(id: string, signal?: AbortSignal): Promise<RancherCluster>;
  /**
   * All that we may see, page by page, in Rancher's order; nothing is kept of pages that were given.
   * `pageSize` is a wish that Rancher may cut.
   */
  clusters(options?: {
    readonly pageSize?: number;
    readonly signal?: AbortSignal;
  }): AsyncIterable<readonly RancherCluster[]>;
  /**
   * A new imported cluster; we become its owner. Needs `clusters-create`. Throws `rancher-name-taken`
   * where the name exists (which we may be unable to see) and `rancher-name-invalid`.
   */
  createCluster(
    cluster: NewCluster,
    signal?: AbortSignal,
  ): Promise<RancherCluster>;
  /** Sets these labels and annotations and keeps all others. Needs to own the cluster. */
  updateCluster(
    id: string,
    changes: Pick<NewCluster, "labels" | "annotations">,
    signal?: AbortSignal,
  ): Promise<RancherCluster>;
  /** Deletes the record; Rancher takes its agents from the cluster where it reaches it. Nothing there is fine. */
  deleteCluster(id: string, signal?: AbortSignal): Promise<void>;
  /**
   * The cluster's registration token, waited for (Rancher fills it a moment after the cluster is
   * made) and made where there is none. Throws `rancher-token-not-filled` after half a minute: often
   * `server-url` is not set.
   */
  registration(clusterId: string, signal?: AbortSignal): Promise<Registration>;
  /**
   * The import manifest, a secret, proved to be one. Throws `rancher-token-expired` where Rancher
   * no longer knows the token, `rancher-manifest-invalid` for anything that is no manifest.
   */
  manifest(
    registration: Registration,
    signal?: AbortSignal,
  ): Promise<ImportManifest>;
  /** Signs out where signing in made a session of our own; an API token stays. */
  close(): Promise<void>;
}

/** Opens it; nothing is asked before the first call. Throws `rancher-url-invalid`. */
export type OpenRancher = (connection: RancherConnection) => RancherApi;

/**
 * What a Rancher shows to anybody, for a decision about its CA. Sends nothing that is secret and believes
 * nothing: the answer says who vouches for it. Throws as `RancherApi` on the way there.
 */
export type LookAtRancher = (
  url: string,
  options?: {
    readonly proxy?: string;
    readonly timeout?: number;
    readonly signal?: AbortSignal;
    /** Look from this host of the station instead of from here: its names, its routes, its proxy. */
    readonly from?: Pick<RemoteHost, "dial">;
    /** Connect to this address instead of the URL's name. */
    readonly address?: string;
  },
) => Promise<RancherLook>;
