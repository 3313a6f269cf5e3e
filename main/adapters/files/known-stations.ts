import { join } from "node:path";
import { z } from "zod";
import { KnownStation } from "../../../common/ipc/snapshot.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const most = 200;

/**
 * Stations that were opened on this laptop, newest first, each with the file that it was opened from
 * last: `<state>/known-stations.json`. One that was changed here has another file than it came in.
 */
export class KnownStations {
  readonly #path: string;

  constructor(state: string) {
    this.#path = join(state, "known-stations.json");
  }

  list(): KnownStation[] {
    return readJsonFile(this.#path, z.array(KnownStation), []);
  }

  add(station: Omit<KnownStation, "bundle" | "pack">): void {
    const known = this.list();
    const isIt = ({ path, id }: Pick<KnownStation, "path" | "id">) =>
      path === station.path || id === station.id;
    const others = known.filter((other) => !isIt(other));
    const { pack, ...before } = known.find(isIt) ?? { id: "" };
    const same = before.id === station.id && pack !== undefined;
    const newest = { ...before, ...(same && { pack }), ...station };
    writeJsonFile(this.#path, [newest, ...others].slice(0, most));
  }

  /** The bundle that the station at this path is installed with, or its pack. */
  use(path: string, used: Pick<KnownStation, "bundle" | "pack">): void {
    writeJsonFile(
      this.#path,
      this.list().map((known) =>
        known.path === path ? { ...known, ...used } : known,
      ),
    );
  }
}
