import { readFile } from "node:fs/promises";
import ssh2 from "ssh2";
import { failed } from "../../../common/model/failure.ts";
import { agentKeys, type AgentKey } from "./agent-keys.ts";
import { fingerprintOf } from "./host-key.ts";
import type { ConnectOptions } from "./settings.ts";

interface PrivateKey {
  readonly privateKey: string;
  readonly passphrase?: string;
}

export type Key = PrivateKey | AgentKey;

/** What to sign in with, in this order; asked for once, and kept for connections that are made again. */
export interface Credentials {
  readonly username: string;
  readonly keys: readonly Key[];
  readonly passwords: readonly string[];
}

export const isNone = ({ keys, passwords }: Credentials) =>
  keys.length === 0 && passwords.length === 0;

const mostKeyFiles = 3;
/** Three wrong ones in a quarter of an hour lock an account where pam_faillock is as it comes. */
const mostPasswords = 2;

/**
 * Of an agent's keys those come first that the station knows; the others come behind the key files that it
 * names. Throws `key-unreadable`, `passphrase-wrong`, `secret-missing`. */
export async function credentialsFor({
  host,
  keyFiles = [],
  likelyKeys = [],
  secrets,
}: ConnectOptions): Promise<Credentials> {
  const { signIn, name } = host;
  const held = signIn.agent ? await agentKeys() : [];
  const likely = likelyKeys.flatMap((fingerprint) =>
    held.filter((key) => key.fingerprint === fingerprint),
  );
  const files = keyFiles.slice(0, mostKeyFiles);
  const passwords = signIn.password ? await passwordsFor(name, secrets) : [];
  const read = await keysOf(name, files, secrets, held.length > 0);
  const credentials = {
    username: signIn.user,
    keys: eachOnce([...likely, ...read, ...held]),
    passwords,
  };
  if (isNone(credentials))
    throw failed("secret-missing", { host: name, data: { kind: "password" } });
  return credentials;
}

/** A key that lies in a file and in the agent is one try. */
function eachOnce(keys: readonly Key[]): Key[] {
  const seen = new Set<string>();
  return keys.filter((key) => {
    const own = "agent" in key ? key.fingerprint : fileFingerprint(key);
    return seen.size < seen.add(own).size;
  });
}

function fileFingerprint({ privateKey, passphrase }: PrivateKey): string {
  const parsed = ssh2.utils.parseKey(privateKey, passphrase);
  const [key] = parsed instanceof Error ? [] : [parsed].flat();
  return key === undefined ? privateKey : fingerprintOf(key.getPublicSSH());
}

async function passwordsFor(
  host: string,
  secrets: ConnectOptions["secrets"],
): Promise<string[]> {
  const known = (await secrets.passwords?.(host)) ?? [];
  if (known.length > 0) return [...new Set(known)].slice(0, mostPasswords);
  const own = await secrets.get(host, "password");
  return own === undefined ? [] : [own];
}

/** Of several, those that cannot be read are passed over, as long as there is one. */
async function keysOf(
  host: string,
  files: readonly string[],
  secrets: ConnectOptions["secrets"],
  hasOthers: boolean,
): Promise<PrivateKey[]> {
  const passphrase = () => secrets.get(host, "passphrase");
  const read: PrivateKey[] = [];
  let unusable: Error | undefined;
  for (const file of files)
    try {
      read.push(await readKey(host, file, passphrase));
    } catch (error) {
      unusable ??= error as Error;
    }
  if (read.length === 0 && !hasOthers && unusable !== undefined) throw unusable;
  return read;
}

async function readKey(
  host: string,
  path: string,
  ask: () => Promise<string | undefined>,
): Promise<PrivateKey> {
  const unreadable = (reason: string) =>
    failed("key-unreadable", { host, data: { path, reason } });
  const privateKey = await readFile(path, "utf8").catch((error: unknown) => {
    throw unreadable((error as Error).message);
  });
  if (privateKey.startsWith("PuTTY-User-Key-File-3"))
    throw unreadable("PuTTY's format 3: export it as an OpenSSH key");
  const parsed = ssh2.utils.parseKey(privateKey);
  if (!(parsed instanceof Error)) {
    if (![parsed].flat()[0]?.isPrivateKey())
      throw unreadable("the public half of a key");
    return { privateKey };
  }
  if (!/no passphrase|encrypted/i.test(parsed.message))
    throw unreadable(parsed.message);
  const passphrase = await ask();
  if (passphrase === undefined)
    throw failed("secret-missing", { host, data: { kind: "passphrase" } });
  if (ssh2.utils.parseKey(privateKey, passphrase) instanceof Error)
    throw failed("passphrase-wrong", { host, data: { path } });
  return { privateKey, passphrase };
}
