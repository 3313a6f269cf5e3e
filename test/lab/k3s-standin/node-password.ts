// A node proves with its own password that it is the one that first took its name.
import { randomBytes } from "node:crypto";
import { nodePasswordFile, readIfThere, writeWhole } from "./paths.ts";

/** Made at the first start; it outlives an uninstallation, as K3s' does. */
export const ownNodePassword = (): string => {
  const before = readIfThere(nodePasswordFile)?.trim();
  if (before !== undefined && before !== "") return before;
  const password = randomBytes(16).toString("hex");
  writeWhole(nodePasswordFile, `${password}\n`);
  return password;
};
