import { readFile } from "node:fs/promises";
import { z } from "zod";
import { failed } from "../../../common/model/failure.ts";
import { reasonOf } from "./reason.ts";
import { parsePublicKey, type PublicKey } from "./minisign.ts";

const pinnedFile = new URL(
  "../../../resources/bundle-keys.json",
  import.meta.url,
);

/** The key that bundles are signed with now, and the one that follows it, so that a change needs no flag day. */
const PinnedKeys = z.strictObject({
  current: z.string().nullable(),
  next: z.string().nullable(),
});

function publicKey(text: string, path: string): PublicKey {
  const key = parsePublicKey(text);
  if (key === undefined) {
    throw failed("key-unreadable", {
      data: { path, reason: "no minisign public key" },
    });
  }
  return key;
}

/**
 * The public keys whose bundles are accepted: those pinned in the program, and the extra ones
 * (texts of `.pub` files or their base64 lines). Throws `key-unreadable`.
 */
export async function trustedKeys(
  extra: readonly string[] = [],
): Promise<PublicKey[]> {
  const pinned = PinnedKeys.parse(
    JSON.parse(await readFile(pinnedFile, "utf8")),
  );
  return [pinned.current, pinned.next, ...extra]
    .filter((text) => text !== null)
    .map((text) => publicKey(text, text.trim().slice(0, 80)));
}

/** The text of a public key file, checked. Throws `key-unreadable`. */
export async function readPublicKey(path: string): Promise<string> {
  let text;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw failed(
      "key-unreadable",
      { data: { path, reason: reasonOf(error) } },
      { cause: error },
    );
  }
  publicKey(text, path);
  return text;
}
