import { refusesCgroupV1 } from "../../common/model/k3s-version.ts";
import { finding, type Check } from "./check.ts";

/** K3s that this app did not bring: taking it over is the technician's decision, not ours. */
export const otherK3s: Check = (input) =>
  input.facts.k3s.length === 0
    ? undefined
    : finding(input, "conflicts.k3s", "fail", "other-k3s", {
        found: input.facts.k3s.join(", "),
      });

export const otherKubernetes: Check = (input) =>
  input.facts.kubernetes.length === 0
    ? undefined
    : finding(input, "conflicts.kubernetes", "fail", "other-kubernetes", {
        found: input.facts.kubernetes.join(", "),
      });

export const cgroup: Check = (input) =>
  input.facts.cgroup === "v2" ||
  input.station.k3s.allowCgroupV1 ||
  !refusesCgroupV1(input.manifest.versions.k3s)
    ? undefined
    : finding(input, "conflicts.cgroup", "fail", "cgroup-v1", {
        version: input.manifest.versions.k3s,
      });

/** Certificates made in a wrong time stay invalid after it was set right (k3s#6152). */
export const clock: Check = (input) => {
  const seconds = Math.round(input.facts.clock - input.laptopClock);
  return Math.abs(seconds) <= 60
    ? undefined
    : finding(input, "clock.laptop", "fail", "clock-off", { seconds });
};
