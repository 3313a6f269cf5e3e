import type { Finding } from "../../common/model/finding.ts";
import type { Check, CheckInput } from "./check.ts";
import { cgroup, clock, otherK3s, otherKubernetes } from "./conflicts.ts";
import { defaultRoute, freePorts, networks } from "./network.ts";
import { disk, memory } from "./resources.ts";
import {
  architecture,
  hostName,
  operatingSystem,
  selinux,
  tools,
} from "./system.ts";

const checks: readonly Check[] = [
  operatingSystem,
  architecture,
  tools,
  hostName,
  memory,
  disk,
  clock,
  cgroup,
  otherK3s,
  otherKubernetes,
  defaultRoute,
  freePorts,
  networks,
  selinux,
];

/** All findings about one host, in the order of the checks; empty where all is well. */
export function findingsOf(input: CheckInput): Finding[] {
  return checks
    .map((check) => check(input))
    .filter((found) => found !== undefined);
}
