import { z } from "zod";

/** K3s' names of its image bundles' architectures. */
export const Architecture = z.enum(["amd64", "arm64", "arm"]);
export type Architecture = z.infer<typeof Architecture>;

const machines: Record<string, Architecture> = {
  x86_64: "amd64",
  aarch64: "arm64",
  arm64: "arm64",
  armv7l: "arm",
};

/** From what `uname -m` prints; undefined where K3s has no build (facts A.1). */
export function architectureOf(machine: string): Architecture | undefined {
  return machines[machine];
}
