import type { checksOf } from "../../../common/model/check.ts";
import { listening, settings } from "./sample.ts";
import type { CasesOf } from "./cases.ts";

const at = (address: string, dynamic = false) => [
  { address: "192.168.10.11/24", interface: "eth0", dynamic },
  { address, interface: "eth1", dynamic: false },
];

const servers = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    name: `till-${at + 1}`,
    role: "server",
    address: `192.168.10.${at + 11}`,
  }));

export const networkCases: CasesOf<(typeof checksOf)["network"][number]> = {
  "network.default-route": {
    passes: [{ facts: { defaultRoutes: [] }, station: { isolated: true } }],
    refuses: [
      [{ facts: { defaultRoutes: [] } }, "no-default-route"],
      [{ facts: { defaultRoutes: null } }, "unseen"],
    ],
  },
  "network.route-source": {
    passes: [{}],
    refuses: [
      [{ facts: { routeSource: "169.254.3.4" } }, "block"],
      [{ facts: { defaultRoutes: [] } }, "none"],
    ],
  },
  "network.node-address": {
    passes: [{ host: { address: "gw.example", nodeIp: "192.168.10.11" } }],
    refuses: [
      [{ host: { address: "203.0.113.7" } }, "fail"],
      [{ host: { address: "till-1.example" } }, "none"],
    ],
  },
  "network.dhcp": {
    passes: [{}],
    refuses: [
      [{ facts: { networks: at("10.1.1.1/24", true) } }, "warn"],
      [{ host: { address: "203.0.113.7" } }, "none"],
    ],
  },
  "network.overlap": {
    passes: [{ facts: { networks: at("10.44.0.1/16") } }],
    refuses: [
      [{ facts: { networks: at("10.42.3.4/24") } }, "network-overlap"],
      [{ facts: { networks: at("10.0.0.1/8") } }, "network-overlap"],
    ],
  },
  "network.own-overlap": {
    passes: [{}],
    refuses: [[{ station: { k3s: { clusterCidr: "10.42.0.0/15" } } }, "block"]],
  },
  "network.quorum": {
    passes: [{ station: { hosts: servers(3) } }],
    refuses: [
      [{ station: { hosts: servers(2) } }, "warn"],
      [{ station: { hosts: servers(4) } }, "warn"],
      [{}, "none"],
    ],
  },
  "network.docker-pool": {
    passes: [
      {
        facts: { networks: at("172.17.5.5/16") },
        station: { docker: { daemon: { bip: "10.200.0.1/24" } } },
      },
    ],
    refuses: [
      [{ facts: { networks: at("172.17.5.5/16") } }, "warn"],
      [
        {
          facts: { networks: at("172.17.5.5/16"), docker: "Docker version 29" },
        },
        "none",
      ],
    ],
  },
  "network.ports": {
    passes: [
      { facts: { listening: listening(6443) }, role: "agent" },
      { facts: { listening: listening(2379, "tcp", "etcd") } },
    ],
    refuses: [
      [{ facts: { listening: listening(6443) } }, "ports-in-use"],
      [
        { facts: { listening: listening(10250) }, role: "agent" },
        "ports-in-use",
      ],
      [
        {
          facts: { listening: listening(2379, "tcp", "etcd") },
          station: { hosts: servers(3) },
        },
        "ports-in-use",
      ],
      [{ facts: { listening: listening(6443), lastRun: "r" } }, "none"],
      [{ facts: { listening: null } }, "unseen"],
    ],
  },
  "network.ports-udp": {
    passes: [{ facts: { listening: listening(8472) } }],
    refuses: [
      [{ facts: { listening: listening(8472, "udp") } }, "ports-in-use"],
    ],
  },
  "network.web-ports": {
    passes: [{}],
    refuses: [
      [{ facts: { listening: listening(443, "tcp", "nginx") } }, "warn"],
      [
        {
          facts: { listening: listening(80) },
          station: { k3s: { disable: ["traefik"] } },
        },
        "none",
      ],
    ],
  },
  "network.node-ports": {
    passes: [{ facts: { listening: listening(32_768) } }],
    refuses: [[{ facts: { listening: listening(31_000) } }, "warn"]],
  },
  "network.port-range": {
    passes: [{}],
    refuses: [
      [
        {
          facts: {
            settings: settings({
              "net.ipv4.ip_local_port_range": "1024 65000",
            }),
          },
        },
        "warn",
      ],
      [{ facts: { settings: null } }, "unseen"],
    ],
  },
  "network.name-servers": {
    passes: [{ facts: { nameServers: ["127.0.0.53", "192.168.1.1"] } }],
    refuses: [
      [{ facts: { nameServers: ["127.0.0.53"] } }, "warn"],
      [{ facts: { nameServers: [] } }, "warn"],
      [
        {
          facts: { nameServers: ["1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4"] },
        },
        "warn",
      ],
    ],
  },
  "network.search-domains": {
    passes: [{ facts: { searchDomains: ["a", "b", "c", "d", "e", "f"] } }],
    refuses: [
      [
        { facts: { searchDomains: ["a", "b", "c", "d", "e", "f", "g"] } },
        "warn",
      ],
    ],
  },
  "network.proxy": {
    passes: [{}],
    refuses: [[{ facts: { proxies: ["HTTPS_PROXY"] } }, "warn"]],
  },
  "network.mtu": {
    passes: [
      {
        facts: { devices: [{ name: "eth0", mtu: 1400 }] },
        other: { devices: [{ name: "eth0", mtu: 1400 }] },
      },
    ],
    refuses: [
      [{ facts: { devices: [{ name: "eth0", mtu: 1280 }] } }, "warn"],
      [{ other: { devices: [{ name: "eth0", mtu: 9000 }] } }, "warn"],
    ],
  },
  "network.speed": {
    passes: [{ facts: { speeds: [{ name: "eth0", megabits: 100 }] } }],
    refuses: [
      [{ facts: { speeds: [{ name: "eth0", megabits: 10 }] } }, "warn"],
      [{ facts: { speeds: [] } }, "none"],
    ],
  },
  "network.cloud-setup": {
    passes: [{}],
    refuses: [[{ facts: { cloudSetup: true } }, "fail"]],
  },
  "network.network-manager": {
    passes: [
      {
        facts: { activeUnits: ["NetworkManager"], networkManagerSpares: true },
      },
    ],
    refuses: [[{ facts: { activeUnits: ["NetworkManager"] } }, "warn"]],
  },
  "network.iptables": {
    passes: [
      { facts: { iptables: "" } },
      { facts: { iptables: "iptables v1.8.5 (nf_tables)" } },
      {
        facts: { iptables: "iptables v1.8.4 (legacy)" },
        station: { k3s: { config: { "prefer-bundled-bin": true } } },
      },
    ],
    refuses: [
      [{ facts: { iptables: "iptables v1.8.4 (legacy)" } }, "warn"],
      [{ facts: { iptables: "iptables v1.6.1" } }, "warn"],
      [{ facts: { iptables: null } }, "unseen"],
    ],
  },
  "network.iptables-mixed": {
    passes: [
      { facts: { legacyTables: true, iptables: "iptables v1.8.9 (legacy)" } },
    ],
    refuses: [[{ facts: { legacyTables: true } }, "warn"]],
  },
  "network.foreign-firewall": {
    passes: [{ facts: { activeUnits: ["ufw"], inputDropped: true } }],
    refuses: [
      [{ facts: { inputDropped: true } }, "warn"],
      [{ facts: { activeUnits: ["nftables"] } }, "warn"],
      [{ facts: { inputDropped: null } }, "unseen"],
    ],
  },
};
