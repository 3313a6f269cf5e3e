import { chmodSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { failed } from "../../../common/model/failure.ts";

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * Where runs, pins and settings of this account are kept: `$FORECOURT_HOME`, or the usual place of
 * the operating system (XDG base directories, Apple's and Microsoft's guides).
 */
export function stateFolderPath({
  env = process.env,
  platform = process.platform,
  home = homedir(),
}: Partial<Surroundings> = {}): string {
  const own = env["FORECOURT_HOME"];
  if (own) return resolve(own);
  if (platform === "win32")
    return join(
      env["LOCALAPPDATA"] || join(home, "AppData", "Local"),
      "Forecourt",
    );
  if (platform === "darwin")
    return join(home, "Library", "Application Support", "Forecourt");
  // A relative path in it is invalid and must be ignored, says XDG.
  const data = env["XDG_DATA_HOME"];
  return join(
    data?.startsWith("/") ? data : join(home, ".local", "share"),
    "forecourt",
  );
}

/** Makes it where it is missing. Rejects with `file-unreadable`, `laptop-disk-full`. */
export function openStateFolder(path = stateFolderPath()): Promise<string> {
  return Promise.resolve().then(() => {
    privateFolder(path);
    return path;
  });
}

/** A folder, with those above it, that only this account can enter. Throws `file-unreadable`, `laptop-disk-full`. */
export function privateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (process.platform !== "win32") chmodSync(path, 0o700);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === "ENOSPC"
      ? failed("laptop-disk-full", { data: { path } }, { cause: error })
      : failed(
          "file-unreadable",
          { data: { path, reason: message } },
          { cause: error },
        );
  }
}
