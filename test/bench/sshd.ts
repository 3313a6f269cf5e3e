// A throwaway SSH server with its own configuration, keys and state. Root signs
// in with a key; what the client leaves under /var/lib and /run stays in memory.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createConnection, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensurePackages } from "../lab/packages.ts";
import { mustRun, run } from "../lab/process.ts";
import { atEnd } from "./clean-up.ts";

export interface Sshd {
  readonly address: string;
  readonly port: number;
  /** The private key that signs root in. */
  readonly keyFile: string;
  /** As ssh-keygen -lf shows it: "SHA256:…". */
  readonly hostKey: string;
  /** Options that make ssh and scp use this key and host key and nothing of this machine's. */
  readonly options: readonly string[];
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

const newKey = (file: string) =>
  mustRun("ssh-keygen", [
    ...["-q", "-t", "ed25519", "-N", "", "-C", "benchmark", "-f", file],
  ]);

const answers = async (address: string, port: number): Promise<boolean> =>
  await new Promise((resolve) => {
    const socket = createConnection({ host: address, port });
    socket.once("data", () => resolve(true) ?? socket.destroy());
    socket.once("error", () => resolve(false));
  });

/**
 * Starts it in `folder`: on a free port of 127.0.0.1, or in the network
 * namespace `space` on `address` and port 22. AES-GCM is its only cipher, so
 * that every client uses the same one.
 */
export const startSshd = async (
  folder: string,
  space?: { readonly name: string; readonly address: string },
): Promise<Sshd> => {
  await ensurePackages(["openssh-server", "openssh-client", "util-linux"]);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (name: string) => join(folder, name);
  const address = space?.address ?? "127.0.0.1";
  const port = space === undefined ? await freePort() : 22;
  await newKey(at("host-key"));
  await newKey(at("key"));
  await mustRun("cp", [at("key.pub"), at("authorized")]);
  writeFileSync(
    at("sshd_config"),
    [
      `ListenAddress ${address}:${port}`,
      `HostKey ${at("host-key")}`,
      `AuthorizedKeysFile ${at("authorized")}`,
      "PidFile none",
      "StrictModes no",
      "UsePAM no",
      "PermitRootLogin prohibit-password",
      "PasswordAuthentication no",
      "KbdInteractiveAuthentication no",
      "PrintMotd no",
      "PrintLastLog no",
      "UseDNS no",
      "LogLevel FATAL",
      "Ciphers aes128-gcm@openssh.com,aes256-gcm@openssh.com",
      "Subsystem sftp /usr/lib/openssh/sftp-server",
      "",
    ].join("\n"),
  );
  for (const name of ["upper", "work"]) mkdirSync(at(name));
  const script = [
    `mount -t overlay overlay -o "lowerdir=/var/lib,upperdir=$1/upper,workdir=$1/work" /var/lib`,
    "mount -t tmpfs tmpfs /run",
    "mkdir -m 0755 /run/sshd",
    `exec /usr/sbin/sshd -D -e -f "$1/sshd_config"`,
  ].join(" && ");
  const [program, ...args] = [
    ...(space === undefined ? [] : ["ip", "netns", "exec", space.name]),
    ...["setpriv", "--pdeathsig", "TERM", "unshare", "--mount"],
    ...["--propagation", "private", "/bin/sh", "-c", script, "sh", folder],
  ] as [string, ...string[]];
  const server = spawn(program, args, {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const end = atEnd(() => server.kill("SIGTERM"));
  const ended = once(server, "close");

  for (let attempt = 0; ; attempt += 1) {
    if (server.exitCode !== null || attempt === 200)
      throw new Error("the benchmark's sshd does not answer");
    // From inside a namespace, its own sockets tell.
    if (space === undefined) {
      if (await answers(address, port)) break;
    } else {
      const { stdout } = await run("ip", [
        ...["netns", "exec", space.name, "cat", "/proc/net/tcp"],
      ]);
      if (/:0016 00000000:0000 0A/.test(stdout)) break;
    }
    await sleep(50);
  }

  const [type, key] = (await mustRun("cat", [at("host-key.pub")])).split(" ");
  writeFileSync(at("known_hosts"), `[${address}]:${port} ${type} ${key}\n`);
  if (port === 22)
    writeFileSync(at("known_hosts"), `${address} ${type} ${key}\n`);
  const shown = await mustRun("ssh-keygen", ["-lf", at("host-key.pub")]);
  return {
    address,
    port,
    keyFile: at("key"),
    hostKey: /SHA256:\S+/.exec(shown)?.[0] ?? "",
    options: [
      ...["-F", "none", "-i", at("key"), "-q"],
      ...[
        "IdentitiesOnly=yes",
        "IdentityAgent=none",
        "BatchMode=yes",
        "StrictHostKeyChecking=yes",
        `UserKnownHostsFile=${at("known_hosts")}`,
      ].flatMap((option) => ["-o", option]),
    ],
    async stop() {
      end();
      await ended;
    },
  };
};
