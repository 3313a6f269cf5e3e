// Files out of Debian's packages, without installing them.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "./folders.ts";
import { mustRun, run } from "./process.ts";

// apt's own user may not write where we download to.
const asRoot = ["--quiet", "-o", "APT::Sandbox::User=root"];

export interface DebianPackage {
  name: string;
  /** Debian's version, such as "20.10.24+dfsg1-1+deb12u1". */
  version: string;
  /** Tells this package file from any other. */
  stamp: string;
}

const uris = async (names: readonly string[]): Promise<string | undefined> => {
  const { code, stdout } = await run("apt-get", [
    ...asRoot,
    "--print-uris",
    "download",
    ...names,
  ]);
  return code === 0 ? stdout : undefined;
};

let updated: Promise<unknown> | undefined;

/** Which packages `unpackDebian` would take. Throws where apt does not know one of them. */
export const findDebian = async (
  names: readonly string[],
): Promise<DebianPackage[]> => {
  let text = await uris(names);
  if (text === undefined) {
    // A fresh machine has no lists yet.
    updated ??= withLock("/run/lock/forecourt-lab-packages", () =>
      run("apt-get", ["--quiet", "update"]),
    );
    await updated;
    text = await uris(names);
  }
  const found = [
    ...(text ?? "").matchAll(/^'[^']*' ([^_ ]+)_([^_ ]+)_\S+\.deb (.*)$/gm),
  ].map(([line, name = "", version = ""]) => ({
    name,
    version: decodeURIComponent(version),
    // The mirror's address may change, the file not.
    stamp: createHash("sha256")
      .update(line.replace(/^'[^']*' /, ""))
      .digest("hex"),
  }));
  const missing = names.filter((name) =>
    found.every((each) => each.name !== name),
  );
  if (missing.length > 0)
    throw new Error(`apt does not know the package ${missing.join(", ")}`);
  return found;
};

/** Downloads packages and lays their files below `to`. Throws with apt's last words. */
export const unpackDebian = async (
  names: readonly string[],
  to: string,
): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-deb-"));
  try {
    await mustRun("sh", [
      "-c",
      'cd "$1" && shift && exec apt-get "$@"',
      "sh",
      folder,
      ...asRoot,
      "download",
      ...names,
    ]);
    mkdirSync(to, { recursive: true });
    for (const file of readdirSync(folder))
      if (file.endsWith(".deb"))
        await mustRun("dpkg-deb", ["--extract", join(folder, file), to]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
