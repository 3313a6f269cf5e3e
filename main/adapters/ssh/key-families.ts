import type { ServerHostKeyAlgorithm } from "ssh2";

/** Families of host keys; a server shows one of them per handshake. */
export const keyFamilies = {
  ed25519: ["ssh-ed25519"],
  ecdsa: ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"],
  rsa: ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"],
} as const satisfies Record<string, readonly ServerHostKeyAlgorithm[]>;
export type KeyFamily = keyof typeof keyFamilies;
