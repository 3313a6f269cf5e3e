import { open, rm } from "node:fs/promises";
import { failed } from "../../../common/model/failure.ts";
import { formatPublicKey, keyIdText } from "./minisign.ts";
import { formatSecretKey, generateSecretKey } from "./minisign-secret.ts";
import { codeOf, writeFailure } from "./reason.ts";

async function writeNew(path: string, text: string, mode: number) {
  try {
    const handle = await open(path, "wx", mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw codeOf(error) === "EEXIST"
      ? failed("output-exists", { data: { path } })
      : writeFailure(error, path);
  }
}

/**
 * `forecourt bundle keygen`: writes a new key pair, the secret one (0600) encrypted where a password is
 * given. Never overwrites: `output-exists`.
 */
export async function generateKeyFiles(
  secretPath: string,
  publicPath: string,
  password?: string,
): Promise<{ keyId: string; publicKey: string }> {
  const key = generateSecretKey();
  const publicKey = formatPublicKey(key);
  await writeNew(publicPath, publicKey, 0o644);
  try {
    await writeNew(secretPath, await formatSecretKey(key, password), 0o600);
  } catch (error) {
    await rm(publicPath, { force: true });
    throw error;
  }
  return { keyId: keyIdText(key.idBytes), publicKey };
}
