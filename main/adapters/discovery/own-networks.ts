import { networkInterfaces } from "node:os";
import type { OwnNetwork } from "../../../common/model/discovery.ts";
import {
  contains,
  hostCount,
  largeBits,
  parseRange,
  rangeText,
} from "../../../common/model/ipv4-range.ts";

type Interfaces = ReturnType<typeof networkInterfaces>;

/** Bridges, tunnels and what hypervisors bring: no cable ends there. */
const virtualNames =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|utun|wg|tailscale|zt|cni|flannel|cali|podman|lxc|bridge\d|llw|awdl|vEthernet|ifb|dummy)/i;
const linkLocal = parseRange("169.254.0.0/16");

/**
 * The laptop's own IPv4 subnets, cables first. Of one that is larger than a /20 the /24 around the
 * laptop is offered.
 */
export function ownNetworks(
  interfaces: Interfaces = networkInterfaces(),
): OwnNetwork[] {
  const networks = Object.entries(interfaces).flatMap(
    ([name, addresses = []]): OwnNetwork[] =>
      addresses.flatMap(({ family, internal, address, cidr }) => {
        const range = cidr === null ? undefined : parseRange(cidr);
        // A /31 or /32 is a tunnel's end: nobody else is in it.
        if (family !== "IPv4" || internal || !range || range.bits > 30)
          return [];
        const near =
          range.bits < largeBits ? parseRange(`${address}/24`) : range;
        return [
          {
            interface: name,
            address,
            range: rangeText(range),
            hosts: hostCount(range),
            offered: rangeText(near ?? range),
            kind: isVirtual(name)
              ? "virtual"
              : isLinkLocal(cidr)
                ? "link-local"
                : "usual",
          },
        ];
      }),
  );
  const order = ["usual", "link-local", "virtual"] as const;
  return networks.toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind),
  );
}

/** Those that are searched where nobody chose: not the virtual ones, unless there are only such. */
export function usualNetworks(networks: readonly OwnNetwork[]): OwnNetwork[] {
  const real = networks.filter(({ kind }) => kind !== "virtual");
  return real.length > 0 ? real : [...networks];
}

/** Interfaces with an IPv6 link-local address, and its scope as a socket wants it behind the `%`. */
export function linkLocalInterfaces(
  interfaces: Interfaces = networkInterfaces(),
): { name: string; scope: string }[] {
  return Object.entries(interfaces).flatMap(([name, addresses = []]) => {
    const own = addresses.find(
      ({ family, internal, address }) =>
        family === "IPv6" && !internal && /^fe80:/i.test(address),
    );
    if (own === undefined || own.family !== "IPv6") return [];
    // Windows knows interfaces by number only.
    const scope = process.platform === "win32" ? String(own.scopeid) : name;
    return [{ name, scope }];
  });
}

/** An address, or a network, that hosts on a cable without DHCP give themselves (RFC 3927). */
export function isLinkLocal(text: string | null): boolean {
  const range = text === null ? undefined : parseRange(text);
  return (
    linkLocal !== undefined && range !== undefined && contains(linkLocal, range)
  );
}

export function isVirtual(name: string): boolean {
  return virtualNames.test(name);
}

/** The laptop's own addresses, without scopes. */
export function ownAddresses(
  interfaces: Interfaces = networkInterfaces(),
): string[] {
  return Object.values(interfaces).flatMap((addresses = []) =>
    addresses.map(({ address }) => address.toLowerCase()),
  );
}
