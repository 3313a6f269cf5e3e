import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { failed } from "../../../common/model/failure.ts";
import { manifestName, signatureName } from "./names.ts";
import { codeOf, reasonOf, writeFailure } from "./reason.ts";

/*
 * A bundle is written beside its place, as OUT.new-<pid>-<random>, and renamed. For a moment the one
 * before it is OUT.old-<pid>-<random>. What a killed build left is cleaned up by the next.
 */

async function entriesOf(path: string): Promise<string[] | undefined> {
  try {
    return await readdir(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    if (codeOf(error) === "ENOTDIR") {
      throw failed("output-exists", { data: { path } });
    }
    throw failed(
      "file-unreadable",
      { data: { path, reason: reasonOf(error) } },
      { cause: error },
    );
  }
}

function isBundle(entries: readonly string[]): boolean {
  return entries.includes(manifestName) && entries.includes(signatureName);
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/**
 * Cleans up after killed builds, and refuses (`output-exists`) a folder with anything but a bundle in
 * it. Returns the sequence number of the bundle that is there, 0 for none.
 */
export async function prepareOutput(out: string): Promise<number> {
  const place = resolve(out);
  const parent = dirname(place);
  const leftover = new RegExp(`^\\.(new|old)-(\\d+)-[0-9a-f]{8}$`);
  for (const name of (await entriesOf(parent)) ?? []) {
    if (!name.startsWith(`${basename(place)}.`)) continue;
    const found = leftover.exec(name.slice(basename(place).length));
    if (found === null || isAlive(Number(found[2]))) continue;
    const path = join(parent, name);
    if (found[1] === "old" && (await entriesOf(place)) === undefined) {
      // Killed between the two renames: the bundle before it is the one that counts.
      await rename(path, place);
    } else {
      await rm(path, { recursive: true, force: true });
    }
  }
  const entries = (await entriesOf(place)) ?? [];
  if (entries.length === 0) return 0;
  if (!isBundle(entries))
    throw failed("output-exists", { data: { path: out } });
  return previousSequence(place);
}

/** Only to count on from: nothing is trusted that this number stands in. */
async function previousSequence(place: string): Promise<number> {
  try {
    const text = await readFile(join(place, manifestName), "utf8");
    const { sequence } = JSON.parse(text) as { sequence?: unknown };
    return typeof sequence === "number" && sequence > 0 && sequence < 2 ** 48
      ? Math.floor(sequence)
      : 0;
  } catch {
    return 0;
  }
}

/** A new folder beside `out`. */
export async function makeBeside(out: string): Promise<string> {
  const path = `${resolve(out)}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(error, path);
  });
  return path;
}

/** Puts the finished folder in the place of `out`. */
export async function replaceOutput(made: string, out: string): Promise<void> {
  const place = resolve(out);
  const old = made.replace(/\.new-(\d+-[0-9a-f]+)$/, ".old-$1");
  try {
    if (((await entriesOf(place)) ?? []).length > 0) await rename(place, old);
    else await rm(place, { recursive: true, force: true });
    await rename(made, place);
  } catch (error) {
    throw writeFailure(error, place);
  }
  await rm(old, { recursive: true, force: true });
}
