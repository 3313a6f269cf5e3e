import { quoted } from "../../common/model/shell.ts";
import { serverOf, serversOf } from "../../common/model/station.ts";
import {
  block,
  fail,
  given,
  ok,
  unseen,
  warn,
  type CheckInput,
  type Checks,
  type Verdict,
} from "./check.ts";
import { hostPart, overlap } from "./ipv4.ts";
import { foreignFirewall, iptables, iptablesMixed } from "./netfilter.ts";

/** K3s' ports (facts B.2); of several servers also etcd's. */
function ports({ host, station }: CheckInput): {
  tcp: number[];
  udp: number[];
} {
  const tcp = [6444, 10250];
  if (host.role === "server") tcp.push(6443);
  if (host.role === "server" && serversOf(station).length > 1)
    tcp.push(2379, 2380);
  return { tcp: tcp.sort((a, b) => a - b), udp: [8472] };
}

const listeners = "sudo ss -lntup";

/** Those of these ports that somebody listens on, as a text: "6443 (java)". */
function taken(
  { facts }: CheckInput,
  protocol: "tcp" | "udp",
  wanted: (port: number) => boolean,
): string | null {
  if (facts.listening === null) return null;
  const names = facts.listening
    .filter((each) => each.protocol === protocol && wanted(each.port))
    .map(({ port, program }) =>
      program === "" ? String(port) : `${port} (${program})`,
    );
  return [...new Set(names)].join(", ");
}

/** A cluster of ours that runs already listens on these itself. */
function free(
  input: CheckInput,
  protocol: "tcp" | "udp",
  wanted: readonly number[],
): Verdict | undefined {
  if (input.facts.lastRun !== "") return undefined;
  return given(
    taken(input, protocol, (port) => wanted.includes(port)),
    (found) =>
      found === ""
        ? ok({ ports: wanted.join(", ") })
        : block({ ports: found }, listeners, "ports-in-use"),
  );
}

/** Docker's own network: what daemon.json will say, else what Docker takes by itself (facts C.3). */
function dockerNetwork({ station }: CheckInput): string {
  const { bip } = station.docker.daemon;
  return typeof bip === "string" ? bip : "172.17.0.0/16";
}

export const networkChecks: Checks<"network"> = {
  "network.default-route": ({ facts, station }) =>
    given(facts.defaultRoutes, (routes) =>
      routes.length > 0
        ? ok({ route: routes[0]?.trim() ?? "" })
        : station.isolated
          ? ok({ route: "203.0.113.255" })
          : block({ route: "" }, "ip -4 route show", "no-default-route"),
    ),

  /** A link-local address is no node address any more (facts A.5). */
  "network.route-source": ({ facts }) => {
    if (facts.defaultRoutes?.length === 0) return undefined;
    return given(facts.routeSource, (address) =>
      address.startsWith("169.254.")
        ? block({ address }, "ip -4 addr show")
        : ok({ address }),
    );
  },

  "network.node-address": ({ facts, host }) => {
    const address = host.nodeIp ?? host.address;
    if (!/^\d+(\.\d+){3}$/.test(address)) return undefined;
    return facts.networks.some((each) => hostPart(each.address) === address)
      ? ok({ address })
      : fail({ address }, "ip -4 -o addr show");
  },

  "network.dhcp": ({ facts, host }) => {
    const address = host.nodeIp ?? host.address;
    const network = facts.networks.find(
      (each) => hostPart(each.address) === address,
    );
    if (network === undefined) return undefined;
    return network.dynamic
      ? warn({ address, device: network.interface })
      : ok({ address, device: network.interface });
  },

  /** Changing the cluster's networks later means installing anew (facts A.10). */
  "network.overlap": ({ facts, station }) => {
    const { clusterCidr, serviceCidr } = station.k3s;
    for (const cluster of [clusterCidr, serviceCidr])
      for (const { address } of facts.networks)
        if (overlap(cluster, address))
          return block({ network: address, cluster }, [], "network-overlap");
    return ok({ network: "", cluster: `${clusterCidr}, ${serviceCidr}` });
  },

  "network.own-overlap": ({ station }) => {
    const { clusterCidr, serviceCidr } = station.k3s;
    const data = { cluster: clusterCidr, services: serviceCidr };
    return overlap(clusterCidr, serviceCidr) ? block(data) : ok(data);
  },

  /** etcd goes on with more than half of its members; asked once, of the first server. */
  "network.quorum": ({ station, host }) => {
    const count = serversOf(station).length;
    if (count === 1 || host.name !== serverOf(station).name) return undefined;
    const down = Math.ceil(count / 2) - 1;
    return count % 2 === 1 ? ok({ count, down }) : warn({ count, down });
  },

  "network.docker-pool": (input) => {
    const { facts, station } = input;
    if (facts.docker !== "" || facts.lastRun !== "") return undefined;
    const docker = dockerNetwork(input);
    const site = [
      ...facts.networks.map(({ address }) => address),
      station.k3s.clusterCidr,
      station.k3s.serviceCidr,
    ].find((each) => overlap(docker, each));
    return site === undefined
      ? ok({ docker, network: "" })
      : warn({ docker, network: site });
  },

  "network.ports": (input) => free(input, "tcp", ports(input).tcp),

  "network.ports-udp": (input) => free(input, "udp", ports(input).udp),

  "network.web-ports": (input) => {
    const { station, facts } = input;
    if (facts.lastRun !== "" || station.k3s.disable.includes("traefik"))
      return undefined;
    return given(
      taken(input, "tcp", (port) => port === 80 || port === 443),
      (found) =>
        found === "" ? ok({ ports: "" }) : warn({ ports: found }, listeners),
    );
  },

  "network.node-ports": (input) =>
    input.facts.lastRun !== ""
      ? undefined
      : given(
          taken(input, "tcp", (port) => port >= 30_000 && port < 32_768),
          (found) =>
            found === ""
              ? ok({ ports: "" })
              : warn({ ports: found }, listeners),
        ),

  "network.port-range": ({ facts }) => {
    const range = facts.settings?.find(
      ({ key }) => key === "net.ipv4.ip_local_port_range",
    )?.value;
    if (range === undefined) return unseen;
    const [low = 0, high = 0] = range.split(/\s+/).map(Number);
    return low < 32_768 && high > 30_000
      ? warn({ range }, [
          "echo 'net.ipv4.ip_local_port_range = 32768 60999' | sudo tee /etc/sysctl.d/91-port-range.conf",
          "sudo sysctl --system",
        ])
      : ok({ range });
  },

  /** Loops of DNS come from a resolver on the host itself (facts B.4). */
  "network.name-servers": ({ facts }) =>
    given(facts.nameServers, (servers) => {
      const usable = servers.filter((each) => !/^(127\.|::1$)/.test(each));
      const data = {
        servers: servers.join(", ") || "–",
        count: servers.length,
      };
      return usable.length > 0 && servers.length <= 3
        ? ok(data)
        : warn(data, "cat /etc/resolv.conf");
    }),

  "network.search-domains": ({ facts }) =>
    given(facts.searchDomains, (domains) =>
      domains.length > 6
        ? warn({ count: domains.length }, "grep -n ^search /etc/resolv.conf")
        : ok({ count: domains.length }),
    ),

  "network.proxy": ({ facts, station }) =>
    given(facts.proxies, (names) =>
      names.length === 0
        ? ok({ names: "" })
        : warn(
            { names: names.join(", ") },
            `echo 'NO_PROXY=127.0.0.0/8,${station.k3s.clusterCidr},${station.k3s.serviceCidr},.svc,.cluster.local' | sudo tee -a /etc/environment`,
          ),
    ),

  /** VXLAN takes 50 bytes of each packet. */
  "network.mtu": ({ facts, others, host }) =>
    given(facts.devices, (devices) => {
      const device = deviceOf(facts, host.nodeIp ?? host.address);
      const mtu = devices.find(({ name }) => name === device)?.mtu;
      if (mtu === undefined || device === undefined) return undefined;
      const other = others.find(({ facts: theirs, host: them }) => {
        const name = deviceOf(theirs, them.nodeIp ?? them.address);
        const found = theirs.devices?.find((each) => each.name === name)?.mtu;
        return found !== undefined && found !== mtu;
      });
      return mtu < 1330 || other !== undefined
        ? warn(
            { device, mtu, other: other?.host.name ?? "–" },
            `sudo ip link set dev ${quoted(device)} mtu 1500`,
          )
        : ok({ device, mtu, other: "–" });
    }),

  "network.speed": ({ facts, host }) =>
    given(facts.speeds, (speeds) => {
      const device = deviceOf(facts, host.nodeIp ?? host.address);
      const speed = speeds.find(({ name }) => name === device);
      if (speed === undefined) return undefined;
      const data = { device: speed.name, megabits: speed.megabits };
      return speed.megabits >= 100
        ? ok(data)
        : warn(data, `sudo ethtool ${quoted(speed.name)}`);
    }),

  "network.cloud-setup": ({ facts }) =>
    given(facts.cloudSetup, (enabled) =>
      enabled
        ? fail(
            {},
            "sudo systemctl disable --now nm-cloud-setup.service nm-cloud-setup.timer",
          )
        : ok(),
    ),

  "network.network-manager": ({ facts }) => {
    if (facts.activeUnits === null) return undefined;
    if (!facts.activeUnits.includes("NetworkManager")) return ok();
    return given(facts.networkManagerSpares, (spares) =>
      spares
        ? ok()
        : warn({}, [
            "printf '[keyfile]\\nunmanaged-devices=interface-name:cni0;interface-name:flannel*;interface-name:veth*\\n' | sudo tee /etc/NetworkManager/conf.d/90-k3s.conf",
            "sudo systemctl reload NetworkManager",
          ]),
    );
  },

  "network.iptables": iptables,
  "network.iptables-mixed": iptablesMixed,
  "network.foreign-firewall": foreignFirewall,
};

function deviceOf(
  { networks }: CheckInput["facts"],
  address: string,
): string | undefined {
  return networks.find((each) => hostPart(each.address) === address)?.interface;
}
