// The build puts the version in front of the program (build.ts); a run from source takes the default.

const built = (globalThis as { standinVersion?: string }).standinVersion;

/** Such as "v1.36.4+k3s1". */
export const version: string =
  built ?? process.env["STANDIN_VERSION"] ?? "v1.36.4+k3s1";

/** The 36 of v1.36.4+k3s1. */
export const minorOf = (name: string): number =>
  Number(/^v1\.(\d+)\./.exec(name)?.[1] ?? 36);
