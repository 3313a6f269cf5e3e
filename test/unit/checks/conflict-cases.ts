import type { checksOf } from "../../../common/model/check.ts";
import type { Manifest } from "../../../common/model/manifest.ts";
import type { Cases, CasesOf } from "./cases.ts";
import { manifest } from "./sample.ts";

const rpm: Manifest = {
  ...manifest,
  files: [
    ...manifest.files,
    ...manifest.files
      .slice(0, 1)
      .map((file) => ({ ...file, kind: "k3s-selinux-rpm" as const })),
  ],
};

export const securityCases: CasesOf<(typeof checksOf)["security"][number]> = {
  "security.root": {
    passes: [{}],
    refuses: [
      [{ facts: { seenAs: "user", groups: ["tech"] } }, "warn"],
      [{ facts: { seenAs: "user", groups: ["tech", "sudo"] } }, "unseen"],
    ],
  },
  "security.selinux": {
    passes: [
      { facts: { selinux: "enforcing", k3sSelinuxPolicy: true } },
      { facts: { selinux: "permissive" } },
      { facts: { selinux: "enforcing" }, manifest: rpm },
    ],
    refuses: [
      [{ facts: { selinux: "enforcing" } }, "selinux-policy-missing"],
      [{ facts: { selinux: "enforcing" }, manifest: null }, "warn"],
    ],
  },
  "security.apparmor": {
    passes: [{ facts: { appArmor: false, appArmorParser: false } }],
    refuses: [[{ facts: { appArmorParser: false } }, "block"]],
  },
  "security.fapolicyd": {
    passes: [{}],
    refuses: [
      [{ facts: { activeUnits: ["fapolicyd"] } }, "fail"],
      [{ facts: { activeUnits: null } }, "unseen"],
    ],
  },
  "security.kysec": {
    passes: [{}],
    refuses: [[{ facts: { kysec: true } }, "warn"]],
  },
};

const other = (path: string): Cases => ({
  passes: [{}],
  refuses: [
    [{ facts: { kubernetes: [path] } }, "other-kubernetes"],
    [{ facts: { ledgerHidden: true } }, "unseen"],
  ],
});

export const conflictCases: CasesOf<(typeof checksOf)["conflicts"][number]> = {
  "conflicts.k3s": {
    passes: [{}],
    refuses: [
      [{ facts: { k3s: ["/usr/local/bin/k3s"] } }, "other-k3s"],
      [{ facts: { ledgerHidden: true } }, "unseen"],
    ],
  },
  "conflicts.k3s-remains": {
    passes: [{}],
    refuses: [
      [
        { facts: { k3sRemains: ["/var/lib/rancher/k3s/server/db"] } },
        "other-k3s",
      ],
      [{ facts: { k3sRemains: ["/etc/rancher/node/password"] } }, "warn"],
      [{ facts: { seenAs: "user" } }, "unseen"],
    ],
  },
  "conflicts.k3s-version": {
    passes: [
      { facts: { k3sVersion: "v1.36.4+k3s1" } },
      { facts: { k3sVersion: "v1.35.9+k3s2" } },
    ],
    refuses: [
      [{ facts: { k3sVersion: "v1.36.4+k3s2" } }, "block"],
      [{ facts: { k3sVersion: "v1.37.0+k3s1" } }, "block"],
      [{ facts: { k3sVersion: "" } }, "none"],
    ],
  },
  "conflicts.rke2": other("/etc/rancher/rke2"),
  "conflicts.rancher-agent": other(
    "/etc/systemd/system/rancher-system-agent.service",
  ),
  "conflicts.kubeadm": other("/etc/kubernetes/admin.conf"),
  "conflicts.microk8s": other("/var/snap/microk8s"),
  "conflicts.k0s": other("/var/lib/k0s"),
  "conflicts.minikube": other("/var/lib/minikube"),
  "conflicts.kubeedge": other("/etc/kubeedge"),
  "conflicts.links": {
    passes: [{}],
    refuses: [
      [{ facts: { clusterLinks: ["cni0", "flannel.1"] } }, "warn"],
      [{ facts: { clusterLinks: ["cni0"], lastRun: "r" } }, "none"],
    ],
  },
  "conflicts.cni": {
    passes: [{}],
    refuses: [
      [{ facts: { cniFiles: ["/etc/cni/net.d/10-calico.conflist"] } }, "warn"],
    ],
  },
  "conflicts.kube-chains": {
    passes: [{}],
    refuses: [
      [{ facts: { kubeChains: true } }, "warn"],
      [{ facts: { kubeChains: null } }, "unseen"],
    ],
  },
  "conflicts.docker": {
    passes: [{}],
    refuses: [[{ facts: { docker: "Docker version 24.0.7" } }, "warn"]],
  },
  "conflicts.docker-version": {
    passes: [{ facts: { dockerVersion: "29.7.2" } }],
    refuses: [
      [{ facts: { dockerVersion: "29.8.0" } }, "block"],
      [
        { facts: { dockerVersion: "19.3.1", docker: "Docker version 19.3.1" } },
        "warn",
      ],
      [{ facts: { dockerVersion: "" } }, "none"],
    ],
  },
  "conflicts.docker-snap": {
    passes: [{}],
    refuses: [[{ facts: { snapDocker: true } }, "block"]],
  },
  "conflicts.podman": {
    passes: [{}],
    refuses: [[{ facts: { docker: "podman version 4.9.4" } }, "fail"]],
  },
};
