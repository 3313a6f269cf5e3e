import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ended, forecourt } from "../lab/forecourt.ts";
import {
  buildPacks,
  buildThroughACrash,
  writeTable,
  type ManyStations,
} from "../lab/many-stations.ts";
import { patience, readersOwn } from "../lab/rancher/given.ts";
import { LabRancher } from "../lab/rancher/lab-rancher.ts";

/** As many as a Rancher of the reader's own may have of us; `npm run bench fleet.packs` has 2,000. */
const asked = Number(process.env["FORECOURT_RANCHER_STATIONS"] || 20);

describe("many stations at headquarters", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-many-"));
  const region = `test-${Date.now().toString(36)}`;
  let rancher: LabRancher;
  let many: ManyStations;

  beforeAll(async () => {
    if (!(Number.isInteger(asked) && asked >= 4 && asked <= 2000))
      throw new Error("FORECOURT_RANCHER_STATIONS is a number from 4 to 2000");
    rancher = await LabRancher.open();
    const ids: string[] = [];
    for (let index = 0; index < asked; index += 1)
      ids.push(await rancher.newName(`s-many-${index}`));
    many = {
      ids,
      folder,
      region,
      rancher: rancher.station,
      token: rancher.token,
      atOnce: 4,
    };
    writeTable(many);
  });

  afterAll(async () => {
    await rancher.close();
    rmSync(folder, { recursive: true });
  }, patience);

  const clusters = async () => {
    const { code, stderr, events } = await ended(
      forecourt(
        [
          ...["--language=en", "fleet", "status", "--json"],
          ...[`--label=region=${region}`, ...rancher.options],
        ],
        {
          FORECOURT_HOME: join(folder, "home"),
          FORECOURT_RANCHER_TOKEN: rancher.token,
        },
      ),
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    return events.flatMap(({ type, station }) =>
      type === "station" ? [String(station)] : [],
    );
  };

  it(
    "killed half-way and run again: a cluster for each, none twice, none missing",
    async () => {
      await buildThroughACrash(many);
      expect((await clusters()).toSorted()).toEqual(many.ids.toSorted());
      // Asked past our own code as well, which might leave out a twin.
      for (const id of many.ids)
        expect(await rancher.records.named(id)).toHaveLength(1);
    },
    patience,
  );

  it(
    "once more changes nothing",
    async () => {
      const ids = async () =>
        (
          await Promise.all(many.ids.map((id) => rancher.records.cluster(id)))
        ).map((cluster) => cluster?.id);
      const before = await ids();
      expect(await buildPacks(many)).toBe(0);
      expect(await ids()).toEqual(before);
      expect(await clusters()).toHaveLength(asked);
      // The stand-in saw no more names than these.
      if (!readersOwn) expect(rancher.standin.state.clusters.size).toBe(asked);
    },
    patience,
  );
});
