import { architectureOf } from "../../common/model/architecture.ts";
import { quoted } from "../../common/model/shell.ts";
import { HostName } from "../../common/model/station.ts";
import {
  block,
  fail,
  given,
  ok,
  unseen,
  warn,
  type CheckInput,
  type Checks,
} from "./check.ts";
import { install, isContainer } from "./system-kind.ts";

/** Releases whose makers mend nothing any more, by id and the first part of the version. */
const ended: Readonly<Record<string, number>> = {
  debian: 10,
  raspbian: 10,
  ubuntu: 19,
  centos: 8,
  rhel: 7,
  ol: 7,
  fedora: 40,
};

/** Packages by tool, where they are not called like it (Debian's name, else everybody's). */
const packageOf: Readonly<Record<string, string>> = {
  ip: "iproute2",
  ss: "iproute2",
  cmp: "diffutils",
  find: "findutils",
};

/** Linux under systemd: install.sh and our units need it (facts A.7). */
export const osChecks: Checks<"os"> = {
  "os.linux": ({ facts }) =>
    facts.kernel === "Linux"
      ? ok({ reason: facts.kernel })
      : block({ reason: facts.kernel }, [], "os-unsupported"),

  "os.systemd": ({ facts }) =>
    facts.systemd
      ? ok({ reason: facts.os.name })
      : block(
          { reason: `${facts.os.name}: systemd is not running` },
          [],
          "os-unsupported",
        ),

  "os.architecture": ({ facts: { machine } }) =>
    architectureOf(machine) === undefined
      ? block({ machine }, [], "arch-unsupported")
      : ok({ machine }),

  "os.bundle-architecture": ({ facts, manifest }) => {
    const arch = architectureOf(facts.machine);
    if (arch === undefined || manifest === undefined) return undefined;
    return manifest.files.some(
      (file) => file.kind === "k3s-binary" && file.arch === arch,
    )
      ? ok({ arch })
      : block({ arch }, [], "bundle-wrong-arch");
  },

  "os.tools": ({ facts }) => {
    const { missingTools } = facts;
    if (missingTools.length === 0) return ok({ tools: "" });
    const packages = [
      ...new Set(missingTools.map((tool) => packageOf[tool] ?? tool)),
    ].join(" ");
    return block(
      { tools: missingTools.join(", ") },
      install(facts, {
        any: packages.replace("iproute2", "iproute"),
        debian: packages,
        suse: packages,
        alpine: packages,
      }),
      "tool-missing",
    );
  },

  "os.release": ({ facts: { os } }) => {
    const last = ended[os.id];
    const version = Number.parseInt(os.version, 10);
    return last !== undefined && version <= last
      ? warn({ name: os.name })
      : ok({ name: os.name });
  },

  // systemd-run's --collect came with 236, Delegate's list with 231.
  "os.systemd-version": ({ facts }) =>
    facts.systemd
      ? given(facts.systemdVersion, (version) =>
          version >= 231
            ? ok({ version })
            : version >= 219
              ? warn({ version })
              : block({ version }),
        )
      : undefined,

  "os.failed-units": ({ facts }) =>
    given(facts.failedUnits, (units) =>
      units.length === 0
        ? ok({ units: "" })
        : warn(
            { units: units.join(", ") },
            units.map((unit) => `systemctl status ${quoted(unit)}`).slice(0, 3),
          ),
    ),

  /** The node takes the station file's name; a host that will keep a bad one of its own is only told. */
  "os.host-name": ({ facts, host }) =>
    HostName.safeParse(facts.hostName.split(".")[0]).success || host.setHostName
      ? ok({ name: facts.hostName })
      : {
          ...warn(
            { name: facts.hostName },
            `sudo hostnamectl set-hostname ${host.name}`,
          ),
          code: "host-name-invalid",
        },

  "os.host-name-unique": (input) => {
    const { facts, host, others } = input;
    if (others.length === 0 || host.setHostName) return undefined;
    const twin = others.find(
      (other) =>
        other.facts.hostName === facts.hostName && !other.host.setHostName,
    );
    return twin === undefined
      ? ok({ name: facts.hostName })
      : warn(
          { name: facts.hostName, other: twin.host.name },
          `sudo hostnamectl set-hostname ${host.name}`,
        );
  },

  "os.machine-id": (input) => {
    if (input.others.length === 0) return undefined;
    return given(input.facts.machineId, (machineId) => {
      const twin = input.others.find(
        (other) => other.facts.machineId === machineId,
      );
      return twin === undefined
        ? ok()
        : warn({ other: twin.host.name }, [
            "sudo rm -f /etc/machine-id /var/lib/dbus/machine-id",
            "sudo systemd-machine-id-setup",
            "sudo reboot",
          ]);
    });
  },

  "os.own-hosts-line": ({ facts, host }) =>
    host.setHostName
      ? undefined
      : given(facts.hosts.own, (own) =>
          own
            ? ok({ name: facts.hostName })
            : warn(
                { name: facts.hostName },
                `printf '127.0.1.1\\t%s\\n' ${quoted(facts.hostName)} | sudo tee -a /etc/hosts`,
              ),
        ),

  "os.localhost": ({ facts }) =>
    given(facts.hosts.localhost, (there) =>
      there
        ? ok()
        : fail(
            {},
            "printf '127.0.0.1\\tlocalhost\\n' | sudo tee -a /etc/hosts",
          ),
    ),

  "os.reboot-required": ({ facts }) =>
    given(facts.rebootRequired, (required) =>
      required ? warn({}, "sudo reboot") : ok(),
    ),

  "os.package-work": ({ facts }) =>
    given(facts.packageWork, (programs) =>
      programs.length === 0
        ? ok({ programs: "" })
        : warn(
            { programs: programs.join(", ") },
            `ps -C ${programs.join(",")} -o pid,etime,args`,
          ),
    ),

  "os.secure-path": ({ facts }) => {
    if (facts.seenAs === "user") return unseen;
    return given(facts.securePath, (path) =>
      path === "" || path.split(":").includes("/usr/local/bin")
        ? ok({ path })
        : warn(
            { path },
            `printf 'Defaults secure_path="%s"\\n' ${quoted(`${path}:/usr/local/bin`)} | sudo tee /etc/sudoers.d/90-local-bin`,
          ),
    );
  },

  "os.virtualization": ({ facts }: CheckInput) =>
    given(facts.virtualization, (kind) =>
      isContainer(facts) ? warn({ kind }) : ok({ kind }),
    ),
};
