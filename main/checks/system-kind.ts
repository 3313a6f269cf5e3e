import type { Facts } from "../../common/model/facts.ts";

/** Distributions by how things are done on them. */
export type SystemKind = "debian" | "redhat" | "suse" | "alpine" | "other";

export function kindOf({ os }: Pick<Facts, "os">): SystemKind {
  const words = [os.id, ...os.like.split(" ")];
  const is = (...ids: string[]) => ids.some((id) => words.includes(id));
  if (is("debian", "ubuntu", "raspbian")) return "debian";
  if (is("suse", "sles", "opensuse", "opensuse-leap")) return "suse";
  if (is("alpine")) return "alpine";
  if (
    is(
      "rhel",
      "fedora",
      "centos",
      "rocky",
      "almalinux",
      "kylin",
      "openEuler",
      "ol",
      "amzn",
    )
  )
    // prettier-ignore
    return "redhat";
  return "other";
}

/** Which package brings a thing, by distribution. */
export type PackageNames = Readonly<
  Partial<Record<SystemKind | "any", string>>
>;

/** The command that installs packages. Without internet their files have to be brought along. */
export function install(facts: Facts, packages: PackageNames): string {
  const kind = kindOf(facts);
  const names = packages[kind] ?? packages.any ?? "";
  switch (kind) {
    case "debian":
      return `sudo apt-get install ${names}`;
    case "redhat":
      return `sudo ${facts.os.version.startsWith("7") ? "yum" : "dnf"} install ${names}`;
    case "suse":
      return `sudo zypper install ${names}`;
    case "alpine":
      return `sudo apk add ${names}`;
    case "other":
      return `command -v ${names}`;
  }
}

/** Adds words to the kernel's start parameters, for the next start. */
export function kernelParameter(facts: Facts, words: string): string[] {
  // Raspberry Pi: one line in a file of its own (facts B.3).
  if (isRaspberry(facts)) {
    const file =
      Number(facts.os.version) >= 12
        ? "/boot/firmware/cmdline.txt"
        : "/boot/cmdline.txt";
    return [`sudo sed -i 's/$/ ${words}/' ${file}`, "sudo reboot"];
  }
  if (kindOf(facts) === "redhat")
    return [`sudo grubby --update-kernel=ALL --args='${words}'`, "sudo reboot"];
  const config =
    kindOf(facts) === "suse"
      ? "sudo grub2-mkconfig -o /boot/grub2/grub.cfg"
      : "sudo update-grub";
  return [
    `sudo sed -i 's/^GRUB_CMDLINE_LINUX="/&${words} /' /etc/default/grub`,
    config,
    "sudo reboot",
  ];
}

export function isRaspberry({ hardware, os }: Pick<Facts, "hardware" | "os">) {
  return (
    hardware?.model.startsWith("Raspberry Pi") === true || os.id === "raspbian"
  );
}

export function isContainer({ virtualization }: Pick<Facts, "virtualization">) {
  return /^(lxc|lxc-libvirt|openvz|docker|podman|container|container-other|wsl|systemd-nspawn|proot)$/.test(
    virtualization ?? "",
  );
}
