import { createHash } from "node:crypto";
import { mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Manifest } from "../../common/model/manifest.ts";
import {
  formatPublicKey,
  signMinisign,
} from "../../main/adapters/bundle/minisign.ts";
import { generateSecretKey } from "../../main/adapters/bundle/minisign-secret.ts";
import { openBundle } from "../../main/adapters/bundle/open.ts";

const key = generateSecretKey();
const content = Buffer.from("hello");
const sha256 = createHash("sha256").update(content).digest("hex");
const file = {
  path: "file",
  name: "f",
  version: "1",
  arch: "any",
  kind: "file",
  size: 5,
  sha256,
  chunks: [sha256],
} as const;
let folder: string;
let dir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "forecourt-open-"));
  dir = folder;
  await writeFile(join(dir, "file"), content);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function sign(
  files: readonly object[] = [file],
  more: object = {},
): Promise<void> {
  const manifest = {
    format: "forecourt-bundle/1",
    name: "t",
    sequence: 1,
    created: "2026-01-01T00:00:00Z",
    expires: "2999-01-01T00:00:00Z",
    versions: { k3s: "v1.35.5+k3s1", docker: "29.1.0" },
    files,
    ...more,
  };
  await writeRaw(JSON.stringify(manifest));
}

async function writeRaw(text: string): Promise<void> {
  await writeFile(join(dir, "manifest.json"), text);
  await writeFile(
    join(dir, "manifest.json.minisig"),
    signMinisign(Buffer.from(text), key, "t"),
  );
}

const open = () => openBundle(dir, { trustKeys: [formatPublicKey(key)] });
const code = (value: string) => ({ failure: { code: value } });

test("a signed manifest opens; its digest is that of its bytes", async () => {
  await sign();
  const bundle = await open();
  expect(bundle.digest).toMatch(/^[0-9a-f]{64}$/);
  await bundle.verify(bundle.manifest.files);
  expect(await bundle.text(file as unknown as Manifest["files"][0])).toBe(
    "hello",
  );
});

test.each([
  ["not JSON", undefined, {}],
  ["no files", [], {}],
  ["a path up and out", [{ ...file, path: "../file" }], {}],
  ["an absolute path", [{ ...file, path: "/etc/passwd" }], {}],
  ["a target up and out", [{ ...file, target: "/var/../etc" }], {}],
  ["an unknown key", [{ ...file, colour: "red" }], {}],
  ["the same path twice", [file, { ...file, path: "FILE" }], {}],
  ["a chunk too few", [{ ...file, chunks: [] }], {}],
  ["another chunk than the whole", [{ ...file, chunks: ["0".repeat(64)] }], {}],
  [
    "parts not as large",
    [
      {
        ...file,
        parts: [
          { path: "a", size: 1 },
          { path: "b", size: 1 },
        ],
      },
    ],
    {},
  ],
  ["a wrong hash of nothing", [{ ...file, size: 0, chunks: [] }], {}],
  ["another format", [file], { format: "forecourt-bundle/2" }],
])("manifest-invalid: %s", async (_name, files, more) => {
  if (files === undefined) await writeRaw("{");
  else await sign(files, more);
  await expect(open()).rejects.toMatchObject(code("manifest-invalid"));
});

test("links out of the bundle are refused, links inside are not", async () => {
  dir = join(folder, "inner");
  const { mkdir } = await import("node:fs/promises");
  await mkdir(dir);
  await sign();
  const bundle = await open();
  await symlink("../file", join(dir, "file"));
  await expect(bundle.verify(bundle.manifest.files)).rejects.toMatchObject(
    code("bundle-file-altered"),
  );
  await expect(
    bundle.text(bundle.manifest.files[0] as Manifest["files"][0]),
  ).rejects.toMatchObject(code("bundle-file-altered"));
  await rename(join(folder, "file"), join(dir, "real"));
  await rm(join(dir, "file"));
  await symlink("real", join(dir, "file"));
  await bundle.verify(bundle.manifest.files);
});

test("a folder or another size in a file's place", async () => {
  await sign();
  const bundle = await open();
  await writeFile(join(dir, "file"), "hello!");
  await expect(bundle.verify(bundle.manifest.files)).rejects.toMatchObject(
    code("bundle-file-altered"),
  );
  await rm(join(dir, "file"));
  await expect(bundle.verify(bundle.manifest.files)).rejects.toMatchObject(
    code("bundle-file-missing"),
  );
  const { mkdir } = await import("node:fs/promises");
  await mkdir(join(dir, "file"));
  await expect(bundle.verify(bundle.manifest.files)).rejects.toMatchObject(
    code("bundle-file-altered"),
  );
});

test("a big file: ranges, pieces that are given back early, abort", async () => {
  const big = Buffer.alloc(40 * 1024 * 1024 + 3, "forecourt");
  const hash = (bytes: Buffer) =>
    createHash("sha256").update(bytes).digest("hex");
  const chunk = 16 * 1024 * 1024;
  const chunks = [0, 1, 2].map((index) =>
    hash(big.subarray(index * chunk, (index + 1) * chunk)),
  );
  await writeFile(join(dir, "file"), big);
  await sign([{ ...file, size: big.length, sha256: hash(big), chunks }]);
  const bundle = await open();
  const [entry] = bundle.manifest.files;
  if (entry === undefined) throw new Error("no file");
  const sum = createHash("sha256");
  for await (const piece of bundle.source(entry).read(7, big.length))
    sum.update(piece);
  expect(sum.digest("hex")).toBe(hash(big.subarray(7)));
  for await (const piece of bundle.source(entry).read(0, big.length)) {
    expect(piece.length).toBe(1024 * 1024);
    break;
  }
  expect(() => bundle.source(entry).read(0, big.length + 1)).toThrow(
    RangeError,
  );
  await expect(
    bundle.verify([entry], { signal: AbortSignal.abort() }),
  ).rejects.toMatchObject(code("aborted"));
  await bundle.verify([entry]);
});
