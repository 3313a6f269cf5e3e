import { describe, expect, it } from "vitest";
import type { ClusterPod } from "../../main/ports/cluster-api.ts";
import {
  missingImages,
  missingPods,
} from "../../main/steps/cluster-expectation.ts";

const pod = (name: string, ready = true, state = "Running"): ClusterPod => ({
  namespace: "kube-system",
  name,
  ready,
  state,
});
const all = [
  pod("coredns-1"),
  pod("local-path-provisioner-1"),
  pod("metrics-server-1"),
  pod("traefik-1"),
];

describe("system pods", () => {
  it("all there", () => expect(missingPods(all, [])).toEqual([]));

  it("says which is not there, and which is not ready and why", () => {
    expect(
      missingPods([...all.slice(1), pod("x", false, "ImagePullBackOff")], []),
    ).toEqual(["coredns: not there yet", "x: ImagePullBackOff"]);
  });

  it("what the station disabled is not waited for; coredns always is", () => {
    expect(
      missingPods([], ["traefik", "metrics-server", "local-storage"]),
    ).toEqual(["coredns: not there yet"]);
  });
});

describe("images", () => {
  it("the default registry may be left out on either side", () => {
    expect(
      missingImages(
        "docker.io/rancher/a:1\nrancher/b:2\n\nghcr.io/k3s-io/c:3\n",
        "rancher/a:1\ndocker.io/rancher/b:2\nghcr.io/k3s-io/c:3\n",
      ),
    ).toEqual([]);
  });

  it("another version is another image", () => {
    expect(missingImages("rancher/a:1\n", "rancher/a:2\n")).toEqual([
      "rancher/a:1",
    ]);
  });

  it("a registry with a port, and comments in the list", () => {
    expect(
      missingImages("# list\nlocalhost:5000/a:1\r\n", "localhost:5000/a:1"),
    ).toEqual([]);
  });
});
