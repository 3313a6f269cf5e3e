import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { Architecture } from "../../../common/model/architecture.ts";
import { failed } from "../../../common/model/failure.ts";
import { rancherFeatures } from "../images/rancher-images.ts";
import { placeOf } from "./manifest-text.ts";
import { reasonOf } from "./reason.ts";
import {
  dockerVersion,
  k3sVersion,
  rancherVersion,
  requireVersionsFit,
} from "./versions.ts";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hex digits");

/** A URL, or a path relative to the recipe. Sign-in data in a URL would end in the manifest and in logs. */
const Place = z
  .string()
  .min(1)
  .refine((text) => {
    if (!/^https?:/i.test(text)) return true;
    const url = URL.parse(text);
    return url !== null && url.username === "" && url.password === "";
  }, "a URL without user and password, or a path");

const extraImages = z.union([
  Place,
  z.strictObject({ from: Place, arch: Architecture.optional() }),
]);

const ExtraFile = z.strictObject({
  from: Place,
  /** Absolute path on the host. */
  to: z
    .string()
    .regex(/^\/[^\0]+$/, "an absolute path")
    .refine((path) => !path.split("/").includes(".."), "a path without .."),
  mode: z
    .string()
    .regex(/^0[0-7]{3}$/, 'octal, in quotes, such as "0644"')
    .default("0644"),
  arch: Architecture.optional(),
});

/** What `forecourt bundle build` reads: bundle.yaml. */
export const Recipe = z.strictObject({
  name: z.string().min(1).max(200),
  k3s: z.string().regex(k3sVersion, "a version such as v1.35.5+k3s1"),
  docker: z.string().regex(dockerVersion, "a version such as 29.1.0"),
  /** The central Rancher that the station will be registered in: checked against K3s; its agents' images come along. */
  rancher: z
    .string()
    .regex(rancherVersion, "a version such as 2.14.4")
    .optional(),
  rancherImages: z
    .strictObject({
      /** False: no images, for stations that pull them themselves. */
      include: z.boolean().default(true),
      /** What the central Rancher does on its stations beyond managing them. */
      for: z.array(z.enum(rancherFeatures)).default([]),
      /** Rancher's setting `system-default-registry`, where it has one: hosts ask for the images under it. */
      registry: z
        .string()
        .regex(/^[A-Za-z0-9.-]+(:\d{1,5})?$/, "a registry's host and port")
        .optional(),
    })
    .prefault({}),
  architectures: z
    .array(Architecture)
    .min(1)
    .refine((list) => new Set(list).size === list.length, "one of them twice"),
  expiresInDays: z.int().min(1).max(3650).default(365),
  selinux: z.strictObject({ rpms: z.array(Place).min(1) }).optional(),
  /** Other places than the publishers' own: base URLs or folders laid out like them. */
  sources: z
    .strictObject({
      k3s: Place.optional(),
      /** `…/install.sh` names the script itself. */
      k3sScript: Place.optional(),
      docker: Place.optional(),
      /** Of `rancher-images.txt`. */
      rancher: Place.optional(),
      /** A registry that has Docker Hub's images, or a folder in the OCI image layout. */
      registry: Place.optional(),
      /** Such as http://proxy:3128; else HTTPS_PROXY and its like count. */
      proxy: z.url({ protocol: /^https?$/ }).optional(),
    })
    .prefault({}),
  /** Build only with this very install script. */
  installScriptSha256: Sha256.optional(),
  /** Docker publishes no checksums: pin your own here. */
  dockerSha256: z.partialRecord(Architecture, Sha256).default({}),
  extra: z
    .strictObject({
      k3sImages: z.array(extraImages).default([]),
      dockerImages: z.array(extraImages).default([]),
      files: z.array(ExtraFile).default([]),
    })
    .prefault({}),
});
export type Recipe = z.infer<typeof Recipe>;

/** A place as a URL or as an absolute path. */
function resolved(place: string, folder: string): string {
  if (/^https?:/i.test(place)) return place;
  if (/^file:/i.test(place)) return fileURLToPath(place);
  return resolve(folder, place);
}

function withPaths(recipe: Recipe, folder: string): Recipe {
  const at = (place: string) => resolved(place, folder);
  const sources = { ...recipe.sources };
  for (const name of [
    "k3s",
    "k3sScript",
    "docker",
    "rancher",
    "registry",
  ] as const) {
    const place = sources[name];
    if (place !== undefined) sources[name] = at(place);
  }
  const images = (list: Recipe["extra"]["k3sImages"]) =>
    list.map((each) =>
      typeof each === "string" ? at(each) : { ...each, from: at(each.from) },
    );
  return {
    ...recipe,
    sources,
    ...(recipe.selinux && { selinux: { rpms: recipe.selinux.rpms.map(at) } }),
    extra: {
      k3sImages: images(recipe.extra.k3sImages),
      dockerImages: images(recipe.extra.dockerImages),
      files: recipe.extra.files.map((each) => ({
        ...each,
        from: at(each.from),
      })),
    },
  };
}

/**
 * A recipe out of its text; paths in it count from `folder`. `path` is for failures.
 * Throws `yaml-invalid`, `recipe-invalid`, `versions-do-not-fit`.
 */
export function parseRecipe(
  text: string,
  path: string,
  folder = dirname(path),
): Recipe {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
  });
  const mistake = document.errors[0];
  if (mistake !== undefined) {
    const { line, col } = lines.linePos(mistake.pos[0]);
    throw failed("yaml-invalid", {
      data: { path, line, column: col, reason: mistake.message },
    });
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    throw failed("yaml-invalid", {
      data: { path, line: 1, column: 1, reason: reasonOf(error) },
    });
  }
  const parsed = Recipe.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const keys = issue?.code === "unrecognized_keys" ? issue.keys : [];
    const place = placeOf([...(issue?.path ?? []), ...keys.slice(0, 1)]);
    throw failed("recipe-invalid", {
      data: {
        path,
        place: place === "" ? "its top" : place,
        reason: issue?.message ?? "",
      },
    });
  }
  if (parsed.data.rancher !== undefined) {
    requireVersionsFit(parsed.data.k3s, parsed.data.rancher);
  }
  return withPaths(parsed.data, resolve(folder));
}

/** Reads bundle.yaml. Throws also `file-unreadable`. */
export async function loadRecipe(path: string): Promise<Recipe> {
  let text;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw failed(
      "file-unreadable",
      { data: { path, reason: reasonOf(error) } },
      { cause: error },
    );
  }
  return parseRecipe(text, path);
}
