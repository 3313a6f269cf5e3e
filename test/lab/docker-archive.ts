// Docker's static archive, made of Debian's programs: same names, same folder.
// Debian's are linked against libraries, which the lab's hosts have (README.md of k3s-standin).
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDebian, unpackDebian } from "./debian-files.ts";
import { cachedFile } from "./folders.ts";
import { mustRun } from "./process.ts";

const packages = ["docker.io", "containerd", "runc", "tini"];

/** In the archive, and where Debian has it; the first that is there counts. */
const programs: Record<string, readonly string[]> = {
  dockerd: ["usr/sbin/dockerd"],
  docker: ["usr/bin/docker"],
  "docker-init": ["usr/bin/tini-static", "usr/bin/docker-init"],
  "docker-proxy": ["usr/sbin/docker-proxy", "usr/libexec/docker/docker-proxy"],
  containerd: ["usr/bin/containerd"],
  "containerd-shim-runc-v2": ["usr/bin/containerd-shim-runc-v2"],
  ctr: ["usr/bin/ctr"],
  runc: ["usr/sbin/runc", "usr/bin/runc"],
};

export interface DockerSource {
  packages: readonly string[];
  /** As Docker says it, such as "20.10.24". */
  version: string;
  /** Changes with any of the packages. */
  stamp: string;
}

/** Which Docker an archive of today would hold. Downloads nothing. */
export const dockerSource = async (): Promise<DockerSource> => {
  const found = await findDebian(packages);
  // Newer Debians have the client apart.
  const client = await findDebian(["docker-cli"]).catch(() => []);
  const all = [...found, ...client];
  const version = /^(?:\d+:)?(\d+\.\d+\.\d+)/.exec(
    all.find(({ name }) => name === "docker.io")?.version ?? "",
  )?.[1];
  if (version === undefined)
    throw new Error("docker.io has a version that is none of Docker's");
  return {
    packages: all.map(({ name }) => name),
    version,
    stamp: createHash("sha256")
      .update(all.map(({ stamp }) => stamp).join(" "))
      .digest("hex")
      .slice(0, 16),
  };
};

const pack = async (source: DockerSource, to: string): Promise<void> => {
  const work = mkdtempSync(join(tmpdir(), "forecourt-docker-"));
  try {
    const tree = join(work, "tree");
    await unpackDebian(source.packages, tree);
    const folder = join(work, "docker");
    mkdirSync(folder);
    for (const [name, places] of Object.entries(programs)) {
      const place = places
        .map((path) => join(tree, path))
        .find((path) => existsSync(path));
      if (place === undefined)
        throw new Error(`Debian's packages hold no ${name}`);
      renameSync(realpathSync(place), join(folder, name));
    }
    await mustRun("tar", [
      ...["--create", "--gzip", `--file=${to}`, `--directory=${work}`],
      ...["--sort=name", "--mtime=@0", "--owner=0", "--group=0"],
      ...["--numeric-owner", "--mode=0755", "docker"],
    ]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

/**
 * `docker-<version>.tgz` in the folder `out`, laid out as Docker's static archive.
 * Made once on a machine (half a minute), then copied from the lab's cache.
 * Throws where apt cannot give the packages.
 */
export const buildDockerArchive = async ({
  out,
}: {
  out: string;
}): Promise<{ file: string; version: string }> => {
  const source = await dockerSource();
  const cached = await cachedFile(`docker-archive-${source.stamp}.tgz`, (to) =>
    pack(source, to),
  );
  mkdirSync(out, { recursive: true });
  const file = join(out, `docker-${source.version}.tgz`);
  copyFileSync(cached, `${file}.${process.pid}.tmp`);
  renameSync(`${file}.${process.pid}.tmp`, file);
  return { file, version: source.version };
};
