import type {
  DiscoveryEvent,
  FoundHost,
  OwnNetwork,
} from "../../common/model/discovery.ts";

/** A host of a station of this laptop, by which a search recognises it. */
export interface KnownHost {
  readonly station: string;
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** The key that was accepted from it, as `SHA256:…`. */
  readonly pinned: string;
  /** Its network card, where an earlier search saw it. */
  readonly mac?: string;
}

export interface SearchRequest {
  /** IPv4 ranges ("192.168.1.0/24", "10.1.2.3"); default: what the laptop's own networks offer. */
  readonly ranges?: readonly string[];
  /** Interfaces for what is not bound to a range (mDNS, link-local); default: those of the ranges. */
  readonly interfaces?: readonly string[];
  readonly ports: readonly number[];
  readonly known: readonly KnownHost[];
  /** A person said yes to a large, public or foreign range. */
  readonly confirmed: boolean;
  readonly signal: AbortSignal;
  readonly onEvent: (event: DiscoveryEvent) => void;
}

/** Finds hosts in the laptop's networks, without administrator's rights and without ICMP. */
export interface Discovery {
  /** The laptop's own subnets, the likeliest first. Throws `no-network` where there is none. */
  networks(): OwnNetwork[];
  /**
   * Searches; every host is told as it is found and again when more is known of it. No password, key
   * or name is sent to anybody. Gives what was found, the likeliest first. Throws `no-network`,
   * `range-invalid`, `range-large`, `range-public`, `range-foreign`, `network-unreachable`, `aborted`.
   */
  search(request: SearchRequest): Promise<FoundHost[]>;
}
