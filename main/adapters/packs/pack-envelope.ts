import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
} from "node:crypto";
import { z } from "zod";
import { failed } from "../../../common/model/failure.ts";
import { labelOf, PackContent, PackLabel } from "../../../common/model/pack.ts";
import {
  Bytes12,
  Bytes16,
  isSame,
  keyCheck,
  masterKey,
  packKey,
  Scrypt,
  type MasterKey,
} from "./pack-key.ts";

/*
 * A pack: one line of JSON, which says what it is and how its key is made; the content, encrypted by
 * AES-256-GCM, which vouches for that line too; and the sha256 of all before it, which only tells damage
 * from a wrong passphrase.
 */

const format = "forecourt-pack/1";
export const longestHead = 8 * 1024;
export const largestPack = 4 * 1024 * 1024;
const tagLength = 16;
const sumLength = 32;

const Head = z.strictObject({
  format: z.literal(format),
  label: PackLabel,
  key: Scrypt,
  /** Of this pack's own key. */
  salt: Bytes16,
  check: Bytes16,
  nonce: Bytes12,
});
type Head = z.infer<typeof Head>;

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest();

/** The pack's bytes. */
export function sealPack(content: PackContent, key: MasterKey): Buffer {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const head: Head = {
    format,
    label: labelOf(content),
    key: key.scrypt,
    salt: salt.toString("base64"),
    check: keyCheck(key, salt).toString("base64"),
    nonce: nonce.toString("base64"),
  };
  const line = Buffer.from(`${JSON.stringify(head)}\n`, "utf8");
  const cipher = createCipheriv("aes-256-gcm", packKey(key, salt), nonce);
  cipher.setAAD(line);
  const sealed = Buffer.concat([
    line,
    cipher.update(JSON.stringify(content), "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return Buffer.concat([sealed, sha256(sealed)]);
}

/** A pack whose form is right; nothing in it is believed yet. */
export interface ClosedPack {
  readonly label: PackLabel;
  readonly key: Scrypt;
  /** Rejects with `pack-passphrase-wrong`, `pack-altered`. */
  open(passphrase: string): Promise<PackContent>;
  openWith(key: MasterKey): PackContent;
}

const invalidAt = (path: string) => (reason: string) =>
  failed("pack-invalid", { data: { path, reason } });

/** The first line as it stands there: nothing vouches for it. Throws `pack-invalid`, `pack-newer`. */
function readLine(
  bytes: Buffer,
  path: string,
): { readonly value: unknown; readonly end: number } {
  const invalid = invalidAt(path);
  const end = bytes.subarray(0, longestHead).indexOf(0x0a);
  if (end < 0) throw invalid("no head");
  let value: unknown;
  try {
    value = JSON.parse(bytes.subarray(0, end).toString("utf8"));
  } catch {
    throw invalid("no head");
  }
  const said = z.object({ format: z.string().max(40) }).safeParse(value);
  const version = /^forecourt-pack\/(\d{1,6})$/.exec(
    said.data?.format ?? "",
  )?.[1];
  if (version === undefined) throw invalid("another kind of file");
  if (version !== "1")
    throw failed("pack-newer", { data: { path, version: Number(version) } });
  return { value, end };
}

function headOf(value: unknown, path: string): Head {
  const parsed = Head.safeParse(value);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join(".") ?? "";
  throw invalidAt(path)(`its head is not right at ${place}`);
}

/** What a pack says of itself, out of its first bytes; to be shown and not to be believed. Throws as `readPack`. */
export function readLabel(bytes: Buffer, path: string): PackLabel {
  return headOf(readLine(bytes, path).value, path).label;
}

/** `path` is for failures. Throws `pack-invalid`, `pack-newer`, `pack-altered`. */
export function readPack(bytes: Buffer, path: string): ClosedPack {
  const invalid = invalidAt(path);
  const altered = () => failed("pack-altered", { data: { path } });

  if (bytes.length > largestPack) throw invalid("too large");
  const { value, end } = readLine(bytes, path);
  const body = bytes.subarray(0, -sumLength);
  if (
    body.length < end + 1 + tagLength ||
    !isSame(sha256(body), bytes.subarray(-sumLength))
  )
    throw altered();
  const head = headOf(value, path);
  const line = bytes.subarray(0, end + 1);

  const openWith = (key: MasterKey): PackContent => {
    const salt = Buffer.from(head.salt, "base64");
    if (!isSame(keyCheck(key, salt), Buffer.from(head.check, "base64")))
      throw failed("pack-passphrase-wrong", { data: { path } });
    const decipher = createDecipheriv(
      "aes-256-gcm",
      packKey(key, salt),
      Buffer.from(head.nonce, "base64"),
      { authTagLength: tagLength },
    );
    decipher.setAAD(line);
    decipher.setAuthTag(body.subarray(-tagLength));
    let text: string;
    try {
      text = Buffer.concat([
        decipher.update(body.subarray(end + 1, -tagLength)),
        decipher.final(),
      ]).toString("utf8");
    } catch {
      throw altered();
    }
    return parsedContent(text, head.label, invalid);
  };
  return {
    label: head.label,
    key: head.key,
    openWith,
    open: async (passphrase) => openWith(await masterKey(passphrase, head.key)),
  };
}

function parsedContent(
  text: string,
  label: PackLabel,
  invalid: (reason: string) => Error,
): PackContent {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid("its content is no JSON");
  }
  const parsed = PackContent.safeParse(value);
  if (!parsed.success) {
    // The message may quote what is there; the place alone is no secret.
    const place = parsed.error.issues[0]?.path.join(".") ?? "";
    throw invalid(`its content is not right at ${place}`);
  }
  if (JSON.stringify(labelOf(parsed.data)) !== JSON.stringify(label))
    throw invalid("its label is not its content's");
  return parsed.data;
}
