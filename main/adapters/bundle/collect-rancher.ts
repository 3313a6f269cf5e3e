import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { layoutSource } from "../images/oci-layout.ts";
import { pullImage } from "../images/pull-image.ts";
import { imagesForStation, rancherTag } from "../images/rancher-images.ts";
import { registrySource } from "../images/registry.ts";
import { writeImageArchive } from "../images/write-archive.ts";
import {
  imagesFolder,
  type Collected,
  type CollectSettings,
  type Item,
} from "./collect.ts";
import { forget, obtain } from "./download.ts";
import type { Recipe } from "./recipe.ts";
import { isUrl, rancherImageList } from "./sources.ts";

/** Rancher's images for each architecture, as one archive each. Nothing where the recipe names no Rancher. */
export async function collectRancher(
  recipe: Recipe,
  scratch: string,
  settings: CollectSettings,
): Promise<Collected> {
  const { rancher, rancherImages, sources } = recipe;
  if (rancher === undefined || !rancherImages.include)
    return { items: [], warnings: [] };
  const version = rancherTag(rancher);
  const listFile = await obtain(
    {
      places: rancherImageList(recipe, version),
      sizeAtMost: 1024 * 1024,
    },
    settings,
  );
  let names: string[];
  try {
    const list = await readFile(listFile.path, "utf8");
    names = imagesForStation(list, version, rancherImages.for);
  } catch (error) {
    // What is wrong may be the list: do not keep it for the next build.
    await forget(settings.cache, listFile.place);
    throw error;
  }
  const from = sources.registry;
  const source =
    from === undefined || isUrl(from)
      ? registrySource({
          ...settings,
          mirror: from,
          credentials: settings.registry,
        })
      : layoutSource(from);
  const items: Item[] = [];
  for (const arch of recipe.architectures) {
    const images = [];
    for (const name of names) images.push(await pullImage(name, arch, source));
    const file = `rancher-images-${version}-${arch}.tar`;
    const path = join(scratch, file);
    await writeImageArchive(images, path, {
      registry: rancherImages.registry,
      signal: settings.signal,
    });
    items.push({
      from: path,
      file: {
        path: `${arch}/${file}`,
        name: "rancher-images",
        version,
        arch,
        kind: "rancher-images",
        target: `${imagesFolder}/${file}`,
        mode: "0644",
      },
    });
  }
  return { items, warnings: [] };
}
