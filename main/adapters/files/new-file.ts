import { randomBytes } from "node:crypto";
import { link, open, rm, rename } from "node:fs/promises";
import { failed } from "../../../common/model/failure.ts";
import { outputFailure } from "./output-failure.ts";

/**
 * A file that was not there, whole or not at all, readable by its owner only. Throws `output-exists`,
 * `output-too-small`, `output-lost`.
 */
export async function writeNewFile(
  path: string,
  content: Uint8Array,
): Promise<void> {
  const aside = `${path}.part-${randomBytes(4).toString("hex")}`;
  try {
    const file = await open(aside, "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await named(aside, path);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw await outputFailure(path, content.length, error);
  }
}

/** A link never replaces anything; FAT and its like know none, there a look has to do. */
async function named(aside: string, path: string): Promise<void> {
  try {
    await link(aside, path);
    await rm(aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    const taken = await open(path, "r").catch(() => undefined);
    if (taken !== undefined) {
      await taken.close();
      throw failed("output-exists", { data: { path } });
    }
    await rename(aside, path);
  }
}
