import { quoted } from "../../common/model/shell.ts";
import {
  block,
  fail,
  given,
  ok,
  unseen,
  warn,
  type Check,
  type Checks,
} from "./check.ts";
import { kindOf } from "./system-kind.ts";
import { older } from "./versions.ts";

/** Another Kubernetes, by the paths that it leaves. */
const kubernetes =
  (paths: RegExp, mend: readonly string[]): Check =>
  ({ facts }) => {
    if (facts.ledgerHidden) return unseen;
    const found = facts.kubernetes.filter((path) => paths.test(path));
    return found.length === 0
      ? ok({ found: "" })
      : block({ found: found.join(", ") }, mend, "other-kubernetes");
  };

export const conflictChecks: Checks<"conflicts"> = {
  /** K3s that this app did not bring: taking it over is the technician's decision, not ours. */
  "conflicts.k3s": ({ facts }) => {
    if (facts.ledgerHidden) return unseen;
    if (facts.k3s.length === 0) return ok({ found: "" });
    const agent = facts.k3s.some((path) => path.includes("k3s-agent"));
    return block(
      { found: facts.k3s.join(", ") },
      `sudo /usr/local/bin/k3s${agent ? "-agent" : ""}-uninstall.sh`,
      "other-k3s",
    );
  },

  /** A datastore with another token keeps the server from starting (facts A.15). */
  "conflicts.k3s-remains": ({ facts }) => {
    if (facts.ledgerHidden || facts.seenAs === "user") return unseen;
    return given(facts.k3sRemains, (paths) => {
      if (paths.length === 0) return ok({ found: "" });
      const found = paths.join(", ");
      const mend = `sudo mv ${paths.map(quoted).join(" ")} /root/`;
      return paths.every((path) => path === "/etc/rancher/node/password")
        ? warn({ found }, mend)
        : block({ found }, mend, "other-k3s");
    });
  },

  "conflicts.k3s-version": ({ facts, manifest }) => {
    if (manifest === undefined || facts.ledgerHidden) return undefined;
    return given(facts.k3sVersion, (found) => {
      const bundle = manifest.versions.k3s;
      if (found === "" || facts.k3s.length > 0) return undefined;
      return older(bundle, found)
        ? block({ found, bundle }, "k3s --version")
        : ok({ found, bundle });
    });
  },

  "conflicts.rke2": kubernetes(/rke2/, ["sudo rke2-uninstall.sh"]),
  "conflicts.rancher-agent": kubernetes(/rancher-system-agent/, [
    "sudo rancher-system-agent-uninstall.sh",
  ]),
  "conflicts.kubeadm": kubernetes(/kubeadm|\/etc\/kubernetes|lib\/kubelet/, [
    "sudo kubeadm reset --force",
    "sudo rm -rf /etc/kubernetes /var/lib/kubelet /etc/cni/net.d",
  ]),
  "conflicts.microk8s": kubernetes(/microk8s/, ["sudo snap remove microk8s --purge"]), // prettier-ignore
  "conflicts.k0s": kubernetes(/k0s/, ["sudo k0s stop", "sudo k0s reset"]),
  "conflicts.minikube": kubernetes(/minikube/, ["sudo minikube delete --all --purge"]), // prettier-ignore
  "conflicts.kubeedge": kubernetes(/kubeedge|edgecore/, [
    "sudo keadm reset edge",
  ]),

  /** Stale routes come from devices that an earlier cluster left. */
  "conflicts.links": ({ facts }) => {
    if (facts.lastRun !== "" || facts.ledgerHidden) return undefined;
    return given(facts.clusterLinks, (links) =>
      links.length === 0
        ? ok({ links: "" })
        : warn(
            { links: links.join(", ") },
            links.map((name) => `sudo ip link delete ${quoted(name)}`),
          ),
    );
  },

  "conflicts.cni": ({ facts }) =>
    given(facts.cniFiles, (files) =>
      files.length === 0
        ? ok({ files: "" })
        : warn(
            { files: files.join(", ") },
            `sudo mv ${files.map(quoted).join(" ")} /root/`,
          ),
    ),

  "conflicts.kube-chains": ({ facts }) => {
    if (facts.lastRun !== "" || facts.ledgerHidden) return undefined;
    return given(facts.kubeChains, (there) =>
      there
        ? warn({}, [
            "sudo iptables-save | grep -v KUBE- | sudo iptables-restore",
          ])
        : ok(),
    );
  },

  /** Somebody's Docker stays as it is. */
  "conflicts.docker": ({ facts }) => {
    if (facts.ledgerHidden) return unseen;
    return facts.docker === "" || isPodman(facts.docker)
      ? ok({ docker: "–" })
      : warn({ docker: facts.docker }, "docker version");
  },

  /** 29 sees no images of 28's store, nor the other way round (facts C.3). */
  "conflicts.docker-version": ({ facts, manifest }) => {
    if (manifest === undefined || facts.ledgerHidden) return undefined;
    return given(facts.dockerVersion, (found) => {
      const bundle = manifest.versions.docker;
      if (found === "") return undefined;
      if (facts.docker === "" && older(bundle, found))
        return block({ found, bundle }, "dockerd --version");
      return facts.docker !== "" && older(found, "20.10.0")
        ? warn({ found, bundle }, "docker version")
        : ok({ found, bundle });
    });
  },

  "conflicts.docker-snap": ({ facts }) =>
    given(facts.snapDocker, (there) =>
      there ? block({}, "sudo snap remove docker") : ok(),
    ),

  "conflicts.podman": ({ facts }) => {
    if (facts.ledgerHidden) return unseen;
    if (!isPodman(facts.docker)) return ok({ docker: "–" });
    return fail(
      { docker: facts.docker },
      kindOf(facts) === "debian"
        ? "sudo apt-get remove podman-docker"
        : "sudo dnf remove podman-docker",
    );
  },
};

function isPodman(docker: string): boolean {
  return /podman/i.test(docker);
}
