import { join } from "node:path";
import { z } from "zod";
import { KnownStation } from "../../../common/ipc/snapshot.ts";
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

  add(station: KnownStation): void {
    const others = this.list().filter(({ path }) => path !== station.path);
    writeJsonFile(this.#path, [station, ...others].slice(0, most));
  }
}
