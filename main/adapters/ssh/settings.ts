import type { HostPlace } from "../../../common/model/station.ts";
import type { RemoteHost } from "../../ports/remote-host.ts";
import type { SecretStore } from "../../ports/secrets.ts";

export interface ConnectOptions {
  readonly host: Omit<HostPlace, "hostKey">;
  /** The host that it is reached through; without it the laptop reaches it itself. */
  readonly via?: Pick<RemoteHost, "name" | "dial">;
  /** Absolute paths of private keys, where the host is signed in to with one; a few are tried. */
  readonly keyFiles?: readonly string[];
  /** Fingerprints of public keys that the host most likely lets in, the likeliest first. */
  readonly likelyKeys?: readonly string[];
  /** The agent's key that signed in, by its fingerprint. */
  readonly onAgentKey?: (fingerprint: string) => void;
  readonly secrets: SecretStore;
  readonly hostKey: {
    /** The key that the host must have, as `SHA256:…`. */
    readonly pinned?: string | undefined;
    /** Asked about a key that is new; without it a new key is refused. */
    readonly confirm?: (shown: {
      host: string;
      fingerprint: string;
      type: string;
    }) => Promise<boolean>;
  };
  /** The key that was accepted. */
  readonly onHostKey?: (fingerprint: string) => void;
  /** Everything that the host said, but for answers marked secret. */
  readonly transcript?: (chunk: {
    label: string;
    stream: "out" | "err";
    bytes: Uint8Array;
    /** The answer is whole. */
    last?: boolean;
  }) => void;
  /** Milliseconds between signs of life; three missed ones end a connection. */
  readonly keepAliveMs?: number;
  /** Milliseconds for which a lost connection is tried again. */
  readonly patienceMs?: number;
  /**
   * Whether it has to become root. Default "needed"; "if-granted": questions are asked as the account
   * where it cannot; "unwanted": it does not even try.
   */
  readonly root?: "needed" | "if-granted" | "unwanted";
  readonly signal?: AbortSignal;
  /** Our folder on the host; tests put it elsewhere. */
  readonly base?: string;
}

export const defaultBase = "/var/lib/forecourt";
