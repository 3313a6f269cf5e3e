import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Signature } from "../../../common/model/export.ts";
import { failed } from "../../../common/model/failure.ts";
import { writeWhole } from "./json-file.ts";

/** The laptop's own key: tells headquarters whether what it wrote was altered on the way. */
export interface LaptopKey {
  /** Base64 of the 32 bytes. */
  readonly key: string;
  sign(bytes: Uint8Array): Signature;
}

/** `<state>/laptop-key.pem`, made once, readable by this account only. Throws `file-unreadable`, `laptop-disk-full`. */
export function openLaptopKey(state: string): LaptopKey {
  const path = join(state, "laptop-key.pem");
  if (!existsSync(path))
    writeWhole(
      path,
      generateKeyPairSync("ed25519").privateKey.export({
        type: "pkcs8",
        format: "pem",
      }) as string,
    );
  const secret = readKey(path);
  const key = rawOf(createPublicKey(secret));
  return {
    key,
    sign: (bytes) => ({
      key,
      signature: sign(null, bytes, secret).toString("base64"),
    }),
  };
}

/** Whether `bytes` are what was signed with the key that stands in the signature. */
export function isSigned(
  bytes: Uint8Array,
  { key, signature }: Signature,
): boolean {
  // Base64 has more than one way to write the same bytes; only one is ours.
  if (![key, signature].every(isCanonical)) return false;
  try {
    return verify(
      null,
      bytes,
      publicKey(key),
      Buffer.from(signature, "base64"),
    );
  } catch {
    return false;
  }
}

function isCanonical(base64: string): boolean {
  return Buffer.from(base64, "base64").toString("base64") === base64;
}

/** As OpenSSH writes them: to be compared by eye, or read out. */
export function fingerprintOf(key: string): string {
  const hash = createHash("sha256").update(Buffer.from(key, "base64"));
  return `SHA256:${hash.digest("base64").replace(/=+$/, "")}`;
}

function readKey(path: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(path));
  } catch (error) {
    throw failed(
      "file-unreadable",
      { data: { path, reason: (error as Error).message } },
      { cause: error },
    );
  }
}

function rawOf(key: KeyObject): string {
  const { x } = key.export({ format: "jwk" });
  if (x === undefined) throw new Error("an Ed25519 key has an x");
  return Buffer.from(x, "base64url").toString("base64");
}

function publicKey(raw: string): KeyObject {
  const x = Buffer.from(raw, "base64").toString("base64url");
  return createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x },
    format: "jwk",
  });
}
