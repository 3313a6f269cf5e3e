import { block, fail, given, ok, runs, unseen, warn, type Checks } from "./check.ts"; // prettier-ignore
import { install } from "./system-kind.ts";

export const securityChecks: Checks<"security"> = {
  "security.root": ({ facts, host }) => {
    const { user } = host.signIn;
    if (facts.seenAs === "root") return ok({ user });
    return given(facts.groups, (groups) =>
      groups.some((group) => /^(sudo|wheel|admin|root)$/.test(group))
        ? unseen
        : warn({ user }, `sudo -l -U ${user}`),
    );
  },

  /** SELinux enforcing needs the policy, on the host or in the bundle (facts A.8). */
  "security.selinux": ({ facts, manifest }) => {
    const data = { found: facts.selinux };
    if (facts.selinux !== "enforcing" || facts.k3sSelinuxPolicy)
      return ok(data);
    const mend = install(facts, { any: "container-selinux k3s-selinux" });
    if (manifest === undefined) return warn(data, mend);
    return manifest.files.some((file) => file.kind === "k3s-selinux-rpm")
      ? ok(data)
      : block(data, mend, "selinux-policy-missing");
  },

  /** With AppArmor in the kernel and no parser, Docker starts and runs no container. */
  "security.apparmor": ({ facts }) =>
    given(facts.appArmor, (active) => {
      if (!active) return ok();
      return given(
        facts.appArmorParser,
        (parser) =>
        parser
          ? ok()
          : block({}, install(facts, { any: "apparmor", suse: "apparmor-parser" })), // prettier-ignore
      );
    }),

  "security.fapolicyd": ({ facts }) =>
    given(runs(facts, "fapolicyd"), (active) =>
      active
        ? fail({}, [
            "sudo fapolicyd-cli --file add /usr/local/bin/",
            "sudo fapolicyd-cli --file add /var/lib/rancher/",
            "sudo fapolicyd-cli --update",
          ])
        : ok(),
    ),

  "security.kysec": ({ facts }) =>
    given(facts.kysec, (there) =>
      there ? warn({}, ["getstatus", "sudo setstatus softmode -p"]) : ok(),
    ),
};
