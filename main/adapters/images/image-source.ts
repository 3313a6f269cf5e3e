import type { Descriptor } from "./image-manifest.ts";
import type { ImageName } from "./image-name.ts";

/** Where images come from: a registry, or a folder in the OCI layout. */
export interface ImageSource {
  /** The manifest, or the list of manifests, that the name stands for today. */
  resolve(name: ImageName): Promise<Buffer>;
  /** A manifest out of a list; its bytes have the digest. */
  manifest(name: ImageName, descriptor: Descriptor): Promise<Buffer>;
  /** Path of a file on this computer with these very bytes. */
  blob(name: ImageName, descriptor: Descriptor): Promise<string>;
}
