import {
  filesFor,
  type FileKind,
  type Manifest,
} from "../../../common/model/manifest.ts";
import { Architecture } from "../../../common/model/architecture.ts";
import type { Bundle } from "../../ports/bundle.ts";

/** What `forecourt bundle info` shows. */
export interface BundleInfo {
  readonly name: string;
  readonly sequence: number;
  /** ISO 8601. */
  readonly created: string;
  readonly expires: string;
  /** Whole days until then. */
  readonly daysLeft: number;
  readonly versions: Manifest["versions"];
  /** sha256 of manifest.json, hex. */
  readonly digest: string;
  readonly totalBytes: number;
  /** For each architecture that has a K3s: what a host of it is sent. */
  readonly architectures: readonly {
    readonly arch: Architecture;
    readonly bytes: number;
    readonly files: number;
    /** Needed kinds that the bundle lacks for it. */
    readonly lacks: readonly FileKind[];
  }[];
  readonly files: readonly {
    readonly path: string;
    readonly name: string;
    readonly version: string;
    readonly arch: Architecture | "any";
    readonly kind: FileKind;
    readonly bytes: number;
    /** Files on the stick; more than 1 where it was split. */
    readonly parts: number;
    readonly sha256: string;
  }[];
}

const needed: readonly FileKind[] = [
  "k3s-binary",
  "k3s-images",
  "k3s-image-list",
  "k3s-install-script",
  "docker-archive",
];

/** `now`: milliseconds since 1970. */
export function bundleInfo(
  { manifest, digest }: Pick<Bundle, "manifest" | "digest">,
  now = Date.now(),
): BundleInfo {
  const total = (files: Manifest["files"]) =>
    files.reduce((sum, file) => sum + file.size, 0);
  return {
    name: manifest.name,
    sequence: manifest.sequence,
    created: manifest.created,
    expires: manifest.expires,
    daysLeft: Math.floor((Date.parse(manifest.expires) - now) / 86_400_000),
    versions: manifest.versions,
    digest,
    totalBytes: total(manifest.files),
    architectures: Architecture.options
      .filter((arch) => filesFor(manifest, arch, "k3s-binary").length > 0)
      .map((arch) => {
        const files = manifest.files.filter(
          (file) => file.arch === arch || file.arch === "any",
        );
        return {
          arch,
          bytes: total(files),
          files: files.length,
          lacks: needed.filter(
            (kind) => filesFor(manifest, arch, kind).length === 0,
          ),
        };
      }),
    files: manifest.files.map((file) => ({
      path: file.path,
      name: file.name,
      version: file.version,
      arch: file.arch,
      kind: file.kind,
      bytes: file.size,
      parts: file.parts?.length ?? 1,
      sha256: file.sha256,
    })),
  };
}
