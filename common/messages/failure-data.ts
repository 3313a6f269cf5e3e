import type { FailureCode } from "../model/failure.ts";

/**
 * Which keys of `failure.data` each code carries; all are required. Its sentences, in every language, use these
 * and `{host}` only. Units: `need`, `free` and `found` of disk and memory in bytes; `seconds` in seconds;
 * `expires` and `since` as ISO times; `step` a step's name or id; lists as one string, joined with ", ".
 * `reason` is the technical text as it came (from a program or a library), in whatever language that speaks.
 */
export const failureData = {
  "host-unreachable": ["address", "port"],
  "port-closed": ["address", "port"],
  "not-ssh": ["address", "port"],
  "connection-lost": ["address"],
  "host-key-unknown": ["fingerprint"],
  "host-key-changed": ["pinned", "fingerprint"],
  "sign-in-refused": ["user", "address"],
  "key-unreadable": ["path", "reason"],
  "passphrase-wrong": ["path"],
  /** `kind`: "password", "passphrase" or "sudo-password". */
  "secret-missing": ["kind"],
  "sudo-password-wrong": ["user"],
  "sudo-not-allowed": ["user"],
  "host-throttles": ["address"],
  "no-common-algorithm": ["reason"],
  "forwarding-refused": ["port"],

  "file-unreadable": ["path", "reason"],
  /** `line` and `column` count from 1. */
  "yaml-invalid": ["path", "line", "column", "reason"],
  /** `place`: where in the file, such as `hosts[1].name`. */
  "station-invalid": ["path", "place", "reason"],
  "recipe-invalid": ["path", "place", "reason"],
  "bundle-missing": ["path"],
  "manifest-unsigned": ["path"],
  "manifest-invalid": ["path", "reason"],
  "signature-invalid": ["path"],
  /** `key`: the id of the key that signed. */
  "signature-key-unknown": ["key"],
  "bundle-expired": ["expires"],
  /** `seen`: the highest sequence number that this laptop has used. */
  "bundle-older": ["sequence", "seen"],
  "bundle-file-missing": ["path"],
  "bundle-file-altered": ["path"],
  "bundle-wrong-arch": ["arch"],
  /** `kind`: a file kind of the manifest. */
  "bundle-incomplete": ["arch", "kind"],
  "versions-do-not-fit": ["reason"],
  "download-failed": ["url", "reason"],
  "download-altered": ["url"],
  "laptop-disk-full": ["path"],
  "output-exists": ["path"],

  /** `machine`: what `uname -m` says. */
  "arch-unsupported": ["machine"],
  "os-unsupported": ["reason"],
  "disk-too-small": ["path", "need", "free"],
  "memory-too-small": ["need", "found"],
  /** `found`: what was seen, such as a version or a path. */
  "other-k3s": ["found"],
  "other-kubernetes": ["found"],
  /** `version`: the K3s version of the bundle. */
  "cgroup-v1": ["version"],
  /** `ports`: such as `6443/tcp (nginx), 10250/tcp`. */
  "ports-in-use": ["ports"],
  "no-default-route": [],
  /** How far the host's clock is from the laptop's; the sign does not matter. */
  "clock-off": ["seconds"],
  "host-name-invalid": ["name"],
  "selinux-policy-missing": [],
  /** `network`: what the host has already; `cluster`: what K3s would use. */
  "network-overlap": ["network", "cluster"],
  "tool-missing": ["tools"],

  /** `owner`: `user@laptop`. */
  "host-busy": ["owner", "since"],
  "run-busy": ["run"],
  "run-unknown": ["run"],
  "job-failed": ["step"],
  "job-lost": ["step"],
  "timed-out": ["step", "seconds"],
  "not-verified": ["step", "reason"],
  "disk-full": ["path"],
  "read-only": ["path"],
  "upload-altered": ["path"],
  "docker-config-invalid": ["path", "reason"],
  "docker-start-failed": ["reason"],
  "docker-run-failed": ["reason"],
  "k3s-start-failed": ["reason"],
  "join-refused": ["reason"],
  "token-unreadable": ["path"],
  "nodes-not-ready": ["nodes"],
  "pods-not-ready": ["pods"],
  "images-missing": ["images"],
  "cluster-api-failed": ["reason"],
  aborted: [],
} as const satisfies Record<FailureCode, readonly string[]>;
