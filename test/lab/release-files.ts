// What the real download sites have, made when it is asked for: K3s' releases
// (the stand-in), the install script, Docker's archive. Laid out as there.
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import tar from "tar-stream";
import { buildDockerArchive, dockerSource } from "./docker-archive.ts";
import { cacheFolder, withLock } from "./folders.ts";
import { buildStandin, standinStamp } from "./k3s-standin/build.ts";
import { prune } from "./prune.ts";
import { buildAirgapImages, imageList } from "./k3s-standin/images.ts";

const architectures = {
  amd64: { k3s: "k3s", images: "amd64", docker: "x86_64" },
  arm64: { k3s: "k3s-arm64", images: "arm64", docker: "aarch64" },
  arm: { k3s: "k3s-armhf", images: "arm", docker: "armhf" },
} as const;
type Architecture = keyof typeof architectures;

export interface ReleaseFiles {
  /** Folder with what was asked for so far. */
  readonly root: string;
  readonly dockerVersion: string;
  /** Changes with anything that can be asked for. */
  readonly digest: string;
  /** The file for a path of the sites, such as "/k3s-io/k3s/releases/download/v1.36.4+k3s1/k3s"; undefined where there is none. */
  file(path: string): Promise<string | undefined>;
}

const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
};

/** An archive of the right form for machines that the lab has none of. */
const emptyDocker = async (to: string): Promise<void> => {
  const pack = tar.pack();
  pack.entry({ name: "docker/dockerd", mode: 0o755 }, "#!/bin/sh\nexit 1\n");
  pack.finalize();
  const parts: Buffer[] = [];
  for await (const part of pack) parts.push(part as Buffer);
  writeFileSync(to, gzipSync(Buffer.concat(parts)));
};

/** How to make a path, or undefined. `asked` gives another path's file. */
const makerOf = (
  path: string,
  dockerVersion: string,
  asked: (path: string) => Promise<string | undefined>,
): ((to: string) => Promise<void>) | undefined => {
  const script = /^\/k3s-io\/k3s\/(?:raw\/)?(v\d[^/]+)\/install\.sh$/.exec(
    path,
  );
  if (script !== null)
    return async (to) => {
      copyFileSync(join(import.meta.dirname, "k3s-standin/install.sh"), to);
      return await Promise.resolve();
    };
  const docker = /^\/linux\/static\/stable\/([^/]+)\/docker-([^/]+)\.tgz$/.exec(
    path,
  );
  if (docker !== null) {
    if (docker[2] !== dockerVersion) return undefined;
    if (docker[1] === "x86_64")
      return async (to) => {
        const folder = mkdtempSync(`${to}.`);
        const { file } = await buildDockerArchive({ out: folder });
        renameSync(file, to);
        rmSync(folder, { recursive: true });
      };
    const known = Object.values(architectures).some(
      (names) => names.docker === docker[1],
    );
    return known ? emptyDocker : undefined;
  }
  const release =
    /^(\/k3s-io\/k3s\/releases\/download\/(v1\.\d+\.\d+\+k3s\d+))\/([^/]+)$/.exec(
      path,
    );
  if (release === null) return undefined;
  const [, base = "", version = "", asset = ""] = release;
  if (asset === "k3s-images.txt")
    return async (to) => {
      writeFileSync(to, imageList(version));
      return await Promise.resolve();
    };
  for (const name of Object.keys(architectures) as Architecture[]) {
    const names = architectures[name];
    const images = `k3s-airgap-images-${names.images}.tar.zst`;
    if (asset === names.k3s)
      return async (to) => {
        if (name === "amd64") copyFileSync(await buildStandin({ version }), to);
        else writeFileSync(to, `#!/bin/sh\necho k3s ${version} for ${name}\n`);
        chmodSync(to, 0o755);
      };
    if (asset === images)
      return async (to) => {
        const archive = `${to}.tar.zst`;
        await buildAirgapImages(version, archive, {
          architecture: name,
          ...(name === "amd64" ? {} : { padding: 1000 }),
        });
        renameSync(archive, to);
      };
    if (asset === `sha256sum-${names.images}.txt`)
      return async (to) => {
        const lines: string[] = [];
        for (const each of [images, names.k3s])
          lines.push(
            `${await sha256Of((await asked(`${base}/${each}`)) ?? "")}  ${each}\n`,
          );
        writeFileSync(to, lines.join(""));
      };
  }
  return undefined;
};

/** `dir`: where the files are kept; by default the lab's cache. Throws where apt knows no Docker. */
export const releaseFiles = async (dir?: string): Promise<ReleaseFiles> => {
  const source = await dockerSource();
  const digest = createHash("sha256")
    .update(`${standinStamp("any")} ${source.stamp}`)
    .digest("hex")
    .slice(0, 16);
  const root = dir ?? join(cacheFolder(), `releases-${digest}`);
  mkdirSync(root, { recursive: true });
  if (dir === undefined) prune(cacheFolder(), "releases-", root);
  const file = async (path: string): Promise<string | undefined> => {
    if (path.includes("/..")) return undefined;
    const make = makerOf(path, source.version, file);
    if (make === undefined) return undefined;
    const done = join(root, path);
    if (existsSync(done)) return done;
    return await withLock(
      join(root, ".locks", path.replaceAll("/", "%")),
      async () => {
        if (existsSync(done)) return done;
        mkdirSync(dirname(done), { recursive: true });
        const unfinished = `${done}.${process.pid}.unfinished`;
        try {
          await make(unfinished);
          renameSync(unfinished, done);
        } finally {
          rmSync(unfinished, { force: true });
        }
        return done;
      },
    );
  };
  return { root, dockerVersion: source.version, digest, file };
};
