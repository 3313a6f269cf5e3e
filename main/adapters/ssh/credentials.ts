import { readFile } from "node:fs/promises";
import ssh2 from "ssh2";
import { failed } from "../../../common/model/failure.ts";
import type { ConnectOptions } from "./settings.ts";

/** What to sign in with; asked for once, and kept for connections that are made again. */
export interface Credentials {
  readonly username: string;
  readonly agent?: string;
  readonly privateKey?: string;
  readonly passphrase?: string;
  readonly password?: string;
}

const agentWithin = 5000;
const windowsAgent = "\\\\.\\pipe\\openssh-ssh-agent";

/** Throws `key-unreadable`, `passphrase-wrong`, `secret-missing`. */
export async function credentialsFor({
  host,
  keyFile,
  secrets,
}: ConnectOptions): Promise<Credentials> {
  const { signIn, name } = host;
  const agent = signIn.agent ? await agentWithKeys() : undefined;
  const password = signIn.password
    ? await secrets.get(name, "password")
    : undefined;
  const key =
    keyFile === undefined
      ? undefined
      : await readKey(name, keyFile, () => secrets.get(name, "passphrase"));
  const credentials = {
    username: signIn.user,
    ...(agent === undefined ? {} : { agent }),
    ...key,
    ...(password === undefined ? {} : { password }),
  };
  if (Object.keys(credentials).length === 1)
    throw failed("secret-missing", { host: name, data: { kind: "password" } });
  return credentials;
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
): Promise<{ privateKey: string; passphrase?: string }> {
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
