import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type {
  FoundPack,
  FoundPacks as Found,
} from "../../common/ipc/found-packs.ts";
import { failureOf } from "../../common/model/failure.ts";
import { isOver, type PackLabel } from "../../common/model/pack.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { packEnding, readPackLabel } from "../adapters/packs/pack-file.ts";
import { drives } from "./places.ts";

/** What a screen shows at once; more are found by what is typed. */
const mostShown = 10;
const mostFolders = 200;

interface Read {
  /** Of the file, by which a changed one is read again. */
  readonly mark: string;
  /** Undefined for a file that is no pack. */
  readonly label: PackLabel | undefined;
}

/**
 * Station packs that lie where bundles do: on drives, at their top or one folder below, beside the program
 * and beside the open bundle. Only their first lines are read, and once each; who made them is not known.
 */
export class FoundPacks {
  readonly #beside: string | undefined;
  readonly #bundle: () => string | undefined;
  readonly #drives: () => Promise<readonly { readonly path: string }[]>;
  readonly #read = new Map<string, Read>();

  constructor(
    beside: string | undefined,
    bundle: () => string | undefined,
    plugged: () => Promise<readonly { readonly path: string }[]> = drives,
  ) {
    this.#beside = beside;
    this.#bundle = bundle;
    this.#drives = plugged;
  }

  /** Those whose station's id or name has `search` in it; `all` counts what was found without it. */
  async list(search: string): Promise<Found> {
    const found: FoundPack[] = [];
    for (const folder of await this.#folders())
      for (const path of await packsIn(folder)) {
        const label = await this.#labelOf(path);
        if (label === undefined) continue;
        const { station, name = "", validity } = label;
        found.push({
          path,
          station,
          name,
          over: isOver(validity, systemClock.now()),
        });
      }
    const wanted = search.trim().toLowerCase();
    const fitting = found
      .filter(({ station, name }) =>
        `${station}\n${name}`.toLowerCase().includes(wanted),
      )
      .sort((a, b) => a.station.localeCompare(b.station));
    return {
      packs: fitting.slice(0, mostShown),
      all: found.length,
      more: Math.max(0, fitting.length - mostShown),
    };
  }

  async #folders(): Promise<Set<string>> {
    const tops = (await this.#drives()).map(({ path }) => path);
    if (this.#beside !== undefined) tops.push(this.#beside);
    const below = await Promise.all(tops.map(foldersIn));
    const bundle = this.#bundle();
    const around =
      bundle === undefined
        ? []
        : [dirname(bundle), bundle].flatMap((at) => [at, join(at, "packs")]);
    return new Set([...tops, ...below.flat(), ...around]);
  }

  async #labelOf(path: string): Promise<PackLabel | undefined> {
    const seen = await stat(path).catch(() => undefined);
    if (seen === undefined) return undefined;
    const mark = `${seen.mtimeMs} ${seen.size} ${seen.ino}`;
    const before = this.#read.get(path);
    if (before?.mark === mark) return before.label;
    const label = await readPackLabel(path).catch((error: unknown) => {
      if (failureOf(error) === undefined) throw error;
      return undefined;
    });
    this.#read.set(path, { mark, label });
    return label;
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  return (await entriesOf(folder))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .slice(0, mostFolders)
    .map(({ name }) => join(folder, name));
}

/** Files only: a pipe would never answer. What another system left beside them begins with a dot. */
async function packsIn(folder: string): Promise<string[]> {
  return (await entriesOf(folder))
    .filter(
      (entry) =>
        entry.isFile() &&
        entry.name.endsWith(packEnding) &&
        !entry.name.startsWith("."),
    )
    .map(({ name }) => join(folder, name));
}

async function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}
