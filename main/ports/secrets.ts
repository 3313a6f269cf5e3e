/** What a sign-in may need. Asked for once per host and kept in memory only. */
export type SecretKind =
  | "password"
  | "sudo-password"
  | "passphrase"
  | "rancher-token"
  | "rancher-password";

/** Every secret that it gives is registered with the redactor first. */
export interface SecretStore {
  /** Undefined where nobody can be asked. `host` is the Rancher's name for its secrets. */
  get(host: string, kind: SecretKind): Promise<string | undefined>;
  /** Passwords that are known for the account, the likeliest first; where there is none, `get` is asked. */
  passwords?(host: string): Promise<readonly string[]>;
}
