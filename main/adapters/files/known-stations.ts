import { join } from "node:path";
import { z } from "zod";
import { KnownStation, type UsedBundle } from "../../../common/ipc/snapshot.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const most = 200;

/** Station files that were opened on this laptop, newest first: `<state>/known-stations.json`. */
export class KnownStations {
  readonly #path: string;

  constructor(state: string) {
    this.#path = join(state, "known-stations.json");
  }

  list(): KnownStation[] {
    return readJsonFile(this.#path, z.array(KnownStation), []);
  }

  add(station: Omit<KnownStation, "bundle">): void {
    const known = this.list();
    const others = known.filter(({ path }) => path !== station.path);
    const before = known.find(({ path }) => path === station.path);
    writeJsonFile(
      this.#path,
      [{ ...before, ...station }, ...others].slice(0, most),
    );
  }

  /** The bundle that the station at this path is installed with. */
  use(path: string, bundle: UsedBundle): void {
    writeJsonFile(
      this.#path,
      this.list().map((known) =>
        known.path === path ? { ...known, bundle } : known,
      ),
    );
  }
}
