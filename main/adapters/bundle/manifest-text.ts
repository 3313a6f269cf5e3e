import { createHash } from "node:crypto";
import { failed } from "../../../common/model/failure.ts";
import { chunkSize, Manifest } from "../../../common/model/manifest.ts";
import { manifestName } from "./names.ts";

function invalid(reason: string) {
  return failed("manifest-invalid", { data: { path: manifestName, reason } });
}

const emptySha256 = createHash("sha256").digest("hex");

/** What the schema alone cannot say; undefined where all is well. */
function contradiction(manifest: Manifest): string | undefined {
  const taken = new Set<string>();
  for (const [index, file] of manifest.files.entries()) {
    const place = `files[${index}]`;
    for (const path of file.parts?.map((part) => part.path) ?? [file.path]) {
      // FAT32 and others do not tell upper from lower case.
      if (taken.has(path.toLowerCase())) return `${place}: ${path} twice`;
      taken.add(path.toLowerCase());
    }
    const total = file.parts?.reduce((sum, part) => sum + part.size, 0);
    if (total !== undefined && total !== file.size) {
      return `${place}: the parts are not as large as the whole`;
    }
    if (file.chunks.length !== Math.ceil(file.size / chunkSize)) {
      return `${place}: ${file.chunks.length} chunk hashes for ${file.size} bytes`;
    }
    if (file.size === 0 && file.sha256 !== emptySha256) {
      return `${place}: not the hash of an empty file`;
    }
    if (file.chunks.length === 1 && file.chunks[0] !== file.sha256) {
      return `${place}: the only chunk's hash is not the file's`;
    }
  }
  return undefined;
}

/** The manifest in these (signed) bytes. Throws `manifest-invalid`. */
export function parseManifest(content: Uint8Array): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(content).toString("utf8"));
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
  const parsed = Manifest.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(`${placeOf(issue?.path ?? [])}: ${issue?.message ?? ""}`);
  }
  const reason = contradiction(parsed.data);
  if (reason !== undefined) throw invalid(reason);
  return parsed.data;
}

/** `files[3].size` */
export function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}
