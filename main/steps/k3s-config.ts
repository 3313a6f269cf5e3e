import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { refusesCgroupV1 } from "../../common/model/k3s-version.ts";
import {
  serverOf,
  serversOf,
  type Station,
  type StationHost,
} from "../../common/model/station.ts";
import {
  inUrl,
  serverWork,
  type HostWork,
  type StationWork,
} from "./remote-work.ts";

/** K3s' own file; later ones in config.yaml.d are laid over it (facts A.10). */
export const configFile = "/etc/rancher/k3s/config.yaml";
export const joinFile = "/etc/rancher/k3s/config.yaml.d/50-forecourt-join.yaml";

/** The content of config.yaml for this host: everything but the token. */
export function k3sConfig(work: StationWork, host: HostWork): string {
  const { station, bundle } = work;
  const { spec, facts } = host;
  const nodeIp =
    spec.nodeIp ?? (isIpv4(spec.address) ? spec.address : undefined);
  const device = facts.networks.find(
    ({ address }) => address.split("/")[0] === nodeIp,
  )?.interface;
  const labels = Object.entries({ ...station.labels, ...spec.labels }).map(
    ([key, value]) => `${key}=${value}`,
  );
  const kubeletArguments =
    facts.cgroup === "v1" &&
    station.k3s.allowCgroupV1 &&
    refusesCgroupV1(bundle.manifest.versions.k3s)
      ? ["fail-cgroupv1=false"]
      : [];
  const both = {
    "node-name": spec.name,
    ...(nodeIp === undefined ? {} : { "node-ip": nodeIp }),
    // Pods' traffic leaves where the node's address is, not where the default route points:
    // on an isolated host that is a dummy.
    ...(device === undefined ? {} : { "flannel-iface": device }),
    ...(labels.length === 0 ? {} : { "node-label": labels }),
    ...(kubeletArguments.length === 0
      ? {}
      : { "kubelet-arg": kubeletArguments }),
    ...(facts.selinux === "enforcing" ? { selinux: true } : {}),
  };
  const ofServer =
    spec.role === "agent"
      ? {}
      : {
          "write-kubeconfig-mode": "0600",
          "tls-san": [...new Set([spec.address, ...station.k3s.tlsSan])],
          "cluster-cidr": station.k3s.clusterCidr,
          "service-cidr": station.k3s.serviceCidr,
          ...(station.k3s.disable.length === 0
            ? {}
            : { disable: station.k3s.disable }),
          ...station.k3s.config,
          ...dataStore(station, spec),
        };
  return stringify({ ...both, ...ofServer });
}

/**
 * Several servers share etcd: the first begins it, or moves into it what its SQLite has, and the others
 * join (facts A.10). A server that stays alone keeps SQLite, unless its station says otherwise.
 */
function dataStore(station: Station, { name }: StationHost) {
  const several = serversOf(station).length > 1;
  const first = name === serverOf(station).name;
  return several && first ? { "cluster-init": true } : {};
}

/** What a node joins the first server with. A secret: it holds the token. */
export function joinConfig(work: StationWork, token: string): string {
  const { spec } = serverWork(work);
  return stringify({
    server: `https://${inUrl(spec.nodeIp ?? spec.address)}:6443`,
    token: token.trim(),
  });
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function isIpv4(address: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(address);
}
