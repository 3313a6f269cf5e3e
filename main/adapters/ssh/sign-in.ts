import { connect, type Socket } from "node:net";
import { NodeSSH, type Config } from "node-ssh";
import type { Client } from "ssh2";
import {
  failed,
  failureOf,
  type Failed,
} from "../../../common/model/failure.ts";
import type { Credentials } from "./credentials.ts";
import { hostKeyCheck } from "./host-key.ts";
import { keyFamilies, type KeyFamily } from "./key-families.ts";
import type { ConnectOptions } from "./settings.ts";

/** A signed-in connection, and the socket below it. */
export interface SignedIn {
  readonly client: Client;
  readonly socket: Socket;
}

const reachWithin = 10_000;
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
 * Makes one connection and signs in; each credential is tried once. Throws `host-unreachable`,
 * `port-closed`, `not-ssh`, `host-throttles`, `host-key-unknown`, `host-key-changed`,
 * `sign-in-refused`, `no-common-algorithm`.
 */
export async function signIn(
  options: ConnectOptions,
  credentials: Credentials,
): Promise<SignedIn> {
  try {
    return await signInOnce(options, credentials);
  } catch (error) {
    if (failureOf(error)?.code !== "host-key-changed") throw error;
    // The pinned key may be another of its keys: a server shows one per handshake.
    for (const family of ["ed25519", "ecdsa", "rsa"] as const)
      try {
        return await signInOnce(options, credentials, family);
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
  credentials: Credentials,
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
      username: credentials.username,
      ...methods(credentials),
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
  return { client, socket };
}

/** Agent, key, password, and the same password where the server asks for it in its own words. */
function methods(credentials: Credentials): Partial<Config> {
  const { agent, privateKey, passphrase, password } = credentials;
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(password === undefined
      ? {}
      : {
          password,
          tryKeyboard: true,
          onKeyboardInteractive: (
            _name: string,
            _instructions: string,
            _language: string,
            prompts: { prompt: string; echo?: boolean }[],
            answer: (answers: string[]) => void,
          ) => answer(prompts.map((each) => (asks(each) ? password : ""))),
        }),
    authHandler: inTurn(credentials),
  };
}

/** Whether it is for the password there is; not for a new one, where the old one has expired. */
function asks({ prompt, echo }: { prompt: string; echo?: boolean }): boolean {
  return (
    echo !== true &&
    /pass|密码|パスワード/i.test(prompt) &&
    !/new|retype|again/i.test(prompt)
  );
}

/**
 * The ways of signing in that the server offers, each once. A password that was refused is not tried
 * the other way as well: to a server that counts, these would be two wrong ones.
 */
function inTurn({ agent, privateKey, password }: Credentials) {
  let last: string | undefined;
  let left = [
    ...(agent === undefined ? [] : ["agent"]),
    ...(privateKey === undefined ? [] : ["publickey"]),
    ...(password === undefined ? [] : ["password", "keyboard-interactive"]),
  ];
  return (offered: string[] | null, partly: boolean | null) => {
    if (offered === null) return "none";
    if (last === "password" && partly !== true)
      left = left.filter((way) => way !== "keyboard-interactive");
    last = left.find((way) =>
      offered.includes(way === "agent" ? "publickey" : way),
    );
    left = left.filter((way) => way !== last);
    return last ?? false;
  };
}

async function reach({ host, signal }: ConnectOptions): Promise<Socket> {
  const { address, port, name } = host;
  const data = { address, port };
  const socket = connect({ host: address, port, noDelay: true });
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error("timed out")),
        reachWithin,
      );
      const abort = () => reject(failed("aborted"));
      signal?.addEventListener("abort", abort, { once: true });
      const settle = (end: () => void) => () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        end();
      };
      socket.once("connect", settle(resolve));
      socket.once("error", (error) => settle(() => reject(error))());
      if (signal?.aborted === true) abort();
    });
  } catch (error) {
    socket.destroy();
    if (signal?.aborted === true) throw failed("aborted");
    const { code } = error as NodeJS.ErrnoException;
    throw failed(
      code === "ECONNREFUSED" ? "port-closed" : "host-unreachable",
      { host: name, data, retry: true },
      { cause: error },
    );
  }
  return socket;
}

type SshError = Error & {
  readonly level?: string;
  /** A number where the server said goodbye with one (RFC 4253, 11.1). */
  readonly code?: number | string;
};

function refusal(
  { host }: ConnectOptions,
  error: SshError,
  greeting: string,
): Failed {
  const { name, address, port, signIn: how } = host;
  const at = { address, port };
  if (
    error.level === "client-authentication" ||
    (typeof error.code === "number" && /authenticat/i.test(error.message))
  )
    return failed("sign-in-refused", {
      host: name,
      data: { user: how.user, address },
    });
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
