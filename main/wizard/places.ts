import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Listing, Place } from "../../common/ipc/contract.ts";
import { failed } from "../../common/model/failure.ts";

/**
 * Where a bundle may be: beside the program, on drives that are plugged in, in the home folder, from
 * the computer's top.
 */
export async function places(beside?: string): Promise<Place[]> {
  return [
    ...(await bundlesBeside(beside)),
    ...(await Promise.all(
      (await drives()).map(async (drive) => ({
        ...drive,
        bundles: await bundlesIn(drive.path),
      })),
    )),
    { path: homedir(), label: homedir(), kind: "home", bundles: [] },
    ...(process.platform === "win32"
      ? []
      : [{ path: "/", label: "/", kind: "computer" as const, bundles: [] }]),
  ];
}

/** A stick that brings program and bundle needs no search: each bundle is a place of its own. */
async function bundlesBeside(folder: string | undefined): Promise<Place[]> {
  if (folder === undefined) return [];
  return (await bundlesIn(folder)).map((path) => ({
    path,
    label: basename(path),
    kind: "drive",
    bundles: [path],
  }));
}

/** The folder itself and those in it, where they are bundles. */
async function bundlesIn(folder: string): Promise<string[]> {
  const inside = (await names(folder))
    .filter((name) => !name.startsWith("."))
    .sort()
    .slice(0, 200)
    .map((name) => join(folder, name));
  return [folder, ...inside].filter(isBundle);
}

const isBundle = (folder: string) =>
  existsSync(join(folder, "manifest.json.minisig"));

/** What is plugged in, as the system mounts it. */
export async function drives(): Promise<Omit<Place, "bundles">[]> {
  if (process.platform === "win32")
    return [..."DEFGHIJKLMNOPQRSTUVWXYZC"]
      .map((letter) => `${letter}:\\`)
      .filter((path) => existsSync(path))
      .map((path) => ({ path, label: path, kind: "drive" as const }));
  if (process.platform === "darwin")
    return (await names("/Volumes")).map((name) => ({
      path: join("/Volumes", name),
      label: name,
      kind: "drive" as const,
    }));
  const mounts = await readFile("/proc/mounts", "utf8").catch(() => "");
  return mounts
    .split("\n")
    .map((line) => (line.split(" ")[1] ?? "").replaceAll("\\040", " "))
    .filter((path) => /^\/(media|mnt|run\/media)\//.test(path))
    .map((path) => ({
      path,
      label: path.split("/").at(-1) ?? path,
      kind: "drive" as const,
    }));
}

/** A folder's content: folders first, those with a bundle in them marked. Hidden files are left out. */
export async function listing(path: string): Promise<Listing> {
  const folder = resolve(path);
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    (error: unknown) => {
      throw failed("file-unreadable", {
        data: { path: folder, reason: (error as Error).message },
      });
    },
  );
  const shown = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith("."))
      .map(async ({ name }) => ({
        name,
        kind: await kindOf(join(folder, name)),
      })),
  );
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    entries: shown.sort(
      (a, b) =>
        Number(a.kind === "file") - Number(b.kind === "file") ||
        a.name.localeCompare(b.name),
    ),
  };
}

async function kindOf(path: string): Promise<"folder" | "bundle" | "file"> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() !== true) return "file";
  return isBundle(path) ? "bundle" : "folder";
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
