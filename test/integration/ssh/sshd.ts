// A real sshd with accounts of its own. It lives in a mount namespace: its users, sudoers, homes and
// what is left under /var/lib never touch the machine, and are gone when it ends, however it ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensurePackages } from "../../lab/packages.ts";
import { mustRun } from "../../lab/process.ts";

/** Everybody's password; what is in it would break whoever forgets to quote. */
export const password = `it's "Pump" $7 \\ü`;

/** Accounts, by what sudo says to them. */
export const accounts = {
  /** sudo with the password. */
  tech: "tech",
  /** The same, and sudo remembers its sign-in for the account, not for the terminal. */
  remembered: "remembered",
  /** The same, and sudo takes one password only. */
  once: "once",
  /** sudo without a password. */
  free: "free",
  /** Not in the sudoers file. */
  plain: "plain",
} as const;

export interface Sshd {
  readonly port: number;
  /** Signs everybody in, root as well. */
  readonly keyFile: string;
  /** As `ssh-keygen -lf` prints it. */
  readonly hostKey: string;
  /** The same file as the host's processes see it. */
  inside(path: string): string;
  log(): string;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export async function newKey(
  file: string,
  { type = "ed25519", passphrase = "" } = {},
): Promise<string> {
  const words = ["-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file];
  await mustRun("ssh-keygen", words);
  return file;
}

const setUp = String.raw`
set -e
for each in etc var/lib; do
  mkdir -p "$1/upper/$each" "$1/scratch/$each"
  mount -t overlay overlay -o "lowerdir=/$each,upperdir=$1/upper/$each,workdir=$1/scratch/$each" "/$each"
done
for each in /run /home /usr/local/bin; do mount -t tmpfs tmpfs $each; done
mkdir -m 0755 /run/sshd
mkdir -p /var/lib/small /var/lib/fixed
mount -t tmpfs -o size=20m tmpfs /var/lib/small
mount -t tmpfs -o ro tmpfs /var/lib/fixed
for each in tech remembered once free plain; do useradd -m -s /bin/sh "$each"; done
chpasswd <"$1/passwords"
cat >/etc/sudoers <<'END'
Defaults env_reset
Defaults:remembered timestamp_type=global
Defaults:once passwd_tries=1
root ALL=(ALL:ALL) ALL
tech,remembered,once ALL=(ALL:ALL) ALL
free ALL=(ALL:ALL) NOPASSWD: ALL
END
chmod 0440 /etc/sudoers
exec /usr/sbin/sshd -D -E "$1/log" -f "$1/sshd_config"`;

const answers = async (port: number): Promise<boolean> =>
  await new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("data", () => {
      resolve(true);
      socket.destroy();
    });
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
  });

/** Starts it; `config` comes first, and sshd takes the first word that it finds. */
export async function startSshd(
  config: readonly string[] = [],
  { port: fixed }: { port?: number } = {},
): Promise<Sshd> {
  const names = ["openssh-server", "openssh-client", "sudo", "util-linux"];
  await ensurePackages([...names, "passwd"]);
  const folder = mkdtempSync(join(tmpdir(), "forecourt-sshd-"));
  const at = (name: string) => join(folder, name);
  // sshd reads an account's keys as that account.
  chmodSync(folder, 0o755);
  const port = fixed ?? (await freePort());
  await newKey(at("host-key"));
  await newKey(at("key"));
  mkdirSync(at("upper"));
  writeFileSync(
    at("passwords"),
    Object.values(accounts)
      .map((name) => `${name}:${password}\n`)
      .join(""),
    { mode: 0o600 },
  );
  writeFileSync(
    at("sshd_config"),
    [
      ...config,
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${at("host-key")}`,
      `AuthorizedKeysFile ${at("key.pub")}`,
      "PidFile none",
      "StrictModes no",
      "UsePAM no",
      "PermitRootLogin yes",
      "PasswordAuthentication yes",
      "KbdInteractiveAuthentication no",
      "PrintMotd no",
      "PrintLastLog no",
      "UseDNS no",
      "LogLevel DEBUG1",
      "",
    ].join("\n"),
  );
  const server = spawn(
    "setpriv",
    [
      ...["--pdeathsig", "TERM", "unshare", "--mount"],
      ...["--propagation", "private", "/bin/sh", "-c", setUp, "sh", folder],
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const ended = once(server, "close");
  const { pid } = server;
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    // The namespace is kept by what still runs in it, such as a job's last sleep.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (server.exitCode !== null || tries === 400) {
      await stop();
      throw new Error("the test's sshd does not answer");
    }
    await sleep(25);
  }
  const shown = await mustRun("ssh-keygen", ["-lf", at("host-key.pub")]);
  return {
    port,
    keyFile: at("key"),
    hostKey: /SHA256:\S+/.exec(shown)?.[0] ?? "",
    inside: (path) => `/proc/${pid}/root${path}`,
    log: () => readFileSync(at("log"), "utf8"),
    stop,
  };
}
