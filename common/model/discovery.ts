import { z } from "zod";
import { Failure, FailureCode } from "./failure.ts";

/** A subnet that the laptop is in, offered by the name of its interface. */
export const OwnNetwork = z.object({
  interface: z.string(),
  /** The laptop's own address in it. */
  address: z.string(),
  /** "192.168.1.0/24" */
  range: z.string(),
  /** Addresses that hosts may have. */
  hosts: z.int(),
  /** What is offered to be searched: the whole, or of a larger one than a /20 the /24 around the laptop. */
  offered: z.string(),
  kind: z.enum(["usual", "link-local", "virtual"]),
});
export type OwnNetwork = z.infer<typeof OwnNetwork>;

/** Why a host is worth a look, the likeliest first. */
export const foundReasons = [
  /** A known host, by its key, at its address. */
  "known",
  /** A known host, by its key, at another address. */
  "moved",
  /** The address or the network card of a known host, and another key: set up anew, or another machine. */
  "re-imaged",
  /** Answers SSH. */
  "ssh",
  /** Accepts on the port and is no SSH that can be signed in to; `failure` says why. */
  "no-ssh",
  /** It is on, and nothing listens on the port. */
  "closed",
  /** It is on (it has a network card's address, or announced itself), and the port says nothing. */
  "silent",
] as const;
export const FoundReason = z.enum(foundReasons);
export type FoundReason = z.infer<typeof FoundReason>;

export const FoundHost = z.object({
  /** IPv4, or an IPv6 link-local address with its interface: "fe80::1%eth0". */
  address: z.string(),
  port: z.int(),
  reason: FoundReason,
  /** The server's own first line, shortened: "SSH-2.0-OpenSSH_9.2p1 Debian-2". */
  banner: z.string().optional(),
  key: z.object({ fingerprint: z.string(), type: z.string() }).optional(),
  mac: z.string().optional(),
  /** Who made the network card, where it is one of the few that are known here. */
  vendor: z.string().optional(),
  /** Names that it announces. */
  names: z.array(z.string()),
  /** The known host that it is, or was. */
  known: z
    .object({
      station: z.string(),
      host: z.string(),
      address: z.string(),
      /** The key that was accepted from it. */
      pinned: z.string(),
    })
    .optional(),
  /** Why it cannot be signed in to. */
  failure: FailureCode.optional(),
  /** Milliseconds since the search began. */
  after: z.number(),
});
export type FoundHost = z.infer<typeof FoundHost>;

/** A way that was tried to find hosts, and why it could not be where it could not. */
export const SearchWay = z.object({
  way: z.enum(["connect", "mdns", "neighbours", "ipv6-echo"]),
  where: z.string(),
  /** The technical text as it came. */
  problem: z.string().optional(),
});
export type SearchWay = z.infer<typeof SearchWay>;

/** What a search tells. A host that is told again replaces what was told of its address and port. */
export const DiscoveryEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("search-started"),
    ranges: z.array(z.string()),
    ports: z.array(z.int()),
    addresses: z.int(),
  }),
  z.object({ type: z.literal("found"), host: FoundHost }),
  z.object({
    type: z.literal("searched"),
    addresses: z.int(),
    of: z.int(),
  }),
  z.object({
    type: z.literal("search-ended"),
    outcome: z.enum(["done", "aborted", "failed"]),
    /** Milliseconds. */
    took: z.number(),
    hosts: z.int(),
    ways: z.array(SearchWay),
    failure: Failure.optional(),
  }),
]);
export type DiscoveryEvent = z.infer<typeof DiscoveryEvent>;

/** The likeliest first; among equals by address. */
export function compareFound(a: FoundHost, b: FoundHost): number {
  return (
    foundReasons.indexOf(a.reason) - foundReasons.indexOf(b.reason) ||
    addressOrder(a.address).localeCompare(addressOrder(b.address)) ||
    a.port - b.port
  );
}

function addressOrder(address: string): string {
  return address.replace(/\d+/g, (part) => part.padStart(4, "0"));
}

/** By what a host is told again. */
export function foundId({ address, port }: FoundHost): string {
  return `${address} ${port}`;
}
