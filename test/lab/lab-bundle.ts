import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { buildBundle } from "../../main/adapters/bundle/build.ts";
import { generateKeyFiles } from "../../main/adapters/bundle/keygen.ts";
import { parseRecipe } from "../../main/adapters/bundle/recipe.ts";
import { RegistryServer } from "../integration/bundle/registry-server.ts";
import { cacheFolder, withLock } from "./folders.ts";
import { serveReleases } from "./releases.ts";

/** The Rancher whose images are in the lab's bundle; test/rancher-standin stands in for it. */
export const labRancher = "2.15.1";

/** A bundle for the lab's hosts. */
export interface LabBundle {
  readonly folder: string;
  /** Files with the public keys that may have signed it. */
  readonly trustKeys: readonly string[];
  /** False where K3s in it is the stand-in. */
  readonly real: boolean;
}

/**
 * FORECOURT_BUNDLE, whose public key is FORECOURT_TRUST_KEY or a `.pub` file in it or beside it;
 * else one that is built, as headquarters would, out of the lab's own release server.
 */
export async function labBundle(): Promise<LabBundle> {
  const given = process.env["FORECOURT_BUNDLE"];
  return given === undefined || given === ""
    ? builtBundle("v1.36.4+k3s1")
    : givenBundle(resolve(given));
}

function givenBundle(folder: string): LabBundle {
  const named = process.env["FORECOURT_TRUST_KEY"];
  const trustKeys =
    named === undefined || named === ""
      ? [folder, dirname(folder)].flatMap((place) =>
          readdirSync(place)
            .filter((name) => name.endsWith(".pub"))
            .map((name) => join(place, name)),
        )
      : [named];
  return { folder, trustKeys, real: true };
}

async function builtBundle(k3s: string): Promise<LabBundle> {
  const releases = await serveReleases();
  try {
    const digest = createHash("sha256")
      .update(releases.digest)
      .update(`${k3s} ${labRancher}`)
      .digest("hex")
      .slice(0, 16);
    const folder = join(cacheFolder(), `bundle-${digest}`);
    await withLock(`${folder}.lock`, async () => {
      if (!existsSync(folder)) await build(folder, k3s, releases);
    });
    const bundle = join(folder, "bundle");
    return {
      folder: bundle,
      trustKeys: [join(folder, "lab.pub")],
      real: false,
    };
  } finally {
    await releases.close();
  }
}

async function build(
  folder: string,
  k3s: string,
  { url, dockerVersion }: { url: string; dockerVersion: string },
): Promise<void> {
  const unfinished = join(dirname(folder), `unfinished-${basename(folder)}`);
  rmSync(unfinished, { recursive: true, force: true });
  const key = join(unfinished, "lab.key");
  mkdirSync(unfinished, { recursive: true });
  await generateKeyFiles(key, join(unfinished, "lab.pub"));
  const registry = await rancherRegistry(join(unfinished, "rancher"));
  const recipe = parseRecipe(
    JSON.stringify({
      name: "the lab's",
      k3s,
      docker: dockerVersion,
      architectures: ["amd64"],
      rancher: labRancher,
      sources: {
        k3s: `${url}/k3s-io/k3s/releases/download`,
        k3sScript: `${url}/k3s-io/k3s`,
        docker: `${url}/linux/static/stable`,
        rancher: join(unfinished, "rancher"),
        registry: registry.base,
      },
    }),
    join(unfinished, "bundle.yaml"),
  );
  await buildBundle(recipe, {
    out: join(unfinished, "bundle"),
    cache: join(unfinished, "downloads"),
    key,
  }).finally(() => registry.stop());
  rmSync(join(unfinished, "downloads"), { recursive: true, force: true });
  renameSync(unfinished, folder);
}

/** A registry with images of the names that this Rancher's agent and what follows it have; the content is nothing. */
async function rancherRegistry(folder: string): Promise<RegistryServer> {
  const version = `v${labRancher}`;
  const names = [
    `rancher/rancher-agent:${version}`,
    "rancher/shell:v0.8.1",
    "rancher/rancher-webhook:v0.11.0",
    "rancher/fleet-agent:v0.16.0",
  ];
  mkdirSync(join(folder, version), { recursive: true });
  writeFileSync(
    join(folder, version, "rancher-images.txt"),
    `${names.join("\n")}\n`,
  );
  const registry = new RegistryServer();
  await registry.start();
  for (const name of names)
    registry.addImage(name, { layers: [Buffer.alloc(5000, name)] });
  return registry;
}

/** A key pair that has signed nothing; answers the public key's file. */
export async function otherKeys(folder: string): Promise<string> {
  const file = join(folder, "other.pub");
  if (!existsSync(file))
    await generateKeyFiles(join(folder, "other.key"), file);
  return file;
}
