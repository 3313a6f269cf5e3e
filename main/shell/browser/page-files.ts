import { readdir } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

export interface PageFile {
  readonly file: string;
  readonly type: string;
}

/**
 * The files of a folder by the path they are asked for with. Only what was there at start is served,
 * by its exact name: there is no path to be joined, so none can lead out. Links are left out, and so
 * is what has no known type (source maps too).
 */
export async function pageFiles(
  folder: string,
): Promise<ReadonlyMap<string, PageFile>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, PageFile>();
  for (const entry of found) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join("/");
    files.set(`/${path}`, { file, type });
  }
  const first = files.get("/index.html");
  if (first !== undefined) files.set("/", first);
  return files;
}
