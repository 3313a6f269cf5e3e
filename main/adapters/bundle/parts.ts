import { open, realpath, stat, type FileHandle } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { failed } from "../../../common/model/failure.ts";
import type { BundleFile } from "../../../common/model/manifest.ts";
import { codeOf, reasonOf } from "./reason.ts";

/** One file on the stick: a whole file, or a part of a split one. */
export interface Part {
  /** Inside the bundle, as the manifest has it; failures name it. */
  readonly inside: string;
  /** On this computer. */
  readonly path: string;
  /** Where it begins in the whole. */
  readonly start: number;
  readonly size: number;
}

/** The parts that a file of the bundle in `dir` lies in, in order. */
export function partsOf(dir: string, file: BundleFile): Part[] {
  let start = 0;
  return (file.parts ?? [{ path: file.path, size: file.size }]).map((part) => {
    const at = start;
    start += part.size;
    return {
      inside: part.path,
      path: join(dir, ...part.path.split("/")),
      start: at,
      size: part.size,
    };
  });
}

/** What an error while reading means for the bundle. */
export function readFailure(error: unknown, inside: string): unknown {
  const code = codeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR") {
    return failed(
      "bundle-file-missing",
      { data: { path: inside } },
      { cause: error },
    );
  }
  return code === undefined
    ? error
    : failed(
        "file-unreadable",
        { data: { path: inside, reason: reasonOf(error) }, retry: true },
        { cause: error },
      );
}

/**
 * Opens a file of a bundle. Links that lead out of the folder, anything but a plain file, and (with
 * `size`) another size are refused: `bundle-file-altered`. Missing: `bundle-file-missing`.
 */
export async function openInside(
  dir: string,
  inside: string,
  size?: number,
): Promise<{ handle: FileHandle; path: string; identity: string }> {
  let handle: FileHandle | undefined;
  try {
    const path = await realpath(join(dir, ...inside.split("/")));
    const way = relative(await realpath(dir), path);
    if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) {
      throw failed("bundle-file-altered", { data: { path: inside } });
    }
    // Opening a pipe would wait for its other end for ever.
    if (!(await stat(path)).isFile()) {
      throw failed("bundle-file-altered", { data: { path: inside } });
    }
    handle = await open(path, "r");
    const seen = await handle.stat({ bigint: true });
    if (!seen.isFile() || (size !== undefined && Number(seen.size) !== size)) {
      throw failed("bundle-file-altered", { data: { path: inside } });
    }
    const identity = [path, seen.dev, seen.ino, seen.size, seen.mtimeNs];
    return { handle, path, identity: identity.join(" ") };
  } catch (error) {
    await handle?.close();
    throw readFailure(error, inside);
  }
}
