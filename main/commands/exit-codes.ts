import { failureOf, type FailureCode } from "../../common/model/failure.ts";

/** What the command line ends with; documented for scripts. 0 is done. */
export const exitCodes = {
  bug: 1,
  usage: 2,
  /** The station file, the recipe or the bundle was refused. */
  input: 3,
  /** A host is not as it must be; nothing was changed. */
  host: 4,
  /** A host could not be reached or signed in to. */
  connection: 5,
  /** It failed on a host, part of the way. */
  run: 6,
  /** Somebody else is at it. */
  busy: 7,
  aborted: 130,
} as const;

export const usageExitCode = exitCodes.usage;

const byCode: Record<FailureCode, keyof typeof exitCodes> = {
  "host-unreachable": "connection",
  "port-closed": "connection",
  "not-ssh": "connection",
  "connection-lost": "connection",
  "host-key-unknown": "connection",
  "host-key-changed": "connection",
  "sign-in-refused": "connection",
  "key-unreadable": "connection",
  "passphrase-wrong": "connection",
  "secret-missing": "connection",
  "sudo-password-wrong": "connection",
  "sudo-not-allowed": "connection",
  "host-throttles": "connection",
  "no-common-algorithm": "connection",
  "forwarding-refused": "connection",

  "file-unreadable": "input",
  "file-unwritable": "input",
  "yaml-invalid": "input",
  "station-invalid": "input",
  "recipe-invalid": "input",
  "bundle-missing": "input",
  "manifest-unsigned": "input",
  "manifest-invalid": "input",
  "signature-invalid": "input",
  "signature-key-unknown": "input",
  "bundle-expired": "input",
  "bundle-older": "input",
  "bundle-file-missing": "input",
  "bundle-file-altered": "input",
  "bundle-wrong-arch": "input",
  "bundle-incomplete": "input",
  "versions-do-not-fit": "input",
  "download-failed": "input",
  "download-altered": "input",
  "laptop-disk-full": "run",
  "output-exists": "input",
  "run-unknown": "input",

  "image-missing": "input",
  "image-wrong-arch": "input",
  "image-list-incomplete": "input",
  "registry-refused": "input",
  "registry-throttles": "input",
  "registry-answer-invalid": "input",

  "arch-unsupported": "host",
  "os-unsupported": "host",
  "disk-too-small": "host",
  "memory-too-small": "host",
  "other-k3s": "host",
  "other-kubernetes": "host",
  "cgroup-v1": "host",
  "ports-in-use": "host",
  "no-default-route": "host",
  "clock-off": "host",
  "host-name-invalid": "host",
  "selinux-policy-missing": "host",
  "network-overlap": "host",
  "tool-missing": "host",

  "rancher-url-invalid": "input",
  "rancher-name-unknown": "connection",
  "rancher-unreachable": "connection",
  "rancher-proxy-failed": "connection",
  "rancher-tls-untrusted": "connection",
  "rancher-ca-changed": "connection",
  "rancher-gateway": "connection",
  "rancher-not-rancher": "connection",
  "rancher-timed-out": "connection",
  "rancher-sign-in-refused": "connection",
  "rancher-token-refused": "connection",
  "rancher-right-missing": "connection",
  "rancher-api-failed": "run",
  "rancher-not-configured": "input",
  "rancher-name-invalid": "input",
  "rancher-name-taken": "run",
  "rancher-cluster-foreign": "run",
  "rancher-cluster-missing": "run",
  "rancher-token-not-filled": "run",
  "rancher-token-expired": "run",
  "rancher-manifest-invalid": "run",
  "rancher-version-unfit": "input",
  "rancher-not-active": "run",
  "uplink-name-unknown": "run",
  "uplink-unreachable": "run",
  "uplink-proxy-failed": "run",
  "uplink-not-rancher": "run",
  "uplink-untrusted": "run",
  "uplink-ca-changed": "run",
  "uplink-clock-off": "run",
  "agent-image-missing": "run",
  "agent-refused": "run",
  "agent-failed": "run",

  "host-busy": "busy",
  "run-busy": "busy",

  "job-failed": "run",
  "job-lost": "run",
  "timed-out": "run",
  "not-verified": "run",
  "disk-full": "run",
  "read-only": "run",
  "upload-altered": "run",
  "docker-config-invalid": "run",
  "docker-start-failed": "run",
  "docker-run-failed": "run",
  "k3s-start-failed": "run",
  "join-refused": "run",
  "token-unreadable": "run",
  "nodes-not-ready": "run",
  "pods-not-ready": "run",
  "images-missing": "run",
  "cluster-api-failed": "run",

  aborted: "aborted",
};

/** For what ended a command: a Failed, or any other error, which is a bug. */
export function exitCodeOf(error: unknown): number {
  const failure = failureOf(error);
  return failure === undefined
    ? exitCodes.bug
    : exitCodes[byCode[failure.code]];
}
