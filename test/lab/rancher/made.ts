// Names under which tests make clusters in a Rancher of the reader's own, noted before the first is made, so that the
// next run can take away what a killed one left.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../folders.ts";

const folderOf = (url: string): string =>
  join(
    cacheFolder(),
    `rancher-made-${createHash("sha256").update(url).digest("hex").slice(0, 16)}`,
  );

export const noteMade = (url: string, name: string): void => {
  mkdirSync(folderOf(url), { recursive: true, mode: 0o700 });
  writeFileSync(join(folderOf(url), name), `${process.pid}\n`);
};

export const forgetMade = (url: string, name: string): void =>
  rmSync(join(folderOf(url), name), { force: true });

/** Names of runs that ended without taking away what they made. */
export const leftBehind = (url: string): string[] => {
  const folder = folderOf(url);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter(
    (name) =>
      !existsSync(`/proc/${readFileSync(join(folder, name), "utf8").trim()}`),
  );
};
