// How a host comes up, and what it is before it first does. A container differs
// from a server in a few ways that the product would notice; this mends them.
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { capabilities } from "./capabilities.ts";
import { networkName } from "./engine.ts";
import { stateFolder, withLock } from "./folders.ts";
import { login } from "./host-image.ts";
import { mustRun } from "./process.ts";

export const hostName = (number: number): string => `host-${number}`;

export const hostAddress = (net: string, number: number): string =>
  `${net}.${10 + number}`;

/** Runs as process 1 and then becomes systemd; at every start, before anything else. */
const startScript = (number: number): string => `
# Docker binds these over the host's own; a server's are plain files, which
# a program may replace by renaming.
for file in /etc/hosts /etc/hostname /etc/resolv.conf; do umount $file; done
if [ ! -s /etc/hostname ]; then
  echo ${hostName(number)} > /etc/hostname
  printf '127.0.0.1 localhost\\n127.0.1.1 ${hostName(number)}\\n' > /etc/hosts
  : > /etc/resolv.conf
  chmod 644 /etc/hostname /etc/hosts /etc/resolv.conf
fi
hostname "$(cat /etc/hostname)"
# No way out. What the product sets up for itself comes later, under systemd.
ip route del default 2>/dev/null
ip -6 route del default 2>/dev/null
for hierarchy in /sys/fs/cgroup/*; do
  mountpoint -q $hierarchy && mount -o remount,bind,rw $hierarchy
done
mount --make-rshared /
# Its first words go to the journal, not to the machine's kernel log.
exec /lib/systemd/systemd --log-target=journal
`;

/** Arguments of `docker create` for host `number`. */
const createArguments = (
  net: string,
  number: number,
  image: string,
): string[] => [
  ...["--name", hostName(number), "--hostname", hostName(number)],
  ...["--network", networkName, "--ip", hostAddress(net, number)],
  ...["--restart", "no", "--stop-signal", "SIGRTMIN+3", "--stop-timeout", "60"],
  // --privileged asks for more than the machine may have itself.
  ...capabilities(readFileSync("/proc/self/status", "utf8")).flatMap((name) => [
    "--cap-add",
    name,
  ]),
  ...["--security-opt", "seccomp=unconfined"],
  ...["--security-opt", "apparmor=unconfined"],
  // /proc/sys is writable, as on a server: Docker and K3s set it.
  ...["--security-opt", "systempaths=unconfined"],
  // Privileged containers in it (some of K3s's pods) need every device.
  ...["--device-cgroup-rule", "a *:* rwm"],
  // The kubelet does not start without.
  ...(existsSync("/dev/kmsg") ? ["--device", "/dev/kmsg"] : []),
  // Cgroups of its own: with the machine's bound in, containers in it fail.
  "--cgroupns=private",
  ...["--tmpfs", "/run", "--tmpfs", "/run/lock"],
  // Overlay on overlay does not work, and what is below /var/lib must be plain
  // folders that the product can make and remove.
  ...["--volume", "/var/lib"],
  image,
  ...["/bin/sh", "-c", startScript(number)],
];

/** Changes when a host made now would differ from one made before. */
const fingerprintOf = (args: readonly string[]): string =>
  createHash("sha256").update(args.join("\0")).digest("hex").slice(0, 16);

const label = "forecourt-lab.made-of";

/** `docker create …` for host `number`, and the label's value that it carries. */
export const creation = (
  net: string,
  number: number,
  image: string,
): { args: string[]; label: string; madeOf: string } => {
  const args = createArguments(net, number, image);
  const madeOf = fingerprintOf(args);
  return {
    args: ["create", "--label", `${label}=${madeOf}`, ...args],
    label,
    madeOf,
  };
};

/** The private key that every host of the lab lets in; made once. */
export const loginKey = async (net: string): Promise<string> => {
  const key = join(stateFolder(net), "login_key");
  await withLock(`${key}.lock`, async () => {
    if (!existsSync(key))
      await mustRun(
        "ssh-keygen",
        "-q -t ed25519 -C forecourt-lab -N".split(" ").concat("", "-f", key),
      );
  });
  return key;
};

const identityFolder = (net: string, number: number): string =>
  join(stateFolder(net), "hosts", String(number));

/**
 * What makes a host this host: its SSH host keys, its machine-id and who may
 * log in. Made once and kept over a reset, so that a pinned key stays valid.
 * Returns the folder to copy over the host's root.
 */
export const ensureIdentity = async (
  net: string,
  number: number,
): Promise<string> => {
  const folder = identityFolder(net, number);
  const key = await loginKey(net);
  const ssh = join(folder, "etc/ssh");
  const home = join(folder, "home", login.user);
  const userSsh = join(home, ".ssh");
  for (const path of [ssh, userSsh]) mkdirSync(path, { recursive: true });
  for (const path of ["", "etc", "etc/ssh", "home"])
    chmodSync(join(folder, path), 0o755);
  for (const type of ["rsa", "ecdsa", "ed25519"]) {
    const file = join(ssh, `ssh_host_${type}_key`);
    if (!existsSync(file))
      await mustRun(
        "ssh-keygen",
        `-q -t ${type} -C root@${hostName(number)} -N`
          .split(" ")
          .concat("", "-f", file),
      );
  }
  const machineId = join(folder, "etc/machine-id");
  if (!existsSync(machineId))
    writeFileSync(machineId, `${randomBytes(16).toString("hex")}\n`);
  chmodSync(machineId, 0o444);
  const allowed = join(userSsh, "authorized_keys");
  writeFileSync(allowed, readFileSync(`${key}.pub`));
  chmodSync(home, 0o700);
  chmodSync(userSsh, 0o700);
  chmodSync(allowed, 0o600);
  for (const path of [home, userSsh, allowed])
    chownSync(path, login.uid, login.uid);
  return folder;
};

/** Fingerprints as ssh shows them, by key type: { ed25519: "SHA256:…", … }. */
export const hostKeysOf = (
  net: string,
  number: number,
): Record<"ed25519" | "ecdsa" | "rsa", string> => {
  const fingerprint = (type: string): string => {
    const text = readFileSync(
      join(identityFolder(net, number), `etc/ssh/ssh_host_${type}_key.pub`),
      "utf8",
    );
    const hash = createHash("sha256")
      .update(Buffer.from(text.split(" ")[1] ?? "", "base64"))
      .digest("base64");
    return `SHA256:${hash.replace(/=+$/, "")}`;
  };
  return {
    ed25519: fingerprint("ed25519"),
    ecdsa: fingerprint("ecdsa"),
    rsa: fingerprint("rsa"),
  };
};

/** Writes a known_hosts file with every host that has been made. Returns its path. */
export const writeKnownHosts = (net: string): string => {
  const hosts = join(stateFolder(net), "hosts");
  const lines = (existsSync(hosts) ? readdirSync(hosts) : []).flatMap(
    (number) =>
      ["ed25519", "ecdsa", "rsa"]
        .map((type) => join(hosts, number, `etc/ssh/ssh_host_${type}_key.pub`))
        .filter((file) => existsSync(file))
        .map((file) => {
          const [type, key] = readFileSync(file, "utf8").split(" ");
          return `${hostAddress(net, Number(number))} ${type} ${key}\n`;
        }),
  );
  const file = join(stateFolder(net), "known_hosts");
  writeFileSync(file, lines.join(""));
  return file;
};
