import { readFile } from "node:fs/promises";
import ssh2 from "ssh2";
import { failed } from "../../../common/model/failure.ts";
import type { ConnectOptions } from "./settings.ts";

export interface PrivateKey {
  readonly privateKey: string;
  readonly passphrase?: string;
}

/** What to sign in with, in this order; asked for once, and kept for connections that are made again. */
export interface Credentials {
  readonly username: string;
  readonly agent?: string;
  readonly keys: readonly PrivateKey[];
  readonly passwords: readonly string[];
}

export const isNone = ({ agent, keys, passwords }: Credentials) =>
  agent === undefined && keys.length === 0 && passwords.length === 0;

/** sshd ends a connection after six by default (MaxAuthTries). */
const mostKeys = 3;
/** Three wrong ones in a quarter of an hour lock an account where pam_faillock is as it comes. */
const mostPasswords = 2;

const agentWithin = 5000;
const windowsAgent = "\\\\.\\pipe\\openssh-ssh-agent";

/** Throws `key-unreadable`, `passphrase-wrong`, `secret-missing`. */
export async function credentialsFor({
  host,
  keyFiles = [],
  secrets,
}: ConnectOptions): Promise<Credentials> {
  const { signIn, name } = host;
  const agent = signIn.agent ? await agentWithKeys() : undefined;
  const passwords = signIn.password ? await passwordsFor(name, secrets) : [];
  const credentials = {
    username: signIn.user,
    ...(agent === undefined ? {} : { agent }),
    keys: await keysOf(name, keyFiles.slice(0, mostKeys), secrets),
    passwords,
  };
  if (isNone(credentials))
    throw failed("secret-missing", { host: name, data: { kind: "password" } });
  return credentials;
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
  if (read.length === 0 && unusable !== undefined) throw unusable;
  return read;
}

/** One that does not answer would end a sign-in before the other ways were tried. */
async function agentWithKeys(): Promise<string | undefined> {
  const { SSH_AUTH_SOCK: own } = process.env;
  const paths = [
    ...(own ? [own] : []),
    ...(process.platform === "win32" ? [windowsAgent, "pageant"] : []),
  ];
  for (const path of paths)
    if ((await hasKeys(path)) !== undefined) return path;
  return undefined;
}

async function hasKeys(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    AbortSignal.timeout(agentWithin).addEventListener("abort", () =>
      resolve(undefined),
    );
    ssh2.createAgent(path).getIdentities((error, keys) => {
      const usable = !error && keys !== undefined && keys.length > 0;
      resolve(usable ? path : undefined);
    });
  });
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
