import { existsSync, mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { mustRun, run } from "../../lab/process.ts";

export interface UsbStick {
  readonly path: string;
  pullOut(): Promise<void>;
}

/** Plugs in a USB stick with this folder on it, as a desktop mounts one, write-protected. */
export async function plugIn(
  folder: string,
  name = "stick",
): Promise<UsbStick> {
  await removeLeftovers();
  const path = `/media/forecourt-${name}-${process.pid}`;
  mkdirSync(path, { recursive: true });
  await mustRun("mount", ["--bind", folder, path]);
  await mustRun("mount", ["-o", "remount,bind,ro", path]);
  return {
    path,
    pullOut: async () => {
      await mustRun("umount", ["--lazy", path]);
      rmdirSync(path);
    },
  };
}

/** Of tests that were killed: the wizard would offer them. */
async function removeLeftovers(): Promise<void> {
  if (!existsSync("/media")) return;
  for (const entry of readdirSync("/media")) {
    const pid = /^forecourt-\w+-(\d+)$/.exec(entry)?.[1];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    const path = join("/media", entry);
    await run("umount", ["--lazy", path]);
    rmdirSync(path);
  }
}
