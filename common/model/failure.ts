import { z } from "zod";

/** The closed list of what can go wrong and is expected to. Every code has its sentence in every language. */
export const failureCodes = [
  // Reaching a host and signing in
  "host-unreachable",
  "host-unreachable-through",
  "jump-refused",
  "jump-lost",
  "port-closed",
  "not-ssh",
  "connection-lost",
  "host-key-unknown",
  "host-key-changed",
  "sign-in-refused",
  "credentials-refused",
  "keys-cut-off",
  "account-locked",
  "no-longer-let-in",
  "key-unreadable",
  "passphrase-wrong",
  "secret-missing",
  "sudo-password-wrong",
  "sudo-not-allowed",
  "host-throttles",
  "no-common-algorithm",
  "forwarding-refused",
  // Finding hosts
  "no-network",
  "network-unreachable",
  "local-network-denied",
  "range-invalid",
  "range-large",
  "range-public",
  "range-foreign",
  "ssh-silent",
  "banner-too-long",
  "hung-up",
  "fingerprint-differs",
  "host-keys-unusable",
  // Files given to us
  "file-unreadable",
  "file-unwritable",
  "public-key-missing",
  "yaml-invalid",
  "station-invalid",
  "recipe-invalid",
  "bundle-missing",
  "manifest-unsigned",
  "manifest-invalid",
  "signature-invalid",
  "signature-key-unknown",
  "bundle-expired",
  "bundle-older",
  "bundle-file-missing",
  "bundle-file-altered",
  "bundle-wrong-arch",
  "bundle-incomplete",
  "versions-do-not-fit",
  "download-failed",
  "download-altered",
  "laptop-disk-full",
  "output-exists",
  // Container images for a bundle
  "image-missing",
  "image-wrong-arch",
  "image-list-incomplete",
  "registry-refused",
  "registry-throttles",
  "registry-answer-invalid",
  // What leaves the laptop, and what comes back to be looked at
  "output-too-small",
  "output-lost",
  "signed-out",
  "archive-invalid",
  "archive-unsafe",
  "archive-too-large",
  "archive-newer",
  "archive-unsigned",
  "archive-altered",
  "report-unsigned",
  "report-altered",
  "signer-unknown",
  "pdf-impossible",
  "support-code-wrong",
  // What a host must be
  "arch-unsupported",
  "os-unsupported",
  "disk-too-small",
  "memory-too-small",
  "other-k3s",
  "other-kubernetes",
  "cgroup-v1",
  "ports-in-use",
  "no-default-route",
  "clock-off",
  "host-name-invalid",
  "selinux-policy-missing",
  "network-overlap",
  "tool-missing",
  "host-unfit",
  "finding-open",
  "facts-unreadable",
  "login-shell-unusable",
  // The central Rancher, from the laptop
  "rancher-url-invalid",
  "rancher-name-unknown",
  "rancher-unreachable",
  "rancher-proxy-failed",
  "rancher-tls-untrusted",
  "rancher-ca-unknown",
  "rancher-ca-changed",
  "rancher-gateway",
  "rancher-not-rancher",
  "rancher-timed-out",
  "rancher-sign-in-refused",
  "rancher-token-refused",
  "rancher-right-missing",
  "rancher-api-failed",
  "rancher-not-configured",
  // Registering the station with it
  "rancher-name-invalid",
  "rancher-name-taken",
  "rancher-cluster-foreign",
  "rancher-cluster-missing",
  "rancher-token-not-filled",
  "rancher-token-expired",
  "rancher-manifest-invalid",
  "rancher-not-active",
  "uplink-name-unknown",
  "uplink-unreachable",
  "uplink-proxy-failed",
  "uplink-not-rancher",
  "uplink-untrusted",
  "uplink-ca-changed",
  "uplink-clock-off",
  "agent-image-missing",
  "agent-refused",
  "agent-failed",
  // Station packs
  "csv-invalid",
  "pack-invalid",
  "pack-newer",
  "pack-altered",
  "pack-passphrase-wrong",
  "pack-expired",
  "pack-other-station",
  "pack-older",
  "pack-host-key",
  "pack-station-differs",
  "passphrase-weak",
  "pack-build-other",
  "pack-build-busy",
  "pack-build-incomplete",
  // During a run
  "host-busy",
  "run-busy",
  "run-unknown",
  "job-failed",
  "job-lost",
  "timed-out",
  "not-verified",
  "disk-full",
  "read-only",
  "upload-altered",
  "docker-config-invalid",
  "docker-start-failed",
  "docker-run-failed",
  "k3s-start-failed",
  "join-refused",
  "token-unreadable",
  "nodes-not-ready",
  "pods-not-ready",
  "images-missing",
  "cluster-api-failed",
  "aborted",
] as const;

export const FailureCode = z.enum(failureCodes);
export type FailureCode = z.infer<typeof FailureCode>;

/**
 * An expected failure, as a value: it goes into the journal, over IPC and onto the screen.
 * `data` fills the placeholders of the code's sentence; it never holds a secret.
 */
export const Failure = z.object({
  code: FailureCode,
  /** The host's name in the station file. */
  host: z.string().optional(),
  /** What was run on the host, shortened; no secret is ever in it. */
  command: z.string().optional(),
  exitCode: z.number().int().optional(),
  /** The last lines that it printed, oldest first. */
  lastLines: z.array(z.string()).optional(),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Whether trying the same again may help without anything being changed. */
  retry: z.boolean(),
});
export type Failure = z.infer<typeof Failure>;

/** Carries a Failure up to where it becomes a value again: the end of a step, of a command, of a call. */
export class Failed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(
      `${failure.code}${failure.host === undefined ? "" : ` (${failure.host})`} ${JSON.stringify(failure.data)}`,
      options,
    );
    this.name = "Failed";
    this.failure = failure;
  }
}

type FailureDetails = Partial<Omit<Failure, "code" | "data">> & {
  data?: Record<string, string | number>;
};

/** `throw failed("disk-full", { data: { path } })` */
export function failed(
  code: FailureCode,
  { data = {}, retry = false, ...rest }: FailureDetails = {},
  options?: ErrorOptions,
): Failed {
  return new Failed({ code, data, retry, ...rest }, options);
}

/** The failure that an error carries; undefined for a bug. */
export function failureOf(error: unknown): Failure | undefined {
  return error instanceof Failed ? error.failure : undefined;
}
