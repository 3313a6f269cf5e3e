// The disk of a bare on-site server: Debian 12 with systemd, sshd and sudo, as
// an image of the lab's engine. No docker, no python, no curl.
import { createHash } from "node:crypto";
import { cachedFile } from "./folders.ts";
import type { Engine } from "./engine.ts";
import { ensurePackages } from "./packages.ts";
import { mustRun, run } from "./process.ts";

/** Who logs in to a host. The password is also sudo's; it opens nothing but lab hosts. */
export const login = { user: "tech", uid: 1000, password: "forecourt-lab" };

const suite = "bookworm";
const packages =
  "systemd,systemd-sysv,dbus,udev,openssh-server,sudo,iptables,ca-certificates,iproute2,procps,kmod";

const sshd = [
  "PasswordAuthentication yes",
  "KbdInteractiveAuthentication yes",
  "UseDNS no",
  "PermitRootLogin no",
];

/** Writes lines to a file of the tree ("$1" is the tree in mmdebstrap's hooks). */
const file = (path: string, mode: string, lines: readonly string[]): string =>
  `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(" ")} > "$1${path}" && chmod ${mode} "$1${path}"`;

const hooks = [
  `chroot "$1" useradd --uid ${login.uid} --user-group --create-home --shell /bin/bash ${login.user}`,
  `echo '${login.user}:${login.password}' | chroot "$1" chpasswd`,
  file("/etc/sudoers.d/tech", "0440", [`${login.user} ALL=(ALL:ALL) ALL`]),
  file("/etc/ssh/sshd_config.d/lab.conf", "0644", sshd),
  // The kernel's messages are the machine's, not this host's.
  `mkdir -p "$1/etc/systemd/journald.conf.d"`,
  file("/etc/systemd/journald.conf.d/lab.conf", "0644", [
    "[Journal]",
    "ReadKMsg=no",
  ]),
  // Every host brings its own.
  `rm -f "$1"/etc/ssh/ssh_host_*`,
  `: > "$1/etc/machine-id"`,
  `rm -f "$1/var/lib/dbus/machine-id"; ln -s /etc/machine-id "$1/var/lib/dbus/machine-id"`,
];

const recipe = [
  "--variant=minbase",
  `--include=${packages}`,
  ...hooks.map((hook) => `--customize-hook=${hook}`),
];

const recipeHash = createHash("sha256")
  .update(JSON.stringify([suite, recipe]))
  .digest("hex")
  .slice(0, 12);

const makeTree = async (path: string): Promise<void> => {
  await ensurePackages(["mmdebstrap"]);
  // mmdebstrap does not read the machine's apt settings; behind a proxy it must know.
  const { stdout } = await run("apt-config", ["dump", "Acquire::http::Proxy"]);
  const proxy = stdout
    .split("\n")
    .filter((line) => /^Acquire::http::Proxy "/.test(line))
    .map((line) => `--aptopt=${line}`);
  await mustRun("mmdebstrap", [
    "--quiet",
    "--format=tar",
    ...recipe,
    ...proxy,
    suite,
    path,
  ]);
};

/** The image's name in `engine`, built where it is not there. The first build on a machine takes a minute or two. */
export const ensureHostImage = async (engine: Engine): Promise<string> => {
  const image = `forecourt-lab-debian12:${recipeHash}`;
  if ((await engine.try(["image", "inspect", image])).code === 0) return image;
  const tree = await cachedFile(`debian12-${recipeHash}.tar`, makeTree);
  await engine.docker("import", tree, image);
  return image;
};
