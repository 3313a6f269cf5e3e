import { writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { stringify } from "yaml";
import type { UsedBundle } from "../../common/ipc/snapshot.ts";
import { failed, failureOf } from "../../common/model/failure.ts";
import { type HostPlace, Station } from "../../common/model/station.ts";
import { readPublicKey } from "../adapters/bundle/keys.ts";
import { openBundle } from "../adapters/bundle/open.ts";
import type { RunStore } from "../adapters/files/run-store.ts";
import type { openSequences } from "../adapters/files/sequences.ts";
import { privateFolder } from "../adapters/files/state-folder.ts";
import { loadStation, placeName } from "../adapters/files/station-file.ts";
import type { Bundle } from "../ports/bundle.ts";
import type { KnownStations } from "../adapters/files/known-stations.ts";
import { unfinishedRun } from "./unfinished.ts";
import { signedOut, type WizardState } from "./wizard-state.ts";

/** Milliseconds between two words about how far a bundle's files are hashed. */
const tellEvery = 100;

/** What was chosen to work with, the station and the bundle. Another choice ends what was built on the one before. */
export class Chosen {
  readonly #state: WizardState;
  /** Of this account, where stations that are made here are written to. */
  readonly #folder: string;
  readonly #known: KnownStations;
  readonly #runs: RunStore;
  readonly #sequences: ReturnType<typeof openSequences>;
  /** Leaves the hosts. */
  readonly #signOut: () => Promise<void>;
  #station: { station: Station; folder: string } | undefined;
  #bundle: { opened: Bundle; used: UsedBundle } | undefined;
  #verifying = new AbortController();

  constructor(
    state: WizardState,
    folder: string,
    known: KnownStations,
    runs: RunStore,
    sequences: ReturnType<typeof openSequences>,
    signOut: () => Promise<void>,
  ) {
    this.#state = state;
    this.#folder = folder;
    this.#known = known;
    this.#runs = runs;
    this.#sequences = sequences;
    this.#signOut = signOut;
  }

  /** Both, to sign in with. Throws `aborted` where one is missing: the page does not offer it then. */
  both(): {
    station: { station: Station; folder: string };
    bundle: Bundle;
  } {
    if (this.#station === undefined || this.#bundle === undefined)
      throw failed("aborted");
    const { path } = this.#state.now.station ?? {};
    if (path !== undefined) {
      this.#known.use(path, { bundle: this.#bundle.used });
      this.#state.change({ known: this.#known.list() });
    }
    return { station: this.#station, bundle: this.#bundle.opened };
  }

  async openStation(path: string): Promise<void> {
    const loaded = await loadStation(path);
    await this.#signOut();
    // The same one, changed: its pack is still its pack.
    const same = loaded.station.id === this.#station?.station.id;
    this.#station = loaded;
    const { id, name } = loaded.station;
    this.#known.add({ path, id, name: name ?? id });
    const unfinished = await unfinishedRun(id, this.#runs);
    this.#state.change({
      ...signedOut,
      known: this.#known.list(),
      station: { path, station: loaded.station },
      interrupted: null,
      run: null,
      ...(same ? {} : { pack: null }),
      unfinished,
    });
  }

  /** The station that is open. Throws `aborted` where there is none. */
  stationNow(): Station {
    if (this.#station === undefined) throw failed("aborted");
    return this.#station.station;
  }

  /** The station of this id as this laptop knows it; undefined also where its file is gone or spoiled. */
  async known(
    id: string,
  ): Promise<{ path: string; station: Station } | undefined> {
    const path = this.#known.list().find((each) => each.id === id)?.path;
    if (path === undefined) return undefined;
    const loaded = await loadStation(path).catch((error: unknown) => {
      if (failureOf(error) === undefined) throw error;
      return undefined;
    });
    return loaded?.station.id === id
      ? { path, station: this.asHere(loaded.station, loaded.folder) }
      : undefined;
  }

  /** Remembers where the open station's pack is: its passphrase is asked for again another time. */
  usesPack(pack: string): void {
    const { path } = this.#state.now.station ?? {};
    if (path === undefined) return;
    this.#known.use(path, { pack });
    this.#state.change({ known: this.#known.list() });
  }

  /** Checks a station as the form made it, writes it and opens it. */
  async saveStation(input: unknown): Promise<void> {
    const parsed = Station.safeParse(input);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw failed("station-invalid", {
        data: {
          path: "",
          place: placeName(issue?.path ?? []),
          reason: issue?.message ?? "",
        },
      });
    }
    const station = this.asHere(parsed.data, this.#station?.folder);
    const path = join(this.#folder, "stations", station.id, "station.yaml");
    privateFolder(dirname(path));
    await writeFile(path, stringify(station), { mode: 0o600 });
    await this.openStation(path);
  }

  async closeStation(): Promise<void> {
    await this.#signOut();
    this.#station = undefined;
    this.#state.change({
      ...signedOut,
      station: null,
      run: null,
      pack: null,
      unfinished: null,
    });
  }

  /** Opens and verifies it; how far that is stands in the snapshot. */
  async openBundle(folder: string, trustKey?: string): Promise<void> {
    this.#verifying.abort();
    const mine = (this.#verifying = new AbortController());
    await this.#signOut();
    this.#bundle = undefined;
    this.#state.change({ ...signedOut, bundle: null, run: null });
    const opened = await openBundle(folder, {
      trustKeys: trustKey === undefined ? [] : [await readPublicKey(trustKey)],
      lowestSequence: (key) => this.#sequences.highest(key),
    });
    const { manifest } = opened;
    const totalBytes = manifest.files.reduce((sum, { size }) => sum + size, 0);
    let bytes = 0;
    let told = 0;
    const progress = (more: number) => {
      bytes += more;
      if (Date.now() - told < tellEvery && bytes < totalBytes) return;
      told = Date.now();
      this.#state.change({
        busy: { with: "verifying-bundle", bytes, totalBytes },
      });
    };
    progress(0);
    try {
      await opened.verify(manifest.files, {
        signal: mine.signal,
        onBytes: progress,
      });
    } finally {
      if (this.#verifying === mine) this.#state.change({ busy: null });
    }
    if (this.#verifying !== mine) throw failed("aborted");
    await this.#sequences.seen(opened.signedBy, manifest.sequence);
    this.#bundle = {
      opened,
      used: { folder, ...(trustKey === undefined ? {} : { trustKey }) },
    };
    this.#state.change({
      bundle: {
        folder,
        name: manifest.name,
        sequence: manifest.sequence,
        created: manifest.created,
        expires: manifest.expires,
        ...manifest.versions,
        rancher: manifest.files.some(({ kind }) => kind === "rancher-images")
          ? (manifest.versions.rancher ?? "")
          : "",
        files: manifest.files.length,
        bytes: totalBytes,
        architectures: [
          ...new Set(manifest.files.map(({ arch }) => arch)),
        ].filter((arch) => arch !== "any"),
        verified: true,
      },
    });
  }

  async closeBundle(): Promise<void> {
    this.#verifying.abort();
    await this.#signOut();
    this.#bundle = undefined;
    this.#state.change({ ...signedOut, bundle: null, busy: null, run: null });
  }

  close(): void {
    this.#verifying.abort();
  }

  /**
   * The station with whole paths of keys, which begin at the folder of its file or pack: its copy here lies
   * elsewhere.
   */
  asHere(station: Station, folder: string | undefined): Station {
    if (folder === undefined) return station;
    const whole = (path: string) =>
      isAbsolute(path) ? path : join(folder, path);
    const inFolder = <H extends Pick<HostPlace, "signIn">>(host: H): H => {
      const { key, keys } = host.signIn;
      const signIn = {
        ...host.signIn,
        ...(key === undefined ? {} : { key: whole(key) }),
        keys: keys.map(whole),
      };
      return { ...host, signIn };
    };
    return {
      ...station,
      hosts: station.hosts.map(inFolder),
      jumpHosts: station.jumpHosts.map(inFolder),
    };
  }
}
