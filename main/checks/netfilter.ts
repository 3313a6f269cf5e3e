import { given, ok, runs, unseen, warn, type Check } from "./check.ts";
import { kindOf } from "./system-kind.ts";

/** 1.8.0 to 1.8.4 make rules twice, before 1.6.2 they do not mix with nftables (facts B.5). */
export const iptables: Check = ({ facts, station }) =>
  given(facts.iptables, (printed) => {
    const [version, major = 0, minor = 0, patch = 0] = /(\d+)\.(\d+)\.(\d+)/
      .exec(printed)
      ?.map((part, index) => (index === 0 ? 0 : Number(part))) ?? [undefined];
    // K3s brings its own where there is none.
    if (version === undefined) return ok({ version: "–" });
    const number = (major * 100 + minor) * 100 + patch;
    const text = printed.replace(/^iptables /, "");
    const bad = (number >= 10_800 && number <= 10_804) || number < 10_602;
    return bad && station.k3s.config["prefer-bundled-bin"] !== true
      ? warn({ version: text }, "iptables --version")
      : ok({ version: text });
  });

export const iptablesMixed: Check = ({ facts }) => {
  if (facts.iptables === null) return unseen;
  if (!facts.iptables.includes("nf_tables")) return ok();
  return given(facts.legacyTables, (legacy) =>
    legacy
      ? warn({}, [
          "sudo iptables-legacy-save",
          kindOf(facts) === "debian"
            ? "sudo update-alternatives --config iptables"
            : "iptables --version",
        ])
      : ok(),
  );
};

/** firewalld and ufw are opened by a step of ours; others' rules are not ours to change. */
export const foreignFirewall: Check = ({ facts, station }) => {
  const own = runs(facts, "firewalld", "ufw");
  if (own === null) return unseen;
  if (own) return ok({ units: "firewalld, ufw" });
  const units = ["nftables", "iptables", "netfilter-persistent"].filter(
    (unit) => facts.activeUnits?.includes(unit),
  );
  if (facts.inputDropped !== true && units.length === 0)
    return facts.inputDropped === null && facts.iptables !== ""
      ? unseen
      : ok({ units: "–" });
  return warn({ units: units.join(", ") || "iptables: INPUT DROP" }, [
    "sudo iptables -I INPUT -p tcp -m multiport --dports 6443,10250 -j ACCEPT",
    "sudo iptables -I INPUT -p udp --dport 8472 -j ACCEPT",
    `sudo iptables -I INPUT -s ${station.k3s.clusterCidr} -j ACCEPT`,
  ]);
};
