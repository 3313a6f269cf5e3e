// Files to bring, with the sums that a manifest has of them.
import { createHash, randomBytes } from "node:crypto";
import { chunkSize } from "../../../common/model/manifest.ts";
import type { Upload } from "../../../main/ports/remote-host.ts";

const sha256 = (bytes: Uint8Array) =>
  createHash("sha256").update(bytes).digest("hex");

export type TestUpload = Upload & { readonly bytes: Buffer };

/** `sent` may answer other bytes than the sums are of. */
export function uploadOf(
  target: string,
  size: number,
  sent: (at: number, bytes: Buffer) => Buffer = (_at, bytes) => bytes,
): TestUpload {
  const bytes = randomBytes(size);
  const chunks: string[] = [];
  for (let at = 0; at < size; at += chunkSize)
    chunks.push(sha256(bytes.subarray(at, at + chunkSize)));
  return {
    bytes,
    file: { path: "file", size, sha256: sha256(bytes), chunks },
    source: {
      // eslint-disable-next-line @typescript-eslint/require-await -- a source is read asynchronously
      async *read(start, end) {
        for (let at = start; at < end; at += 262_144)
          yield sent(at, bytes.subarray(at, Math.min(end, at + 262_144)));
      },
    },
    target,
    mode: "0640",
  };
}
