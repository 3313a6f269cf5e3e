import { hkdfSync, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { failed } from "../../../common/model/failure.ts";

/*
 * A passphrase becomes a key by scrypt, once for all packs that are built together; each pack has a key of
 * its own out of that (HKDF). Only primitives that Electron's BoringSSL has too.
 */

const base64 = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .refine((text) => Buffer.from(text, "base64").length === bytes);

/** 128 MiB of memory and a good part of a second: what a guess costs. */
const cost = 2 ** 17;

export const Scrypt = z.strictObject({
  name: z.literal("scrypt"),
  // Bounded, as this comes out of a file that nobody vouches for yet: at most 1 GiB.
  cost: z
    .int()
    .min(2 ** 14)
    .max(2 ** 20)
    .refine((n) => Number.isInteger(Math.log2(n))),
  blockSize: z.literal(8),
  parallelization: z.literal(1),
  salt: base64(16),
});
export type Scrypt = z.infer<typeof Scrypt>;

export const shortestPassphrase = 12;

/** Throws `passphrase-weak`. */
export function checkedPassphrase(text: string): string {
  if ([...text].length < shortestPassphrase)
    throw failed("passphrase-weak", { data: { least: shortestPassphrase } });
  return text;
}

export function newScrypt(): Scrypt {
  return {
    name: "scrypt",
    cost,
    blockSize: 8,
    parallelization: 1,
    salt: randomBytes(16).toString("base64"),
  };
}

/** A passphrase with its scrypt done. */
export interface MasterKey {
  readonly scrypt: Scrypt;
  readonly bytes: Buffer;
}

export function masterKey(
  passphrase: string,
  settings: Scrypt,
): Promise<MasterKey> {
  const { cost: N, blockSize: r, parallelization: p, salt } = settings;
  return new Promise((resolve, reject) => {
    scrypt(
      // The same characters typed on another system may come composed differently.
      passphrase.normalize("NFC"),
      Buffer.from(salt, "base64"),
      32,
      { N, r, p, maxmem: 256 * N * r },
      (error, bytes) => {
        if (error === null) resolve({ scrypt: settings, bytes });
        else reject(error);
      },
    );
  });
}

function derived(master: Buffer, salt: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", master, salt, purpose, 32));
}

/** The key of one pack. */
export function packKey({ bytes }: MasterKey, salt: Buffer): Buffer {
  return derived(bytes, salt, "forecourt-pack/1 key");
}

/** Tells a wrong passphrase from an altered pack; says nothing about the key. */
export function keyCheck({ bytes }: MasterKey, salt: Buffer): Buffer {
  return derived(bytes, salt, "forecourt-pack/1 check").subarray(0, 16);
}

export function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

export const Bytes16 = base64(16);
export const Bytes12 = base64(12);
