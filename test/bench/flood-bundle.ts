// The lab's bundle with a K3s install script that first prints a flood: a step that is as loud as it gets.
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Manifest } from "../../common/model/manifest.ts";
import {
  formatPublicKey,
  signMinisign,
} from "../../main/adapters/bundle/minisign.ts";
import { generateSecretKey } from "../../main/adapters/bundle/minisign-secret.ts";
import {
  manifestName,
  signatureName,
} from "../../main/adapters/bundle/names.ts";
import { labBundle } from "../lab/lab-bundle.ts";

/** Bytes of each line, its newline included. */
export const floodLine = 64;

/** The text of one line; numbered, so that a lost one is missed. */
export const floodText = (number: number): string =>
  `line ${String(number).padStart(8, "0")} ${"x".repeat(floodLine - 15)}`;

const printer = (lines: number) =>
  `seq -f 'line %08.0f ${"x".repeat(floodLine - 15)}' 0 ${lines - 1}`;

export interface FloodBundle {
  readonly folder: string;
  readonly key: string;
  readonly lines: number;
}

/** Into `folder`; it prints at least `bytes` bytes. */
export async function floodBundle(
  folder: string,
  bytes: number,
): Promise<FloodBundle> {
  const given = await labBundle();
  const lines = Math.ceil(bytes / floodLine);
  const bundle = join(folder, "bundle");
  cpSync(given.folder, bundle, { recursive: true });
  const manifest = Manifest.parse(
    JSON.parse(readFileSync(join(bundle, manifestName), "utf8")),
  );
  const files = manifest.files.map((file) => {
    if (file.kind !== "k3s-install-script") return file;
    const path = join(bundle, file.path);
    const script = readFileSync(path, "utf8");
    const [first = "", ...rest] = script.split("\n");
    rmSync(path);
    writeFileSync(path, [first, printer(lines), ...rest].join("\n"));
    const sha256 = createHash("sha256")
      .update(readFileSync(path))
      .digest("hex");
    return { ...file, sha256, chunks: [sha256], size: statSync(path).size };
  });
  const content = Buffer.from(JSON.stringify({ ...manifest, files }));
  const secret = generateSecretKey();
  const key = join(folder, "flood.pub");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(bundle, manifestName), content);
  writeFileSync(
    join(bundle, signatureName),
    signMinisign(content, secret, "flood"),
  );
  writeFileSync(key, formatPublicKey(secret));
  return { folder: bundle, key, lines };
}
