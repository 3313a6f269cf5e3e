import {
  createPrivateKey,
  createPublicKey,
  sign as signEd25519,
  verify as verifyEd25519,
} from "node:crypto";
import { blake2b } from "@noble/hashes/blake2.js";
import type { SecretKey } from "./minisign-secret.ts";

/**
 * minisign's file format (https://jedisct1.github.io/minisign/). BLAKE2b-512 comes from
 * @noble/hashes: the BoringSSL inside Electron has none.
 */
export interface PublicKey {
  /** As minisign prints it: 16 upper-case hex digits. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

export interface Signature {
  readonly keyId: string;
  readonly trustedComment: string;
  /** `ED`: over the BLAKE2b-512 of the file; `Ed` (legacy): over the file itself. */
  readonly algorithm: "ED" | "Ed";
  readonly bytes: Buffer;
  readonly globalBytes: Buffer;
}

const spkiHead = Buffer.from("302a300506032b6570032100", "hex");
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

/** Eight key id bytes as minisign prints them, the last byte first. */
export function keyIdText(bytes: Uint8Array): string {
  return Buffer.from(bytes).reverse().toString("hex").toUpperCase();
}

/** Strict base64; undefined where it is none or of another length. */
export function base64Bytes(text: string, length: number): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === length && bytes.toString("base64") === text
    ? bytes
    : undefined;
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.replace(/\r$/, ""));
}

/** A public key: the file with its comment line, or the one base64 line. Undefined where it is neither. */
export function parsePublicKey(text: string): PublicKey | undefined {
  const line = linesOf(text.trim())
    .filter((each) => !each.startsWith("untrusted comment:"))
    .join("")
    .trim();
  const bytes = base64Bytes(line, 42);
  if (bytes === undefined || bytes.toString("latin1", 0, 2) !== "Ed") {
    return undefined;
  }
  return { id: keyIdText(bytes.subarray(2, 10)), bytes: bytes.subarray(10) };
}

/** The `.pub` file of a key. */
export function formatPublicKey(key: SecretKey): string {
  const line = Buffer.concat([
    Buffer.from("Ed"),
    key.idBytes,
    key.publicBytes,
  ]).toString("base64");
  return `untrusted comment: minisign public key ${keyIdText(key.idBytes)}\n${line}\n`;
}

/** A `.minisig` file; undefined where it is none. */
export function parseSignature(text: string): Signature | undefined {
  const [untrusted, first = "", comment = "", second = "", ...rest] =
    linesOf(text);
  const prefix = "trusted comment: ";
  const signed = base64Bytes(first, 74);
  const globalBytes = base64Bytes(second, 64);
  const algorithm = signed?.toString("latin1", 0, 2);
  if (
    untrusted?.startsWith("untrusted comment: ") !== true ||
    !comment.startsWith(prefix) ||
    signed === undefined ||
    globalBytes === undefined ||
    (algorithm !== "ED" && algorithm !== "Ed") ||
    rest.some((line) => line !== "")
  ) {
    return undefined;
  }
  return {
    keyId: keyIdText(signed.subarray(2, 10)),
    trustedComment: comment.slice(prefix.length),
    algorithm,
    bytes: signed.subarray(10),
    globalBytes,
  };
}

/** Whether this key made this signature of these bytes, trusted comment included. */
export function isSignedBy(
  content: Uint8Array,
  signature: Signature,
  key: PublicKey,
): boolean {
  if (signature.keyId !== key.id) return false;
  const publicKey = createPublicKey({
    key: Buffer.concat([spkiHead, key.bytes]),
    format: "der",
    type: "spki",
  });
  const message = signature.algorithm === "ED" ? blake2b(content) : content;
  return (
    verifyEd25519(null, message, publicKey, signature.bytes) &&
    verifyEd25519(
      null,
      Buffer.concat([
        signature.bytes,
        Buffer.from(signature.trustedComment, "utf8"),
      ]),
      publicKey,
      signature.globalBytes,
    )
  );
}

/** The text of a `.minisig` file for these bytes, prehashed. The comment is one line, signed with the rest. */
export function signMinisign(
  content: Uint8Array,
  key: SecretKey,
  trustedComment: string,
): string {
  if (/[\r\n]/.test(trustedComment)) {
    throw new TypeError("a trusted comment is one line");
  }
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Head, key.seed]),
    format: "der",
    type: "pkcs8",
  });
  const bytes = signEd25519(null, blake2b(content), privateKey);
  const first = Buffer.concat([Buffer.from("ED"), key.idBytes, bytes]);
  const second = signEd25519(
    null,
    Buffer.concat([bytes, Buffer.from(trustedComment, "utf8")]),
    privateKey,
  );
  return [
    "untrusted comment: signature from forecourt",
    first.toString("base64"),
    `trusted comment: ${trustedComment}`,
    second.toString("base64"),
    "",
  ].join("\n");
}

/** The public half of an Ed25519 seed. */
export function publicBytesOf(seed: Uint8Array): Buffer {
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Head, seed]),
    format: "der",
    type: "pkcs8",
  });
  return createPublicKey(privateKey)
    .export({ format: "der", type: "spki" })
    .subarray(spkiHead.length);
}
