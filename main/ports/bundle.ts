import type { BundleFile, Manifest } from "../../common/model/manifest.ts";
import type { ByteSource } from "./remote-host.ts";

/** A bundle whose manifest's signature has been verified. */
export interface Bundle {
  readonly manifest: Manifest;
  /** sha256 of manifest.json, hex. */
  readonly digest: string;
  /** Id of the key that signed it, as minisign prints it. */
  readonly signedBy: string;
  /** The bytes of a file, whole or split. Throws `bundle-file-missing` when read. */
  source(file: BundleFile): ByteSource;
  /**
   * Hashes these files (each once per process) and throws `bundle-file-missing` or
   * `bundle-file-altered` for the first that is not what the manifest says.
   * `onBytes` gets the bytes hashed since the last call.
   */
  verify(
    files: readonly BundleFile[],
    options?: { signal?: AbortSignal; onBytes?: (bytes: number) => void },
  ): Promise<void>;
  /** Reads a small text file of the bundle whole, verified. */
  text(file: BundleFile): Promise<string>;
}
