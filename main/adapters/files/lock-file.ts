import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  link,
  readdir,
  readFile,
  rm,
  truncate,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const Holder = z.object({
  pid: z.int().positive(),
  /** When that process began, as far as the system tells: pids are used again. */
  began: z.string(),
});

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the lock `<folder>/lock.<n>`, also from a process that is gone; undefined where a living one
 * has it. The highest n counts, and n only grows: whoever takes over makes n + 1, which only one can,
 * and a released lock stays as an empty file. So nobody takes away a lock that is not the one it saw.
 * Each appears with its content (a link to a file written aside): nobody reads half of one.
 */
export async function takeLock(folder: string): Promise<Lock | undefined> {
  const aside = join(folder, `.lock-${randomBytes(8).toString("hex")}`);
  const latest = (await locksIn(folder)).at(-1) ?? 0;
  if (latest > 0 && holds(await textOf(lockPath(folder, latest))))
    return undefined;
  const mine = latest + 1;
  await writeFile(
    aside,
    JSON.stringify({ pid: process.pid, began: beganAt(process.pid) }),
    { flag: "wx", mode: 0o600 },
  );
  try {
    if (!(await linked(aside, lockPath(folder, mine)))) return undefined;
  } finally {
    await rm(aside, { force: true });
  }
  const all = await locksIn(folder);
  // Others took it, worked and tidied up between our look and our link.
  if (all.at(-1) !== mine) {
    await rm(lockPath(folder, mine), { force: true });
    return undefined;
  }
  for (const older of all.slice(0, -1))
    await rm(lockPath(folder, older), { force: true });
  return { release: () => truncate(lockPath(folder, mine)).catch(ifGone) };
}

function lockPath(folder: string, n: number): string {
  return join(folder, `lock.${n}`);
}

/** Their numbers, rising. */
async function locksIn(folder: string): Promise<number[]> {
  return (await readdir(folder))
    .flatMap((name) => /^lock\.(\d{1,9})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function textOf(path: string): Promise<string> {
  return (await readFile(path, "utf8").catch(ifGone)) ?? "";
}

function ifGone(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}

function holds(text: string): boolean {
  let holder: z.infer<typeof Holder>;
  try {
    holder = Holder.parse(JSON.parse(text));
  } catch {
    return false;
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return holder.began === beganAt(holder.pid);
}

/** Boot and start time of a process on Linux (proc(5), stat field 22); elsewhere the pid has to do. */
function beganAt(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name, in parentheses, may itself hold blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${boot}:${fields[19] ?? ""}`;
  } catch {
    return "";
  }
}
