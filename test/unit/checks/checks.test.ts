import { describe, expect, it } from "vitest";
import { checkText } from "../../../common/messages/checks/check-text.ts";
import { checkTexts } from "../../../common/messages/checks/all.ts";
import { languages } from "../../../common/messages/language.ts";
import {
  checkIds,
  familyOf,
  type CheckId,
} from "../../../common/model/check.ts";
import type { Finding } from "../../../common/model/finding.ts";
import { findingsOf } from "../../../main/checks/all-checks.ts";
import type { Cases, Expected } from "./cases.ts";
import { conflictCases, securityCases } from "./conflict-cases.ts";
import { diskCases } from "./disk-cases.ts";
import { clockCases, kernelCases } from "./kernel-cases.ts";
import { networkCases } from "./network-cases.ts";
import { cpuMemoryCases, osCases } from "./os-cases.ts";
import { inputOf, look, places, GiB } from "./sample.ts";

const cases: Readonly<Record<CheckId, Cases>> = {
  ...osCases,
  ...cpuMemoryCases,
  ...diskCases,
  ...networkCases,
  ...clockCases,
  ...kernelCases,
  ...securityCases,
  ...conflictCases,
};

const said = (finding: Finding | undefined): Expected => {
  if (finding === undefined) return "none";
  const { level, blocking, code } = finding;
  if (level !== "fail" || !blocking) return level;
  return code === undefined || code === "host-unfit" ? "block" : code;
};

it("there are more than eighty", () =>
  expect(checkIds.length).toBeGreaterThan(80));

it("a good host: every question that arises is answered with ok", () => {
  const bad = findingsOf(inputOf()).filter(({ level }) => level !== "ok");
  expect(bad).toEqual([]);
});

describe.each(checkIds)("%s", (check) => {
  const { passes, refuses } = cases[check];

  it.each(passes.map((change, at) => [at, change] as const))(
    "passes (%d)",
    (_, change) => expect(said(look(check, change))).toBe("ok"),
  );

  it.each(refuses.map(([change, expected]) => [expected, change] as const))(
    "says %s",
    (expected, change) => {
      const finding = look(check, change);
      expect(said(finding)).toBe(expected);
    },
  );

  it("is told with its documented data, in every language", () => {
    const findings = [...passes, ...refuses.map(([change]) => change)]
      .map((change) => look(check, change))
      .filter((each) => each !== undefined);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      const known = new Set<string>(checkTexts[check].data);
      if (finding.level === "warn" || finding.level === "fail")
        expect([...known].filter((key) => !(key in finding.data))).toEqual([]);
      for (const language of languages) {
        const { title, seen, why, mend } = checkText(finding, language);
        const all = [title, seen, why, mend].join("\n");
        expect(all).not.toMatch(/undefined|NaN|[{}]|(^|\s)\?(\s|$)/);
        if (finding.level === "warn" || finding.level === "fail") {
          expect(seen).not.toBe("");
          // Every finding ends with what to do: a command, or words.
          expect(mend + finding.mend.join("")).not.toBe("");
        }
      }
    }
  });
});

describe("commands that mend", () => {
  it("are those of the distribution", () => {
    const of = (id: string, version: string) =>
      look("os.tools", {
        facts: {
          os: { id, version, name: id, like: "" },
          missingTools: ["ss", "tar"],
        },
      })?.mend;
    expect(of("debian", "12")).toEqual(["sudo apt-get install iproute2 tar"]);
    expect(of("rocky", "9.4")).toEqual(["sudo dnf install iproute tar"]);
    expect(of("centos", "7")).toEqual(["sudo yum install iproute tar"]);
    expect(of("sles", "15.5")).toEqual(["sudo zypper install iproute2 tar"]);
    expect(of("alpine", "3.20")).toEqual(["sudo apk add iproute2 tar"]);
  });

  it("set the kernel's parameters where each system has them", () => {
    const of = (id: string, version: string, model = "") =>
      look("kernel.cgroup-memory", {
        facts: {
          os: { id, version, name: id, like: "" },
          hardware: { vendor: "", model, serial: "", cpu: "", disks: [] },
          controllers: ["cpu"],
        },
      })?.mend[0];
    expect(of("debian", "12", "Raspberry Pi 4 Model B Rev 1.5")).toBe(
      "sudo sed -i 's/$/ cgroup_enable=memory cgroup_memory=1/' /boot/firmware/cmdline.txt",
    );
    expect(of("debian", "11", "Raspberry Pi 3")).toContain(
      " /boot/cmdline.txt",
    );
    expect(of("rocky", "8")).toContain("grubby");
    expect(of("ubuntu", "20.04")).toContain("/etc/default/grub");
  });

  it("quote what a host says", () => {
    const mend = look("conflicts.cni", {
      facts: { cniFiles: ["/etc/cni/net.d/$(reboot) it's.conf"] },
    })?.mend[0];
    expect(mend).toBe(
      String.raw`sudo mv '/etc/cni/net.d/$(reboot) it'\''s.conf' /root/`,
    );
  });
});

describe("what the app can mend", () => {
  it("is offered where something is wrong, and only there", () => {
    const wrong = look("clock.laptop", { facts: { clock: 0 } });
    expect(wrong?.fix).toEqual({ chosen: false });
    expect(look("clock.laptop")?.fix).toBeUndefined();
  });

  it("is not offered where the station has it already", () => {
    const finding = look("kernel.cgroup", {
      facts: { cgroup: "v1" },
      station: { k3s: { allowCgroupV1: true } },
    });
    expect(finding?.level).toBe("warn");
    expect(finding?.fix).toBeUndefined();
  });
});

it("needs of one file system add up; of several each counts alone", () => {
  const bytes = 1_100_000_000 + 200 * 1024 ** 2;
  const apart = places({ bytes }).map((place) => ({
    ...place,
    mount: place.path,
  }));
  expect(look("disk.free", { facts: { places: apart } })?.level).toBe("ok");
  expect(
    look("disk.free", { facts: { places: places({ bytes }) } }),
  ).toMatchObject({ level: "fail", data: { path: "/", free: bytes } });
});

it("families follow each other in the order of the list", () => {
  const order = findingsOf(inputOf({ facts: { cpus: 1, memory: GiB } })).map(
    ({ check }) => familyOf(check),
  );
  expect([...new Set(order)]).toEqual([
    "os",
    "cpu-memory",
    "disk",
    "network",
    "clock",
    "kernel",
    "security",
    "conflicts",
  ]);
});
