import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { sealPack } from "../../main/adapters/packs/pack-envelope.ts";
import { masterKey, newScrypt } from "../../main/adapters/packs/pack-key.ts";
import { FoundPacks } from "../../main/wizard/found-packs.ts";
import { packContent } from "./pack-samples.ts";

const key = await masterKey("four words and none", {
  ...newScrypt(),
  cost: 2 ** 14,
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "forecourt-found-packs-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

function sealed(id: string, name?: string, until = "2126-01-01T00:00:00Z") {
  const content = packContent({ id, until });
  const { station } = content;
  return sealPack(
    { ...content, station: { ...station, ...(name && { name }) } },
    key,
  );
}

/** Whatever else is plugged in at this machine. */
const plugged =
  (...paths: string[]) =>
  () =>
    Promise.resolve(paths.map((path) => ({ path })));

test("packs on a drive, one folder below, and beside the bundle are told by what they say of themselves", async () => {
  const stick = await folder();
  const elsewhere = await folder();
  for (const name of ["packs", "packs/deeper"]) await mkdir(join(stick, name));
  await mkdir(join(elsewhere, "bundle"));
  await writeFile(join(stick, "packs/b.pack"), sealed("s-2", "Süd 14"));
  await writeFile(join(stick, "a.pack"), sealed("s-1", undefined, "2020-01-01T00:00:00Z")); // prettier-ignore
  await writeFile(join(stick, "packs/deeper/c.pack"), sealed("s-3"));
  await writeFile(join(elsewhere, "d.pack"), sealed("s-4"));
  // What else may end so.
  await mkdir(join(stick, "folder.pack"));
  await writeFile(join(stick, "empty.pack"), "");
  await writeFile(join(stick, "._a.pack"), sealed("s-5"));
  await writeFile(join(stick, "long.pack"), Buffer.alloc(9000, "x"));
  await writeFile(join(stick, "newer.pack"), '{"format":"forecourt-pack/2"}\n');
  const laptop: { bundle?: string } = {};
  const found = new FoundPacks(undefined, () => laptop.bundle, plugged(stick));
  expect(await found.list("")).toEqual({
    packs: [
      { path: join(stick, "a.pack"), station: "s-1", name: "", over: true },
      {
        path: join(stick, "packs/b.pack"),
        station: "s-2",
        name: "Süd 14",
        over: false,
      },
    ],
    all: 2,
    more: 0,
  });
  laptop.bundle = join(elsewhere, "bundle");
  expect((await found.list(" süd ")).packs).toHaveLength(1);
  expect(await found.list("s-4")).toMatchObject({
    packs: [{ station: "s-4" }],
    all: 3,
  });
});

test("of many the first are told, and how many more there are; one that was replaced is read again", async () => {
  const stick = await folder();
  for (let at = 10; at < 25; at += 1)
    await writeFile(join(stick, `s-${at}.pack`), sealed(`s-${at}`));
  const found = new FoundPacks(stick, () => undefined, plugged());
  const { packs, all, more } = await found.list("");
  expect(packs.map(({ station }) => station)).toEqual(
    Array.from({ length: 10 }, (_, at) => `s-${at + 10}`),
  );
  expect({ all, more }).toEqual({ all: 15, more: 5 });
  const path = join(stick, "s-10.pack");
  await writeFile(path, sealed("s-10", "Renewed"));
  await utimes(path, 1, 1);
  expect((await found.list("s-10")).packs).toMatchObject([{ name: "Renewed" }]);
  await rm(path);
  expect((await found.list("s-10")).packs).toEqual([]);
});
