import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import {
  buildBundle,
  type BuildOptions,
} from "../../../main/adapters/bundle/build.ts";
import {
  openBundle,
  type OpenOptions,
} from "../../../main/adapters/bundle/open.ts";
import type { Recipe } from "../../../main/adapters/bundle/recipe.ts";
import {
  keyPair,
  layOut,
  recipeFor,
  release,
  temporaryFolder,
} from "./release-files.ts";
import { ReleaseServer } from "./release-server.ts";

export const binary = `${release}/k3s`;
export const images = `${release}/k3s-airgap-images-amd64.tar.zst`;

/** A release server, a key and a folder of their own for each test of the file that calls this. */
export function workshop() {
  const shop = {
    folder: "",
    out: "",
    key: { secret: "", public: "" },
    server: new ReleaseServer(),
    build(
      recipe: Recipe = recipeFor(shop.server.base),
      more: Partial<BuildOptions> = {},
    ) {
      return buildBundle(recipe, {
        out: shop.out,
        cache: join(shop.folder, "cache"),
        key: shop.key.secret,
        download: { waits: [10, 10], stall: 400 },
        ...more,
      });
    },
    open: (options: OpenOptions = {}) =>
      openBundle(shop.out, { trustKeys: [shop.key.public], ...options }),
    /** What is there beside the downloads and the keys. */
    async results(): Promise<string[]> {
      const names = await readdir(shop.folder);
      return names.filter((name) => name.startsWith("bundle"));
    },
  };
  beforeEach(async () => {
    shop.folder = await temporaryFolder();
    shop.out = join(shop.folder, "bundle");
    shop.key = await keyPair(shop.folder);
    shop.server = new ReleaseServer();
    await shop.server.start();
    await layOut(shop.server);
  });
  afterEach(async () => {
    await shop.server.stop();
    await rm(shop.folder, { recursive: true, force: true });
  });
  return shop;
}

export const refused = (code: string, data: object = {}) => ({
  failure: { code, data: expect.objectContaining(data) as unknown },
});
