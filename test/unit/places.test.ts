import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { places } from "../../main/wizard/places.ts";
import { saveSecretFile } from "../../main/wizard/save-secret-file.ts";

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "forecourt-places-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

test("bundles beside the program come first", async () => {
  const stick = await folder();
  for (const name of ["photos", "b-2", "b-1"]) await mkdir(join(stick, name));
  for (const name of ["b-1", "b-2"])
    await writeFile(join(stick, name, "manifest.json.minisig"), "");
  const found = await places(stick);
  expect(found.slice(0, 2)).toEqual([
    {
      path: join(stick, "b-1"),
      label: "b-1",
      kind: "drive",
      bundles: [join(stick, "b-1")],
    },
    {
      path: join(stick, "b-2"),
      label: "b-2",
      kind: "drive",
      bundles: [join(stick, "b-2")],
    },
  ]);
  expect(await places(join(stick, "none"))).toEqual(await places());
});

test("a secret is saved for its owner only, and replaces only where that was asked for", async () => {
  const path = join(await folder(), "s-1.kubeconfig");
  await saveSecretFile(path, "first", { replace: false });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await expect(
    saveSecretFile(path, "second", { replace: false }),
  ).rejects.toMatchObject({ failure: { code: "output-exists" } });
  expect(await readFile(path, "utf8")).toBe("first");
  await chmod(path, 0o644);
  await saveSecretFile(path, "second", { replace: true });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, "utf8")).toBe("second");
  await expect(
    saveSecretFile(join(path, "below"), "x", { replace: true }),
  ).rejects.toMatchObject({ failure: { code: "file-unwritable" } });
});
