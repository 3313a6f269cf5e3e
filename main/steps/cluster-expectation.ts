import type { Station } from "../../common/model/station.ts";
import type { ClusterPod } from "../ports/cluster-api.ts";

type Component = Station["k3s"]["disable"][number];

/** K3s' system pods by the beginning of their names (facts A.14). */
const components: readonly (readonly [string, Component | undefined])[] = [
  ["coredns-", undefined],
  ["local-path-provisioner-", "local-storage"],
  ["metrics-server-", "metrics-server"],
  ["traefik-", "traefik"],
];

/** What is not up yet, as "name: state"; components that have no pod yet among them. */
export function missingPods(
  pods: readonly ClusterPod[],
  disabled: readonly Component[],
): string[] {
  const absent = components
    .filter(
      ([, component]) =>
        component === undefined || !disabled.includes(component),
    )
    .map(([prefix]) => prefix)
    .filter((prefix) => !pods.some((pod) => pod.name.startsWith(prefix)))
    .map((prefix) => `${prefix.slice(0, -1)}: not there yet`);
  const waiting = pods
    .filter((pod) => !pod.ready)
    .map((pod) => `${pod.name}: ${pod.state}`);
  return [...absent, ...waiting];
}

/** Names of the list that containerd does not have; both as K3s writes them or without the default registry. */
export function missingImages(list: string, present: string): string[] {
  const there = new Set(lines(present).map(withRegistry));
  return lines(list).filter((image) => !there.has(withRegistry(image)));
}

function withRegistry(image: string): string {
  const [first = ""] = image.split("/");
  const hasRegistry =
    image.includes("/") && (/[.:]/.test(first) || first === "localhost");
  return hasRegistry ? image : `docker.io/${image}`;
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
