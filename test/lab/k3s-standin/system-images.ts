// The images that a version of K3s needs, as its k3s-images.txt lists them. Binary
// and image bundle must be of one version: the names differ between minors.
import { minorOf } from "./version.ts";

export type SystemImage =
  | "klipper-helm"
  | "klipper-lb"
  | "local-path-provisioner"
  | "coredns"
  | "busybox"
  | "traefik"
  | "metrics-server"
  | "pause";

const of136: Record<SystemImage, string> = {
  "klipper-helm": "docker.io/rancher/klipper-helm:v0.9.17-build20260422",
  "klipper-lb": "docker.io/rancher/klipper-lb:v0.4.17",
  "local-path-provisioner": "docker.io/rancher/local-path-provisioner:v0.0.36",
  coredns: "docker.io/rancher/mirrored-coredns-coredns:1.14.3",
  busybox: "docker.io/rancher/mirrored-library-busybox:1.37.0",
  traefik: "docker.io/rancher/mirrored-library-traefik:3.6.13",
  "metrics-server": "docker.io/rancher/mirrored-metrics-server:v0.8.1",
  pause: "docker.io/rancher/mirrored-pause:3.6",
};

const of137: Record<SystemImage, string> = {
  ...of136,
  "klipper-helm": "docker.io/rancher/klipper-helm:v0.13.3-build20260727",
  "local-path-provisioner": "docker.io/rancher/local-path-provisioner:v0.0.37",
  coredns: "docker.io/rancher/mirrored-coredns-coredns:1.14.7",
  traefik: "docker.io/rancher/mirrored-library-traefik:3.7.13",
  "metrics-server": "docker.io/rancher/mirrored-metrics-server:v0.9.0",
  pause: "docker.io/rancher/mirrored-pause:3.10.2",
};

const before136: Record<SystemImage, string> = {
  ...of136,
  coredns: "docker.io/rancher/mirrored-coredns-coredns:1.14.1",
  "local-path-provisioner": "docker.io/rancher/local-path-provisioner:v0.0.34",
};

export const systemImages = (
  version: string,
): Readonly<Record<SystemImage, string>> => {
  const minor = minorOf(version);
  return minor >= 37 ? of137 : minor === 36 ? of136 : before136;
};
