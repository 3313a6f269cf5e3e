import { randomBytes } from "node:crypto";
import { open, rename, rm, stat } from "node:fs/promises";
import { failed } from "../../../common/model/failure.ts";
import { readYaml } from "./yaml-text.ts";

/**
 * Puts a host's key into a station file; comments and everything else in it stay. Whole or not at all.
 * Throws `file-unreadable`, `yaml-invalid`.
 */
export async function writeHostKey(
  path: string,
  host: string,
  fingerprint: string,
): Promise<void> {
  const { document, value } = await readYaml(path);
  const file = value as Partial<
    Record<"hosts" | "jumpHosts", { name?: string }[]>
  >;
  const list = (["hosts", "jumpHosts"] as const).find((each) =>
    file[each]?.some(({ name }) => name === host),
  );
  if (list === undefined) throw new Error(`${path} has no host ${host}`);
  const index = file[list]?.findIndex(({ name }) => name === host);
  document.setIn([list, index, "hostKey"], fingerprint);
  const aside = `${path}.${randomBytes(4).toString("hex")}`;
  try {
    const { mode } = await stat(path);
    const written = await open(aside, "wx", mode & 0o777);
    try {
      await written.writeFile(document.toString());
      await written.sync();
    } finally {
      await written.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw failed(
      "file-unreadable",
      { data: { path, reason: (error as Error).message } },
      { cause: error },
    );
  }
}
