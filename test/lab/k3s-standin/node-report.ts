// What a node says about itself when it registers and with every heartbeat.
import { randomUUID } from "node:crypto";
import { arch, cpus, hostname, release, totalmem } from "node:os";
import { readIfThere } from "./paths.ts";
import { version } from "./version.ts";

export interface NodeReport {
  name: string;
  address: string;
  labels: Record<string, string>;
  control: boolean;
  etcd: boolean;
  info: Record<string, string>;
  capacity: Record<string, string>;
  images: string[];
}

const architecture = (): string =>
  ({ x64: "amd64", arm64: "arm64", arm: "arm" })[arch() as string] ?? arch();

const fileText = (path: string): string | undefined =>
  readIfThere(path)?.trim() || undefined;

const osImage = (): string =>
  /^PRETTY_NAME="?([^"\n]*)/m.exec(readIfThere("/etc/os-release") ?? "")?.[1] ??
  "Linux";

export const nodeReport = (given: {
  name: string;
  address: string;
  /** Each "key=value". */
  labels: readonly string[];
  control: boolean;
  etcd: boolean;
  images: string[];
}): NodeReport => {
  const machine =
    fileText("/etc/machine-id") ?? randomUUID().replaceAll("-", "");
  return {
    name: given.name,
    address: given.address,
    control: given.control,
    etcd: given.etcd,
    images: given.images,
    labels: {
      "beta.kubernetes.io/arch": architecture(),
      "beta.kubernetes.io/os": "linux",
      "kubernetes.io/arch": architecture(),
      "kubernetes.io/hostname": given.name,
      "kubernetes.io/os": "linux",
      "node.kubernetes.io/instance-type": "k3s",
      ...Object.fromEntries(
        given.labels.map((label) => {
          const [key = "", ...value] = label.split("=");
          return [key, value.join("=")];
        }),
      ),
    },
    info: {
      architecture: architecture(),
      bootID: fileText("/proc/sys/kernel/random/boot_id") ?? "",
      containerRuntimeVersion: "containerd://2.2.3-k3s1",
      kernelVersion: release(),
      kubeProxyVersion: "",
      kubeletVersion: version,
      machineID: machine,
      operatingSystem: "linux",
      osImage: osImage(),
      systemUUID: machine,
      hostname: hostname(),
    },
    capacity: {
      cpu: String(cpus().length),
      memory: `${Math.floor(totalmem() / 1024)}Ki`,
      pods: "110",
    },
  };
};
