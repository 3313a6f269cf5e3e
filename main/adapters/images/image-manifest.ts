import { z } from "zod";
import type { Architecture } from "../../../common/model/architecture.ts";

// Image manifests and lists of the OCI image specification and of Docker's (v2, schema 2), which say the
// same under other media types. They come from a registry: nothing in them is believed beyond this.

export const mediaTypes = {
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  ociIndex: "application/vnd.oci.image.index.v1+json",
  ociManifest: "application/vnd.oci.image.manifest.v1+json",
} as const;

/** A manifest is a few kilobytes; a registry that sends more than these is not believed. */
export const largestManifest = 4 * 1024 * 1024;
const largestConfig = 16 * 1024 * 1024;
const largestBlob = 16 * 1024 ** 3;

/** sha256 is the one algorithm that registries use. */
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

export const Descriptor = z.object({
  mediaType: z.string().max(255),
  digest: Digest,
  size: z.int().nonnegative().max(largestBlob),
});
export type Descriptor = z.infer<typeof Descriptor>;

const ListedManifest = Descriptor.extend({
  platform: z
    .object({
      os: z.string(),
      architecture: z.string(),
      variant: z.string().optional(),
    })
    .optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});
export type ListedManifest = z.infer<typeof ListedManifest>;

export const ImageIndex = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.enum([mediaTypes.dockerList, mediaTypes.ociIndex]).optional(),
  manifests: z.array(ListedManifest).max(1000),
});
export type ImageIndex = z.infer<typeof ImageIndex>;

export const ImageManifest = z.object({
  schemaVersion: z.literal(2),
  mediaType: z
    .enum([mediaTypes.dockerManifest, mediaTypes.ociManifest])
    .optional(),
  config: Descriptor.refine(({ size }) => size <= largestConfig),
  layers: z.array(Descriptor).min(1).max(500),
});
export type ImageManifest = z.infer<typeof ImageManifest>;

/** What an image's config says of where it runs. */
export const ImageConfig = z.object({
  os: z.string(),
  architecture: z.string(),
  variant: z.string().optional(),
});

/** Either of both; throws an Error that says what does not fit. */
export function parseManifestOrIndex(
  content: Buffer,
):
  | { readonly index: ImageIndex }
  | { readonly manifest: ImageManifest; readonly mediaType: string } {
  const value = JSON.parse(content.toString("utf8")) as unknown;
  if (typeof value === "object" && value !== null && "manifests" in value)
    return { index: checked(ImageIndex, value) };
  const manifest = checked(ImageManifest, value);
  return {
    manifest,
    mediaType: manifest.mediaType ?? mediaTypes.ociManifest,
  };
}

export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

/** Best first; 32-bit ARM hosts of K3s are v7, which runs v6 too. */
const variants: Record<Architecture, readonly (string | undefined)[]> = {
  amd64: [undefined, "v1"],
  arm64: ["v8", undefined],
  arm: ["v7", undefined, "v6"],
};

/** The list's image for hosts of this architecture. */
export function chooseManifest(
  { manifests }: ImageIndex,
  arch: Architecture,
): Descriptor | undefined {
  for (const variant of variants[arch]) {
    const found = manifests.find(
      ({ platform }) =>
        platform?.os === "linux" &&
        platform.architecture === arch &&
        platform.variant === variant,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
