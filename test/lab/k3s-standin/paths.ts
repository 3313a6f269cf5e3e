// Where things lie. STANDIN_ROOT puts the whole tree elsewhere, for tests that
// must not touch the machine's own /etc and /var.
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

const root = process.env["STANDIN_ROOT"] ?? "";

export const at = (path: string): string => `${root}${path}`;

export const defaultDataDir = at("/var/lib/rancher/k3s");
export const defaultConfigFile = at("/etc/rancher/k3s/config.yaml");
export const defaultKubeconfig = at("/etc/rancher/k3s/k3s.yaml");
export const nodePasswordFile = at("/etc/rancher/node/password");
export const containerdSocket = at("/run/k3s/containerd/containerd.sock");

/** Folders that a running K3s leaves on a host beside its own. */
export const kubeletFolders = [
  "/var/lib/kubelet",
  "/var/lib/cni",
  "/var/log/pods",
  "/var/log/containers",
  "/run/flannel",
  "/run/k3s/containerd",
].map(at);

/** Whole or not at all: a power cut leaves the old content. */
export const writeWhole = (
  path: string,
  content: string,
  mode = 0o600,
): void => {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.tmp`;
  writeFileSync(unfinished, content, { mode });
  chmodSync(unfinished, mode);
  renameSync(unfinished, path);
};

export const readIfThere = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};
