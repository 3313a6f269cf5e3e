// Checking a bundle of 1 GB: the whole command against one openssl that hashes
// the same files.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../common/model/manifest.ts";
import {
  formatPublicKey,
  signMinisign,
} from "../../main/adapters/bundle/minisign.ts";
import { generateSecretKey } from "../../main/adapters/bundle/minisign-secret.ts";
import {
  manifestName,
  signatureName,
} from "../../main/adapters/bundle/names.ts";
import { ensurePackages } from "../lab/packages.ts";
import { timed } from "./clean-up.ts";
import { benchFolder, incompressible } from "./folder.ts";
import type { Benchmark, Sides } from "./rows.ts";

const MB = 1e6;
const day = 86_400_000;

/** As a real bundle: most of it images, then the programs, then small things. */
const sizes = { "images.tar.zst": 850, "docker.tgz": 80, k3s: 69, install: 1 };

/** Writes and signs it. Gives its files' paths and the key's. */
const makeBundle = async (
  folder: string,
): Promise<{ files: string[]; key: string }> => {
  mkdirSync(join(folder, "bundle"));
  const files: Manifest["files"] = [];
  for (const [name, size] of Object.entries(sizes))
    files.push({
      ...(await incompressible(join(folder, "bundle", name), size * MB)),
      name,
      version: "1",
      arch: "any",
      kind: "file",
      target: `/srv/${name}`,
    });
  const manifest: Manifest = {
    format: "forecourt-bundle/1",
    name: "benchmark",
    sequence: 1,
    created: new Date().toISOString(),
    expires: new Date(Date.now() + day).toISOString(),
    versions: { k3s: "v1.36.0+k3s1", docker: "29.0.0" },
    files,
  };
  const content = Buffer.from(JSON.stringify(manifest));
  const secret = generateSecretKey();
  const key = join(folder, "key.pub");
  writeFileSync(join(folder, "bundle", manifestName), content);
  writeFileSync(
    join(folder, "bundle", signatureName),
    signMinisign(content, secret, "benchmark"),
  );
  writeFileSync(key, formatPublicKey(secret));
  return { files: files.map(({ path }) => join(folder, "bundle", path)), key };
};

export const verifyRow: Benchmark = {
  name: "bundle.verify",
  unit: "s",
  goal: 1.1,
  direction: "atMost",
  against: "openssl dgst",
  async prepare(): Promise<Sides> {
    await ensurePackages(["openssl"]);
    const folder = benchFolder(1000 * MB);
    const { files, key } = await makeBundle(folder);
    const program = new URL("../../main/cli.ts", import.meta.url).pathname;
    return {
      async ours() {
        const { seconds } = await timed(
          [
            ...[process.execPath, program, "bundle", "verify"],
            ...[join(folder, "bundle"), `--trust-key=${key}`],
          ] as [string, ...string[]],
          { env: { ...process.env, FORECOURT_HOME: join(folder, "home") } },
        );
        return seconds;
      },
      theirs: async () =>
        (await timed(["openssl", "dgst", "-sha256", ...files])).seconds,
      close: () => {
        rmSync(folder, { recursive: true });
        return Promise.resolve([]);
      },
    };
  },
};
