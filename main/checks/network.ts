import { finding, type Check } from "./check.ts";
import { overlap } from "./ipv4.ts";

/** K3s' ports (facts B.2); only TCP ones can be told from listening sockets. */
const ports = { server: [6443, 6444, 10250], agent: [6444, 10250] } as const;

export const defaultRoute: Check = (input) =>
  input.facts.defaultRoute || input.station.isolated
    ? undefined
    : finding(input, "network.default-route", "fail", "no-default-route", {});

/** A cluster of ours that runs already listens on these itself. */
export const freePorts: Check = (input) => {
  const { facts, host } = input;
  if (facts.lastRun !== "") return undefined;
  const taken = facts.listening.filter(({ port }) =>
    (ports[host.role] as readonly number[]).includes(port),
  );
  const names = [
    ...new Set(
      taken.map(({ port, program }) =>
        program === "" ? String(port) : `${port} (${program})`,
      ),
    ),
  ];
  return names.length === 0
    ? undefined
    : finding(input, "network.ports", "fail", "ports-in-use", {
        ports: names.join(", "),
      });
};

/** Changing the cluster's networks later means installing anew (facts A.10). */
export const networks: Check = (input) => {
  const { clusterCidr, serviceCidr } = input.station.k3s;
  for (const cluster of [clusterCidr, serviceCidr])
    for (const { address } of input.facts.networks)
      if (overlap(cluster, address))
        return finding(input, "network.overlap", "fail", "network-overlap", {
          network: address,
          cluster,
        });
  return undefined;
};
