import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { failed } from "../../../common/model/failure.ts";
import { codeOf, reasonOf } from "../bundle/reason.ts";
import {
  checked,
  ImageIndex,
  largestManifest,
  type Descriptor,
} from "./image-manifest.ts";
import { parseImageName, type ImageName } from "./image-name.ts";
import type { ImageSource } from "./image-source.ts";

const refName = "org.opencontainers.image.ref.name";

/**
 * A folder in the OCI image layout, its images named in full, as
 * `skopeo copy --all docker://docker.io/rancher/shell:v0.7.1 oci:FOLDER:docker.io/rancher/shell:v0.7.1` does.
 */
export function layoutSource(folder: string): ImageSource {
  const pathOf = ({ digest }: Pick<Descriptor, "digest">) =>
    join(folder, "blobs", ...digest.split(":"));

  const verified = async (name: ImageName, descriptor: Descriptor) => {
    const path = pathOf(descriptor);
    const seen = await stat(path).catch((error: unknown) => {
      throw unusable(name, folder, path, error);
    });
    const sum = createHash("sha256");
    if (seen.isFile() && seen.size === descriptor.size)
      for await (const piece of createReadStream(path))
        sum.update(piece as Buffer);
    if (`sha256:${sum.digest("hex")}` !== descriptor.digest)
      throw failed("download-altered", { data: { url: path } });
    return path;
  };

  const manifest = async (name: ImageName, descriptor: Descriptor) => {
    if (descriptor.size > largestManifest)
      throw failed("download-altered", { data: { url: pathOf(descriptor) } });
    return readFile(await verified(name, descriptor));
  };

  return {
    async resolve(name) {
      const path = join(folder, "index.json");
      let index: ImageIndex;
      try {
        index = checked(
          ImageIndex,
          JSON.parse(await readFile(path, "utf8")) as unknown,
        );
      } catch (error) {
        throw failed(
          "file-unreadable",
          { data: { path, reason: reasonOf(error) } },
          { cause: error },
        );
      }
      const found = index.manifests.find(
        ({ annotations }) =>
          parseImageName(annotations?.[refName] ?? "")?.full === name.full,
      );
      if (found === undefined)
        throw failed("image-missing", {
          data: { image: name.short, registry: folder },
        });
      return manifest(name, found);
    },
    manifest,
    blob: verified,
  };
}

function unusable(
  name: ImageName,
  folder: string,
  path: string,
  error: unknown,
) {
  return codeOf(error) === "ENOENT"
    ? failed("image-missing", {
        data: { image: name.short, registry: folder },
      })
    : failed("file-unreadable", { data: { path, reason: reasonOf(error) } });
}
