import { createHash } from "node:crypto";
import { mkdir, open, readFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { failed } from "../../../common/model/failure.ts";
import { Validity } from "../../../common/model/pack.ts";
import { codeOf, reasonOf, writeFailure } from "../bundle/reason.ts";
import { takeLock } from "../files/lock-file.ts";
import { Scrypt } from "./pack-key.ts";

const journalName = "build.ndjson";

/** What a build of packs has behind it. No secret is in it. */
const Begun = z.strictObject({
  type: z.literal("begun"),
  format: z.literal("forecourt-packs/1"),
  rancher: z.string(),
  /** How the passphrase becomes the key of all packs of this folder. */
  key: Scrypt,
});
const Made = z.strictObject({
  type: z.literal("made"),
  station: z.string(),
  cluster: z.string(),
  /** Of the station's definition: a changed one is made anew. */
  definition: z.string(),
  /** sha256 of the pack. */
  sha256: z.string(),
  validity: Validity,
});
export type Made = z.infer<typeof Made>;

export const digestOf = (content: string | Buffer) =>
  createHash("sha256").update(content).digest("hex");

export interface BuildJournal {
  readonly key: Scrypt;
  /** By station, the last line counts. */
  readonly made: ReadonlyMap<string, Made>;
  /** Resolves once it is on the disk. */
  add(made: Omit<Made, "type">): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the journal of the packs in `folder`, or begins one with `fresh`. Only one build at a time has it.
 * Throws `output-exists` for a folder with anything else in it, `pack-build-busy`, `pack-build-other`,
 * `file-unreadable`, `laptop-disk-full`.
 */
export async function openBuildJournal(
  folder: string,
  rancher: string,
  fresh: () => Scrypt,
): Promise<BuildJournal> {
  const path = join(folder, journalName);
  const writing = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      throw writeFailure(error, path);
    });
  await writing(mkdir(folder, { recursive: true, mode: 0o700 }));
  const lock = await writing(takeLock(folder));
  if (lock === undefined)
    throw failed("pack-build-busy", { data: { path: folder } });
  let handle: FileHandle | undefined;
  try {
    const { lines, whole } = await readLines(path);
    handle = await writing(open(path, "a", 0o600));
    // The line that a crash cut short counts for nothing, and must not spoil the next.
    if (lines !== undefined) await writing(handle.truncate(whole));
    const file = handle;
    const [first, ...rest] = lines ?? [];
    const begun = first === undefined ? undefined : Begun.parse(first);
    if (begun !== undefined && begun.rancher !== rancher)
      throw failed("pack-build-other", {
        data: { path: folder, found: begun.rancher, wanted: rancher },
      });
    const key = begun?.key ?? fresh();
    let queue: Promise<unknown> = Promise.resolve();
    const append = (line: object) => {
      const done = queue.then(async () => {
        await file.appendFile(`${JSON.stringify(line)}\n`);
        await file.datasync();
      });
      queue = done.catch(() => undefined);
      return writing(done);
    };
    if (begun === undefined)
      await append({
        type: "begun",
        format: "forecourt-packs/1",
        rancher,
        key,
      } satisfies z.infer<typeof Begun>);
    const made = new Map<string, Made>();
    for (const line of rest) {
      const each = Made.parse(line);
      made.set(each.station, each);
    }
    return {
      key,
      made,
      async add(each) {
        const line: Made = { type: "made", ...each };
        await append(line);
        made.set(each.station, line);
      },
      async close() {
        await queue;
        await file.close();
        await lock.release();
      },
    };
  } catch (error) {
    await handle?.close();
    await lock.release();
    if (error instanceof z.ZodError)
      throw failed(
        "file-unreadable",
        { data: { path, reason: "not the journal of a build of packs" } },
        { cause: error },
      );
    throw error;
  }
}

/** The whole lines, and how many bytes they are; no `lines` where there is no journal. */
async function readLines(
  path: string,
): Promise<{ lines?: unknown[]; whole: number }> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { whole: 0 };
    throw failed(
      "file-unreadable",
      { data: { path, reason: reasonOf(error) } },
      { cause: error },
    );
  }
  const end = text.lastIndexOf("\n") + 1;
  const lines = text
    .slice(0, end)
    .split("\n")
    .filter((line) => line !== "");
  try {
    return {
      lines: lines.map((line) => JSON.parse(line) as unknown),
      whole: Buffer.byteLength(text.slice(0, end)),
    };
  } catch {
    throw failed("file-unreadable", {
      data: { path, reason: "not the journal of a build of packs" },
    });
  }
}
