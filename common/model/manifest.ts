import { z } from "zod";
import { Architecture } from "./architecture.ts";

/** Files are hashed and sent in pieces of this many bytes, so that a resume costs little. */
export const chunkSize = 16 * 1024 * 1024;

/** FAT32 holds no larger file: 4 GiB − 1. */
export const largestPart = 4 * 1024 * 1024 * 1024 - 1;

export const fileKinds = [
  "k3s-binary",
  "k3s-images",
  "k3s-image-list",
  "k3s-install-script",
  "k3s-selinux-rpm",
  "docker-archive",
  /** One small image out of the K3s images, to prove Docker with. */
  "docker-proof-image",
  /** Loaded into K3s' containerd through its images directory. */
  "k3s-extra-images",
  /** Images that a Rancher of `versions.rancher` runs on the station; they go the same way. */
  "rancher-images",
  /** Loaded into Docker. */
  "docker-extra-images",
  /** Any other file; its target says where it goes. */
  "file",
] as const;
export const FileKind = z.enum(fileKinds);
export type FileKind = z.infer<typeof FileKind>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A path inside the bundle: relative, with forward slashes, never up and out. */
const InsidePath = z
  .string()
  .regex(/^[A-Za-z0-9][\w.+-]*(\/[A-Za-z0-9][\w.+-]*)*$/)
  .max(200);

export const BundleFile = z.strictObject({
  /** Path inside the bundle; split files have `parts` and no file at `path` itself. */
  path: InsidePath,
  /** Where the file was split (FAT32): the parts in order, together exactly the file. */
  parts: z
    .array(z.strictObject({ path: InsidePath, size: z.int().positive() }))
    .min(2)
    .optional(),
  name: z.string().min(1),
  version: z.string().min(1),
  arch: z.union([Architecture, z.literal("any")]),
  kind: FileKind,
  /** Bytes of the whole. */
  size: z.int().nonnegative(),
  /** Absolute path on the host, for kind `file` and the images. */
  target: z
    .string()
    .regex(/^\/[^\0]+$/)
    .refine((path) => !path.split("/").includes(".."))
    .optional(),
  /** Octal mode on the host, such as "0755". */
  mode: z
    .string()
    .regex(/^0[0-7]{3}$/)
    .optional(),
  sha256: Sha256,
  /** sha256 of each `chunkSize` piece, in order. */
  chunks: z.array(Sha256),
});
export type BundleFile = z.infer<typeof BundleFile>;

export const Manifest = z.strictObject({
  format: z.literal("forecourt-bundle/1"),
  name: z.string().min(1),
  /** Grows with each bundle that is built; an older one than seen before is refused. */
  sequence: z.int().positive(),
  created: z.iso.datetime(),
  expires: z.iso.datetime(),
  versions: z.strictObject({
    k3s: z.string(),
    docker: z.string(),
    /** Of the central Rancher whose agent images the bundle has. */
    rancher: z.string().optional(),
  }),
  files: z.array(BundleFile).min(1),
});
export type Manifest = z.infer<typeof Manifest>;

/** What a host of this architecture needs, of one kind, in the manifest's order. */
export function filesFor(
  manifest: Manifest,
  arch: Architecture,
  ...kinds: readonly FileKind[]
): BundleFile[] {
  return manifest.files.filter(
    (file) =>
      kinds.includes(file.kind) && (file.arch === arch || file.arch === "any"),
  );
}
