/** Which key of the SSH agent's signed in to a host the last time: it is shown first. Fingerprints only. */
export interface AgentKeyMemory {
  /** By the host's name in the station file. Throws `file-unreadable`. */
  get(host: string): string | undefined;
  /** Throws `file-unreadable`, `laptop-disk-full`. */
  set(host: string, fingerprint: string): void;
}
