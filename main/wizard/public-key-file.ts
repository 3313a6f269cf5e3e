import { open } from "node:fs/promises";
import { failed } from "../../common/model/failure.ts";
import { PublicKey } from "../../common/model/station.ts";

/** A public key is one line; what is longer is something else. */
const mostBytes = 64 * 1024;

/**
 * The first public key of a file; nothing else of it goes on, as it may be a private one that was
 * chosen by mistake. Throws `file-unreadable`, `public-key-missing`.
 */
export async function readPublicKeyFile(path: string): Promise<string> {
  const text = await beginning(path).catch((error: unknown) => {
    throw failed("file-unreadable", {
      data: { path, reason: (error as Error).message },
    });
  });
  const line = text
    .split(/\r?\n/)
    .map((each) => each.trim())
    .find((each) => PublicKey.safeParse(each).success);
  if (line === undefined)
    throw failed("public-key-missing", { data: { path } });
  return line;
}

async function beginning(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(mostBytes),
      position: 0,
    });
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
