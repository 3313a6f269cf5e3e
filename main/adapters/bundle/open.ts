import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { failed, failureOf } from "../../../common/model/failure.ts";
import type { Manifest } from "../../../common/model/manifest.ts";
import type { Bundle } from "../../ports/bundle.ts";
import { trustedKeys } from "./keys.ts";
import { parseManifest } from "./manifest-text.ts";
import { isSignedBy, parseSignature, type PublicKey } from "./minisign.ts";
import { manifestName, signatureName } from "./names.ts";
import { openInside, readFailure } from "./parts.ts";
import { sourceOf } from "./source.ts";
import { verifyFiles } from "./verify.ts";

/** A manifest of tens of thousands of files stays far below. */
const largestManifest = 16 * 1024 * 1024;

export interface OpenOptions {
  /** Public keys (texts of `.pub` files or their base64 lines) besides those in the program. */
  readonly trustKeys?: readonly string[];
  /** Milliseconds since 1970. */
  readonly now?: number;
  /** The highest sequence number seen so far on this computer from this key (its id). */
  readonly lowestSequence?: (key: string) => number | Promise<number>;
}

async function readSmall(dir: string, name: string): Promise<Buffer> {
  const { handle } = await openInside(dir, name);
  try {
    if ((await handle.stat()).size > largestManifest) {
      throw failed("bundle-file-altered", { data: { path: name } });
    }
    return await handle.readFile().catch((error: unknown) => {
      throw readFailure(error, name);
    });
  } finally {
    await handle.close();
  }
}

/** The manifest's bytes, once a trusted key's signature of them was found good. */
async function readSigned(
  dir: string,
  keys: readonly PublicKey[],
): Promise<{ content: Buffer; key: string }> {
  const renamed = (code: "bundle-missing" | "manifest-unsigned") => {
    return (error: unknown): never => {
      throw failureOf(error)?.code === "bundle-file-missing"
        ? failed(code, { data: { path: dir } }, { cause: error })
        : error;
    };
  };
  const content = await readSmall(dir, manifestName).catch(
    renamed("bundle-missing"),
  );
  const text = await readSmall(dir, signatureName).catch(
    renamed("manifest-unsigned"),
  );
  const invalid = () =>
    failed("signature-invalid", { data: { path: manifestName } });
  const signature = parseSignature(text.toString("utf8"));
  if (signature === undefined) throw invalid();
  const key = keys.find((each) => each.id === signature.keyId);
  if (key === undefined) {
    throw failed("signature-key-unknown", { data: { key: signature.keyId } });
  }
  if (!keys.some((each) => isSignedBy(content, signature, each))) {
    throw invalid();
  }
  return { content, key: key.id };
}

/**
 * Opens the bundle in the folder `dir`. Its manifest is used only once a trusted key's signature was
 * found good; the files are hashed by `verify`. Throws `bundle-missing`, `manifest-unsigned`,
 * `signature-key-unknown`, `signature-invalid`, `manifest-invalid`, `bundle-expired`, `bundle-older`.
 */
export async function openBundle(
  dir: string,
  options: OpenOptions = {},
): Promise<Bundle> {
  const there = await stat(dir).catch(() => undefined);
  if (there?.isDirectory() !== true) {
    throw failed("bundle-missing", { data: { path: dir } });
  }
  const { content, key } = await readSigned(
    dir,
    await trustedKeys(options.trustKeys),
  );
  const manifest = parseManifest(content);
  if (Date.parse(manifest.expires) <= (options.now ?? Date.now())) {
    throw failed("bundle-expired", { data: { expires: manifest.expires } });
  }
  const seen = (await options.lowestSequence?.(key)) ?? 0;
  if (manifest.sequence < seen) {
    throw failed("bundle-older", {
      data: { sequence: manifest.sequence, seen },
    });
  }
  return bundleIn(
    dir,
    manifest,
    createHash("sha256").update(content).digest("hex"),
    key,
  );
}

function bundleIn(
  dir: string,
  manifest: Manifest,
  digest: string,
  signedBy: string,
): Bundle {
  return {
    manifest,
    signedBy,
    digest,
    source: (file) => sourceOf(dir, file),
    verify: (files, options) => verifyFiles(dir, files, options),
    async text(file) {
      const sum = createHash("sha256");
      const pieces: Buffer[] = [];
      for await (const piece of sourceOf(dir, file).read(0, file.size)) {
        sum.update(piece);
        pieces.push(Buffer.from(piece));
      }
      if (sum.digest("hex") !== file.sha256) {
        throw failed("bundle-file-altered", { data: { path: file.path } });
      }
      return Buffer.concat(pieces).toString("utf8");
    },
  };
}
