import { mkdirSync, rmdirSync } from "node:fs";
import { mustRun } from "../../lab/process.ts";

export interface UsbStick {
  readonly path: string;
  pullOut(): Promise<void>;
}

/** Plugs in a USB stick with this folder on it, as a desktop mounts one, write-protected. */
export async function plugIn(
  folder: string,
  name = "stick",
): Promise<UsbStick> {
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
