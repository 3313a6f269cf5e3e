import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { failed } from "../../common/model/failure.ts";

/** Writes a file that only its owner can read, whole or not at all, also over one that others could read. */
export async function saveSecretFile(
  path: string,
  text: string,
  { replace }: { replace: boolean },
): Promise<void> {
  const aside = `${path}.${randomBytes(4).toString("hex")}.part`;
  try {
    if (replace) {
      await writeFile(aside, text, { mode: 0o600, flag: "wx" });
      await rename(aside, path);
    } else await writeFile(path, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === "EEXIST"
      ? failed("output-exists", { data: { path } })
      : failed("file-unwritable", { data: { path, reason: message } });
  }
}
