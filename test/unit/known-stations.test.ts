import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { KnownStations } from "../../main/adapters/files/known-stations.ts";

function stations(): KnownStations {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-known-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return new KnownStations(folder);
}

test("the newest comes first, and each station once: where it was opened from last", () => {
  const known = stations();
  known.add({ path: "/stick/a.yaml", id: "s-1", name: "First" });
  known.add({ path: "/stick/b.yaml", id: "s-2", name: "Second" });
  known.use("/stick/a.yaml", {
    bundle: { folder: "/stick/bundle" },
    pack: "/stick/s-1.pack",
  });
  known.add({ path: "/state/s-1.yaml", id: "s-1", name: "First, changed" });
  expect(known.list()).toEqual([
    {
      path: "/state/s-1.yaml",
      id: "s-1",
      name: "First, changed",
      bundle: { folder: "/stick/bundle" },
      pack: "/stick/s-1.pack",
    },
    { path: "/stick/b.yaml", id: "s-2", name: "Second" },
  ]);
});

test("a file that now holds another station is known as that one", () => {
  const known = stations();
  known.add({ path: "/stick/a.yaml", id: "s-1", name: "First" });
  known.use("/stick/a.yaml", { pack: "/stick/s-1.pack" });
  known.add({ path: "/stick/a.yaml", id: "s-3", name: "Third" });
  expect(known.list()).toEqual([
    { path: "/stick/a.yaml", id: "s-3", name: "Third" },
  ]);
});
