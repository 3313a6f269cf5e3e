// Debian packages that the lab's parts need, installed when they are missing.
import { accessSync, constants, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { capabilities } from "./capabilities.ts";
import { withLock } from "./folders.ts";
import { run, type Outcome } from "./process.ts";

/** Why the lab cannot run on this machine, as one sentence; undefined where it can. */
export const labUnavailable = (): string | undefined => {
  if (process.platform !== "linux")
    return `the lab needs Linux (Debian 12 or newer), this is ${process.platform}`;
  if (process.getuid?.() !== 0)
    return "the lab needs root: it starts containers and a network of its own";
  if (programPath("apt-get") === undefined)
    return "the lab needs Debian or Ubuntu: there is no apt-get here";
  const own = capabilities(readFileSync("/proc/self/status", "utf8"));
  const missing = ["SYS_ADMIN", "NET_ADMIN", "MKNOD"].filter(
    (name) => !own.includes(name),
  );
  return missing.length === 0
    ? undefined
    : `the lab needs all of root's powers, this root lacks ${missing.join(", ")} (a container?)`;
};

/** Where a program lies; the folders of Debian's packages win over /usr/local. */
export const programPath = (name: string): string | undefined =>
  ["/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin"]
    .map((folder) => `${folder}/${name}`)
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const missingOf = async (names: readonly string[]): Promise<string[]> => {
  // Exits with 1 when it does not know one of them, and still lists the others.
  const { stdout } = await run("dpkg-query", [
    "--show",
    "--showformat=${binary:Package} ${db:Status-Status}\n",
    ...names,
  ]);
  const installed = new Set(
    stdout
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(/[: ]/)[0]),
  );
  return names.filter((name) => !installed.has(name));
};

const aptGet = async (...args: string[]): Promise<Outcome> =>
  await run(
    "apt-get",
    ["--quiet", "--yes", "-o", "DPkg::Lock::Timeout=300", ...args],
    { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } },
  );

let updated = false;

/**
 * Installs those of `names` that are missing, without recommended ones.
 * Throws an Error that says why where the machine is no Debian, where this is
 * not root, or with apt-get's last lines where it fails.
 */
export const ensurePackages = async (
  names: readonly string[],
): Promise<void> => {
  const why = labUnavailable();
  if (why !== undefined) throw new Error(why);
  if ((await missingOf(names)).length === 0) return;
  await withLock("/run/lock/forecourt-lab-packages", async () => {
    const missing = await missingOf(names);
    if (missing.length === 0) return;
    let outcome: Outcome | undefined;
    // Others may use apt at the same time, and its list lock does not wait.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (attempt > 0) await sleep(5000);
      if (!updated) updated = (await aptGet("update")).code === 0;
      outcome = await aptGet("install", "--no-install-recommends", ...missing);
      if (outcome.code === 0) return;
    }
    throw new Error(
      `apt-get could not install ${missing.join(" ")}: ${(outcome?.stderr ?? "").trim().slice(-1000)}`,
    );
  });
};
