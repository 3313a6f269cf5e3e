// Where a benchmark keeps its files: in memory, so that no disk is measured.
import { createCipheriv, createHash, randomBytes } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statfsSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type BundleFile, chunkSize } from "../../common/model/manifest.ts";
import { atEnd } from "./clean-up.ts";

const prefix = "forecourt-bench-";
const tmpfs = 0x01021994;

/** Folders of runs that were killed. */
const removeLeftovers = (parent: string) => {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
};

/** A new folder of this process', removed at its end; on tmpfs where /dev/shm has room for `bytes`. */
export const benchFolder = (bytes: number): string => {
  const shm = "/dev/shm";
  let parent = tmpdir();
  if (existsSync(shm)) {
    removeLeftovers(shm);
    const { type, bavail, bsize } = statfsSync(shm);
    if (type === tmpfs && bavail * bsize > bytes * 1.1) parent = shm;
  }
  if (parent !== shm)
    console.error(
      `No room for ${Math.round(bytes / 1e6)} MB in ${shm}: ${parent} is used, and its disk is measured too.`,
    );
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export type Incompressible = Pick<
  BundleFile,
  "path" | "size" | "sha256" | "chunks"
>;

/** Writes `size` bytes that no compression shrinks, and says what a manifest says of them. */
export const incompressible = async (
  file: string,
  size: number,
): Promise<Incompressible> => {
  const cipher = createCipheriv(
    "aes-128-ctr",
    randomBytes(16),
    randomBytes(16),
  );
  const zeros = Buffer.alloc(chunkSize);
  const whole = createHash("sha256");
  const chunks: string[] = [];
  const handle = await open(file, "wx");
  try {
    for (let at = 0; at < size; at += chunkSize) {
      const bytes = cipher.update(
        zeros.subarray(0, Math.min(chunkSize, size - at)),
      );
      whole.update(bytes);
      chunks.push(createHash("sha256").update(bytes).digest("hex"));
      await handle.writeFile(bytes);
    }
  } finally {
    await handle.close();
  }
  return { path: basename(file), size, sha256: whole.digest("hex"), chunks };
};

/** Throws where the two files differ. Not part of any time measured. */
export const mustBe = (file: string, expected: Incompressible): void => {
  const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (sha256 !== expected.sha256)
    throw new Error(`${basename(dirname(file))}/${basename(file)} is altered`);
};
