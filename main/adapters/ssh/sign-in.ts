import type { Duplex } from "node:stream";
import { NodeSSH } from "node-ssh";
import type { Client } from "ssh2";
import {
  failed,
  failureOf,
  type Failed,
} from "../../../common/model/failure.ts";
import { turnsFor, type Turns } from "./auth-turns.ts";
import { isNone, type Credentials } from "./credentials.ts";
import { hostKeyCheck } from "./host-key.ts";
import { keyFamilies, type KeyFamily } from "./key-families.ts";
import { reach } from "./reach.ts";
import type { ConnectOptions } from "./settings.ts";

/** A signed-in connection, and the socket below it. */
export interface SignedIn {
  readonly client: Client;
  readonly socket: Duplex;
  /** Of the credentials those that did it. */
  readonly used: Credentials;
}

const handshakeWithin = 20_000;

/**
 * Hardware does AES-GCM, and Electron's BoringSSL has no ChaCha20 for SSH: naming it there throws.
 * Key exchange and the rest are ssh2's own order.
 */
const ciphers = [
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "aes128-gcm",
  "aes256-gcm",
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
] as const;

/**
 * A server that counts (OpenSSH 9.8's PerSourcePenalties) shuts us out for five seconds for each that ends
 * without a sign-in, once they are fifteen.
 */
const mostConnections = 3;

/**
 * Makes a connection and signs in; each credential is tried once. A server ends it after few tries
 * (MaxAuthTries): where no password was wrong yet, another connection tries what was left. Throws
 * what reaching it throws, `not-ssh`, `host-throttles`, `host-key-unknown`, `host-key-changed`,
 * `sign-in-refused`, `credentials-refused`, `keys-cut-off`, `account-locked`, `no-common-algorithm`.
 */
export async function signIn(
  options: ConnectOptions,
  credentials: Credentials,
): Promise<SignedIn> {
  let rest = credentials;
  let tries = 0;
  for (let connection = 1; ; connection += 1) {
    const isLast = connection === mostConnections;
    const turns = turnsFor(rest, isLast);
    try {
      return await withAnyKey(options, turns);
    } catch (error) {
      if (failureOf(error)?.code !== "sign-in-refused") throw error;
      tries += turns.refused();
      const left = turns.untried();
      const isOver = turns.refused() === 0 || !left || isNone(left);
      if (turns.locked() || isLast || isOver)
        throw refused(options, {
          tries,
          left: isOver ? 0 : left.keys.length,
          locked: turns.locked(),
        });
      rest = left;
    }
  }
}

/** `left`: keys that were not shown any more. */
function refused(
  { host: { name: host, address, signIn } }: ConnectOptions,
  { tries = 0, left = 0, locked = false },
): Failed {
  const data = { user: signIn.user, address };
  if (locked) return failed("account-locked", { host, data });
  if (left > 0)
    return failed("keys-cut-off", { host, data: { ...data, tries, left } });
  return tries < 2
    ? failed("sign-in-refused", { host, data })
    : failed("credentials-refused", { host, data: { ...data, tries } });
}

async function withAnyKey(
  options: ConnectOptions,
  turns: Turns,
): Promise<SignedIn> {
  try {
    return await signInOnce(options, turns);
  } catch (error) {
    if (failureOf(error)?.code !== "host-key-changed") throw error;
    // The pinned key may be another of its keys: a server shows one per handshake.
    for (const family of ["ed25519", "ecdsa", "rsa"] as const)
      try {
        return await signInOnce(options, turns, family);
      } catch (again) {
        if (!otherKeys.has(failureOf(again)?.code ?? "")) throw again;
      }
    throw error;
  }
}

/** What is answered where the pinned key is not in the family that was asked for. */
const otherKeys = new Set(["host-key-changed", "no-common-algorithm"]);

async function signInOnce(
  options: ConnectOptions,
  turns: Turns,
  family?: KeyFamily,
): Promise<SignedIn> {
  const { host, signal } = options;
  const socket = await reach(options);
  const check = hostKeyCheck(host.name, options.hostKey.pinned);
  const ssh = new NodeSSH();
  const abort = () => socket.destroy();
  signal?.addEventListener("abort", abort, { once: true });
  let greeting = "";
  socket.once("data", (bytes: Buffer) => {
    greeting = bytes.toString("latin1", 0, 200);
  });
  try {
    await ssh.connect({
      sock: socket,
      host: host.address,
      username: host.signIn.user,
      authHandler: turns.next,
      hostVerifier: check.verifier,
      algorithms: {
        cipher: [...ciphers],
        ...(family === undefined
          ? {}
          : { serverHostKey: [...keyFamilies[family]] }),
      },
      keepaliveInterval: options.keepAliveMs ?? 5000,
      keepaliveCountMax: 3,
      readyTimeout: handshakeWithin,
    });
  } catch (error) {
    socket.destroy();
    if (signal?.aborted === true) throw failed("aborted");
    throw check.refusal() ?? refusal(options, error as SshError, greeting);
  } finally {
    signal?.removeEventListener("abort", abort);
  }
  const client = ssh.connection;
  const accepted = check.accepted();
  if (client === null || accepted === undefined) {
    socket.destroy();
    throw failed("connection-lost", {
      host: host.name,
      data: { address: host.address },
      retry: true,
    });
  }
  return { client, socket, used: turns.used() };
}

type SshError = Error & {
  readonly level?: string;
  /** A number where the server said goodbye with one (RFC 4253, 11.1). */
  readonly code?: number | string;
};

function refusal(
  options: ConnectOptions,
  error: SshError,
  greeting: string,
): Failed {
  const { name, address, port } = options.host;
  const at = { address, port };
  if (
    // The agent's: one that does not sign is as good as one that is refused.
    error.level === "agent" ||
    error.level === "client-authentication" ||
    (typeof error.code === "number" && /authenticat/i.test(error.message))
  )
    return refused(options, {});
  if (/no matching|unsupported algorithm/i.test(error.message))
    return failed("no-common-algorithm", {
      host: name,
      data: { reason: error.message },
    });
  // What is said before the greeting, or instead of it, tells who dropped us: sshd that has had enough
  // (PerSourcePenalties, MaxStartups) says so or nothing at all; anything else is no SSH.
  const isSsh = greeting.startsWith("SSH-");
  if (greeting !== "" && !isSsh && !/not allowed|exceeded/i.test(greeting))
    return failed("not-ssh", { host: name, data: at, retry: true });
  if (/lost before handshake|ECONNRESET|closed/i.test(error.message))
    return failed("host-throttles", { host: name, data: at, retry: true });
  if (!isSsh) return failed("not-ssh", { host: name, data: at, retry: true });
  return failed(
    "connection-lost",
    { host: name, data: { address }, retry: true },
    { cause: error },
  );
}
