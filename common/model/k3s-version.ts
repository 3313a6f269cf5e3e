/** Kubernetes ≥ 1.35 does not start on cgroup v1 by itself (facts B.3). Takes "v1.36.4+k3s1". */
export function refusesCgroupV1(version: string): boolean {
  const [, major = "0", minor = "0"] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 35);
}

/** 36 of "v1.36.4+k3s1"; NaN where it is no such version. */
export function k3sMinor(version: string): number {
  return Number(/^v?1\.(\d+)/.exec(version)?.[1]);
}
