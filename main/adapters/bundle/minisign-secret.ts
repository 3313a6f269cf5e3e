import { randomBytes, scrypt } from "node:crypto";
import { blake2b } from "@noble/hashes/blake2.js";
import { failed } from "../../../common/model/failure.ts";
import { base64Bytes, publicBytesOf } from "./minisign.ts";

/** A minisign secret key, open. */
export interface SecretKey {
  /** Eight bytes. */
  readonly idBytes: Buffer;
  /** 32 bytes. */
  readonly seed: Buffer;
  /** 32 bytes. */
  readonly publicBytes: Buffer;
}

/** libsodium's "sensitive" limits, which minisign uses: 2^20 rounds in 1 GiB of memory. */
const sensitive = { opsLimit: 33_554_432, memLimit: 1_073_741_824 };

export function generateSecretKey(): SecretKey {
  const seed = randomBytes(32);
  return { idBytes: randomBytes(8), seed, publicBytes: publicBytesOf(seed) };
}

/** libsodium's choice of scrypt parameters from its two limits. */
function scryptParameters(opsLimit: number, memLimit: number) {
  const ops = Math.max(opsLimit, 32_768);
  const blockSize = 8;
  const byOps = ops < memLimit / 32;
  const most = byOps
    ? ops / (blockSize * 4)
    : Math.floor(memLimit / (blockSize * 128));
  let log = 1;
  while (log < 63 && 2 ** log <= most / 2) log++;
  const cost = 2 ** log;
  const parallelization = byOps
    ? 1
    : Math.max(1, Math.floor(Math.floor(ops / 4 / cost) / blockSize));
  return { cost, blockSize, parallelization };
}

function keyStream(
  password: string,
  salt: Buffer,
  opsLimit: number,
  memLimit: number,
): Promise<Buffer> {
  const parameters = scryptParameters(opsLimit, memLimit);
  // OpenSSL counts a little more than the table itself.
  const maxmem = 256 * parameters.cost * parameters.blockSize;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 104, { ...parameters, maxmem }, (error, bytes) => {
      if (error === null) resolve(bytes);
      else reject(error);
    });
  });
}

function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)));
}

function checksum(key: SecretKey): Buffer {
  return Buffer.from(
    blake2b(
      Buffer.concat([
        Buffer.from("Ed"),
        key.idBytes,
        key.seed,
        key.publicBytes,
      ]),
      { dkLen: 32 },
    ),
  );
}

/** The secret key's file: in clear (as `minisign -W` writes it), or encrypted with the password. */
export async function formatSecretKey(
  key: SecretKey,
  password?: string,
): Promise<string> {
  const head = Buffer.alloc(54);
  head.write("Ed\0\0B2", "latin1");
  const open = Buffer.concat([key.idBytes, key.seed, key.publicBytes]);
  let body: Buffer = Buffer.concat([open, Buffer.alloc(32)]);
  if (password !== undefined && password !== "") {
    head.write("Sc", 2, "latin1");
    const salt = randomBytes(32);
    salt.copy(head, 6);
    head.writeBigUInt64LE(BigInt(sensitive.opsLimit), 38);
    head.writeBigUInt64LE(BigInt(sensitive.memLimit), 46);
    const stream = await keyStream(
      password,
      salt,
      sensitive.opsLimit,
      sensitive.memLimit,
    );
    body = xor(Buffer.concat([open, checksum(key)]), stream);
  }
  const line = Buffer.concat([head, body]).toString("base64");
  return `untrusted comment: minisign encrypted secret key\n${line}\n`;
}

/**
 * Reads a secret key file, ours or minisign's. `path` is for failures only.
 * Throws `key-unreadable`, `secret-missing` (encrypted, and no password given) and `passphrase-wrong`.
 */
export async function parseSecretKey(
  text: string,
  path: string,
  password?: string,
): Promise<SecretKey> {
  const line = text.trim().split("\n").at(-1)?.trim() ?? "";
  const bytes = base64Bytes(line, 158);
  const kdf = bytes?.toString("latin1", 2, 4);
  if (
    bytes === undefined ||
    bytes.toString("latin1", 0, 2) !== "Ed" ||
    (kdf !== "Sc" && kdf !== "\0\0")
  ) {
    throw failed("key-unreadable", {
      data: { path, reason: "no minisign secret key" },
    });
  }
  let body: Buffer = bytes.subarray(54);
  if (kdf === "Sc") {
    if (password === undefined) {
      throw failed("secret-missing", { data: { kind: "passphrase", path } });
    }
    const ops = Number(bytes.readBigUInt64LE(38));
    const mem = Number(bytes.readBigUInt64LE(46));
    if (ops > 2 ** 28 || mem > 2 ** 32) {
      throw failed("key-unreadable", {
        data: { path, reason: "unreasonable key derivation limits" },
      });
    }
    body = xor(
      body,
      await keyStream(password, bytes.subarray(6, 38), ops, mem),
    );
  }
  const key = {
    idBytes: body.subarray(0, 8),
    seed: body.subarray(8, 40),
    publicBytes: body.subarray(40, 72),
  };
  if (kdf === "Sc" && !checksum(key).equals(body.subarray(72))) {
    throw failed("passphrase-wrong", { data: { path } });
  }
  if (!publicBytesOf(key.seed).equals(key.publicBytes)) {
    throw failed("key-unreadable", {
      data: { path, reason: "its two halves do not belong together" },
    });
  }
  return key;
}
