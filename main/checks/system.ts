import { architectureOf } from "../../common/model/architecture.ts";
import { HostName } from "../../common/model/station.ts";
import { finding, type Check } from "./check.ts";

/** Linux under systemd: install.sh and our units need it (facts A.7). */
export const operatingSystem: Check = (input) => {
  const { facts } = input;
  if (facts.kernel !== "Linux")
    return finding(input, "os.linux", "fail", "os-unsupported", {
      reason: facts.kernel,
    });
  if (!facts.systemd)
    return finding(input, "os.systemd", "fail", "os-unsupported", {
      reason: `${facts.os.name}: systemd is not running`,
    });
  return undefined;
};

export const architecture: Check = (input) => {
  const { facts, manifest } = input;
  const arch = architectureOf(facts.machine);
  if (arch === undefined)
    return finding(input, "os.architecture", "fail", "arch-unsupported", {
      machine: facts.machine,
    });
  if (
    !manifest.files.some(
      (file) => file.kind === "k3s-binary" && file.arch === arch,
    )
  )
    return finding(
      input,
      "os.bundle-architecture",
      "fail",
      "bundle-wrong-arch",
      {
        arch,
      },
    );
  return undefined;
};

export const tools: Check = (input) =>
  input.facts.missingTools.length === 0
    ? undefined
    : finding(input, "os.tools", "fail", "tool-missing", {
        tools: input.facts.missingTools.join(", "),
      });

/** The node takes the station file's name; a host that will keep a bad one of its own is only told. */
export const hostName: Check = (input) =>
  HostName.safeParse(input.facts.hostName.split(".")[0]).success ||
  input.host.setHostName
    ? undefined
    : finding(input, "os.host-name", "warn", "host-name-invalid", {
        name: input.facts.hostName,
      });

/** SELinux enforcing needs the policy, on the host or in the bundle (facts A.8). */
export const selinux: Check = (input) =>
  input.facts.selinux !== "enforcing" ||
  input.facts.k3sSelinuxPolicy ||
  input.manifest.files.some((file) => file.kind === "k3s-selinux-rpm")
    ? undefined
    : finding(input, "security.selinux", "fail", "selinux-policy-missing", {});
