import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { Secrets } from "../../common/ipc/contract.ts";
import type { Handlers, Teller } from "../../common/ipc/faces.ts";
import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { failed, failureOf } from "../../common/model/failure.ts";
import { Station } from "../../common/model/station.ts";
import { openBundle } from "../adapters/bundle/open.ts";
import { readPublicKey } from "../adapters/bundle/keys.ts";
import { RunStore, type RunSummary } from "../adapters/files/run-store.ts";
import { openSequences } from "../adapters/files/sequences.ts";
import {
  openStateFolder,
  privateFolder,
} from "../adapters/files/state-folder.ts";
import { loadStation, placeName } from "../adapters/files/station-file.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { Redactor } from "../logs/redactor.ts";
import type { Bundle } from "../ports/bundle.ts";
import {
  nodesOf,
  tokenPath,
  usableKubeconfig,
} from "../station/cluster-access.ts";
import { adoptFromHosts } from "../station/host-journal.ts";
import { serverWork } from "../steps/remote-work.ts";
import { tokenReader } from "../steps/k3s-steps.ts";
import { KnownStations } from "../adapters/files/known-stations.ts";
import { listing, places } from "./places.ts";
import { saveSecretFile } from "./save-secret-file.ts";
import { Shells } from "./shells.ts";
import { SignedInStation } from "./signed-in-station.ts";
import { WizardRun } from "./wizard-run.ts";
import { signedOut, WizardState } from "./wizard-state.ts";

export interface Wizard {
  readonly handlers: Handlers;
  /** Leaves the hosts; what runs there goes on. */
  close(): Promise<void>;
}

function unfinishedOf(found: RunSummary | undefined): Snapshot["unfinished"] {
  if (found === undefined) return null;
  const { run, kind, started } = found;
  return { run, kind, started };
}

/** The wizard's truth. Every front end has one; windows come and go. */
export async function createWizard({
  tell,
  beside,
}: {
  tell: Teller;
  /** Folder that the program lies in, where a bundle may lie beside it. */
  beside?: string;
}): Promise<Wizard> {
  const folder = await openStateFolder();
  const redactor = new Redactor();
  const runs = new RunStore(folder, systemClock);
  const known = new KnownStations(folder);
  const sequences = openSequences(folder);
  const state = new WizardState(tell);
  const signedIn = new SignedInStation(state, folder, redactor, runs);
  const shells = new Shells(
    (id, bytes) => tell.shell.data({ id, bytes: bytes.toString("base64") }),
    (id) => tell.shell.closed({ id }),
  );
  const run = new WizardRun(state, signedIn, runs, redactor, tell);
  let station: { station: Station; folder: string } | undefined;
  let bundle: Bundle | undefined;
  let verifying = new AbortController();
  state.change({ known: known.list() });

  const idle = () => {
    if (state.now.run?.state === "running")
      throw failed("run-busy", { data: { run: state.now.run.run } });
  };

  const signOut = async () => {
    shells.closeAll();
    await signedIn.close();
  };

  const openStationFile = async (path: string) => {
    idle();
    const loaded = await loadStation(path);
    await signOut();
    station = loaded;
    const { id, name } = loaded.station;
    known.add({ path, id, name: name ?? id });
    const unfinished = await runs.latestUnfinished(id);
    state.change({
      ...signedOut,
      known: known.list(),
      station: { path, station: loaded.station },
      run: null,
      unfinished: unfinishedOf(unfinished),
    });
    return null;
  };

  const openBundleFolder = async (at: string, trustKey?: string) => {
    idle();
    verifying.abort();
    const mine = (verifying = new AbortController());
    await signOut();
    bundle = undefined;
    state.change({ ...signedOut, bundle: null, run: null });
    const opened = await openBundle(at, {
      trustKeys: trustKey === undefined ? [] : [await readPublicKey(trustKey)],
      lowestSequence: (key) => sequences.highest(key),
    });
    const { manifest } = opened;
    const totalBytes = manifest.files.reduce((sum, { size }) => sum + size, 0);
    let bytes = 0;
    let told = 0;
    const progress = (more: number) => {
      bytes += more;
      if (Date.now() - told < 100 && bytes < totalBytes) return;
      told = Date.now();
      state.change({ busy: { with: "verifying-bundle", bytes, totalBytes } });
    };
    progress(0);
    try {
      await opened.verify(manifest.files, {
        signal: mine.signal,
        onBytes: progress,
      });
    } finally {
      if (verifying === mine) state.change({ busy: null });
    }
    if (verifying !== mine) throw failed("aborted");
    await sequences.seen(opened.signedBy, manifest.sequence);
    bundle = opened;
    state.change({
      bundle: {
        folder: at,
        name: manifest.name,
        sequence: manifest.sequence,
        created: manifest.created,
        expires: manifest.expires,
        ...manifest.versions,
        files: manifest.files.length,
        bytes: totalBytes,
        architectures: [
          ...new Set(manifest.files.map(({ arch }) => arch)),
        ].filter((arch) => arch !== "any"),
        verified: true,
      },
    });
    return null;
  };

  const saveStation = async (input: unknown) => {
    idle();
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
    const path = join(folder, "stations", parsed.data.id, "station.yaml");
    privateFolder(dirname(path));
    await writeFile(path, stringify(parsed.data), { mode: 0o600 });
    return openStationFile(path);
  };

  /** The server remembers what another laptop began there. */
  const leftByAnotherLaptop = async () => {
    const opened = signedIn.opened();
    // Whoever is at it now is told when a run is started.
    await adoptFromHosts(opened, runs).catch((error: unknown) => {
      if (failureOf(error) === undefined) throw error;
    });
    return unfinishedOf(await runs.latestUnfinished(opened.work.station.id));
  };

  const check = async (secrets: readonly Secrets[]) => {
    idle();
    if (station === undefined || bundle === undefined) throw failed("aborted");
    shells.closeAll();
    await signedIn.open(station, bundle, secrets);
    if (state.now.unfinished === null)
      state.change({ unfinished: await leftByAnotherLaptop() });
    return null;
  };

  /** A failure is the answer, and stands in the snapshot too: a window that was reloaded sees it. */
  const shown =
    <A extends unknown[], T>(work: (...input: A) => Promise<T>) =>
    async (...input: A): Promise<T> => {
      state.change({ failure: null });
      try {
        return await work(...input);
      } catch (error) {
        const failure = failureOf(error);
        if (failure !== undefined) state.failed(failure);
        throw error;
      }
    };

  const nothing =
    <T>(work: (input: T) => unknown) =>
    async (input: T) => {
      await work(input);
      return null;
    };

  const handlers: Handlers = {
    wizard: { snapshot: () => Promise.resolve(state.now) },
    files: {
      places: () => places(beside),
      list: ({ path }) => listing(path),
      // A shell that has dialogs answers these itself.
      dialogs: () => Promise.resolve({ native: false }),
      choose: () => Promise.resolve({ path: null }),
    },
    station: {
      save: shown(({ station: input }) => saveStation(input)),
      open: shown(({ path }) => openStationFile(path)),
      close: shown(async () => {
        idle();
        await signOut();
        station = undefined;
        state.change({
          ...signedOut,
          station: null,
          run: null,
          unfinished: null,
        });
        return null;
      }),
    },
    bundle: {
      open: shown(({ folder: at, trustKey }) => openBundleFolder(at, trustKey)),
      close: shown(async () => {
        idle();
        verifying.abort();
        await signOut();
        bundle = undefined;
        state.change({ ...signedOut, bundle: null, busy: null, run: null });
        return null;
      }),
    },
    hosts: {
      check: shown(({ secrets }) => check(secrets)),
      answer: nothing(({ id, yes }: { id: number; yes: boolean }) =>
        signedIn.answer(id, yes),
      ),
      signOut: shown(async () => {
        idle();
        await signOut();
        state.change(signedOut);
        return null;
      }),
    },
    secrets: {
      // A shell that can keep them answers these itself.
      kept: () => Promise.resolve({ possible: false, hosts: [] }),
      forget: () => Promise.resolve(null),
    },
    run: {
      start: shown(nothing(() => run.start("install"))),
      resume: shown(nothing(() => run.resume())),
      undo: shown(nothing(() => run.start("undo"))),
      stop: nothing(() => run.stop()),
      events: ({ after }) => Promise.resolve(run.events(after)),
    },
    terminal: {
      read: ({ host, from }) => {
        const { bytes, ...rest } = run.terminal(host, from);
        return Promise.resolve({ ...rest, bytes: bytes.toString("base64") });
      },
    },
    shell: {
      open: async ({ host, ...size }) => ({
        id: await shells.open(signedIn.host(host).remote, size),
      }),
      write: nothing(({ id, bytes }: { id: number; bytes: string }) =>
        shells.write(id, Buffer.from(bytes, "base64")),
      ),
      resize: nothing(
        ({ id, ...size }: { id: number; columns: number; rows: number }) =>
          shells.resize(id, size),
      ),
      painted: nothing(({ id, bytes }: { id: number; bytes: number }) =>
        shells.painted(id, bytes),
      ),
      close: nothing(({ id }: { id: number }) => shells.close(id)),
    },
    cluster: {
      nodes: async () =>
        (await nodesOf(signedIn.opened())).map((node) => ({
          ...node,
          roles: [...node.roles],
        })),
      token: async () => {
        const { work } = signedIn.opened();
        return {
          token: await tokenReader(work)(),
          host: serverWork(work).spec.name,
          path: tokenPath,
        };
      },
      kubeconfig: async (where) => {
        const { work } = signedIn.opened();
        const path =
          "file" in where
            ? where.file
            : join(where.folder, `${work.station.id}.kubeconfig`);
        await saveSecretFile(path, await usableKubeconfig(work), {
          // Who chose a file in a dialog was asked there.
          replace: "file" in where,
        });
        return { path };
      },
    },
  };

  return {
    handlers,
    close: async () => {
      verifying.abort();
      await run.close();
      await signOut();
    },
  };
}
