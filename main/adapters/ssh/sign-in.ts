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
 * Makes one connection and signs in; each credential is tried once. A server may end it after few tries
 * (MaxAuthTries): where no password was wrong yet, one more connection tries what was left. Throws
 * what reaching it throws, `not-ssh`, `host-throttles`, `host-key-unknown`, `host-key-changed`,
 * `sign-in-refused`, `credentials-refused`, `no-common-algorithm`.
 */
export async function signIn(
  options: ConnectOptions,
  credentials: Credentials,
): Promise<SignedIn> {
  const turns = turnsFor(credentials);
  try {
    return await withAnyKey(options, turns);
  } catch (error) {
    const left = turns.untried();
    if (!isRefusal(error) || turns.refused() === 0 || !left || isNone(left))
      throw error;
    const more = turnsFor(left);
    try {
      return await withAnyKey(options, more);
    } catch (again) {
      if (!isRefusal(again)) throw again;
      throw refused(options, turns.refused() + more.refused());
    }
  }
}

const isRefusal = (error: unknown) =>
  /^(sign-in|credentials)-refused$/.test(failureOf(error)?.code ?? "");

function refused({ host }: ConnectOptions, tries: number): Failed {
  const data = { user: host.signIn.user, address: host.address };
  return tries < 2
    ? failed("sign-in-refused", { host: host.name, data })
    : failed("credentials-refused", {
        host: host.name,
        data: { ...data, tries },
      });
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
    throw (
      check.refusal() ??
      refusal(options, error as SshError, greeting, turns.refused())
    );
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
  tries: number,
): Failed {
  const { name, address, port } = options.host;
  const at = { address, port };
  if (
    error.level === "client-authentication" ||
    (typeof error.code === "number" && /authenticat/i.test(error.message))
  )
    return refused(options, tries);
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
