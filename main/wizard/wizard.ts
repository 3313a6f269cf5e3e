import type { Handlers, Teller } from "../../common/ipc/faces.ts";
import type { Doing } from "../../common/ipc/snapshot.ts";
import { failed, failureOf } from "../../common/model/failure.ts";
import { RunStore } from "../adapters/files/run-store.ts";
import { KnownStations } from "../adapters/files/known-stations.ts";
import { openSequences } from "../adapters/files/sequences.ts";
import { openStateFolder } from "../adapters/files/state-folder.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { printPage } from "../adapters/pdf/print-page.ts";
import type { PrintPage } from "../station/make-report.ts";
import { adoptFromHosts } from "../station/host-journal.ts";
import { Redactor } from "../logs/redactor.ts";
import { Chosen } from "./chosen.ts";
import { clusterHandlers } from "./cluster-handlers.ts";
import { FoundPacks } from "./found-packs.ts";
import { KeptPreferences } from "./kept-preferences.ts";
import { laterRegistration } from "./later-registration.ts";
import { listing, places } from "./places.ts";
import { readPublicKeyFile } from "./public-key-file.ts";
import { registration } from "./registration.ts";
import { shellHandlers } from "./shell-handlers.ts";
import { Shells } from "./shells.ts";
import { SignedInStation } from "./signed-in-station.ts";
import { StationPack } from "./station-pack.ts";
import { interruptedStation, unfinishedRun } from "./unfinished.ts";
import { WizardRecords } from "./wizard-records.ts";
import { WizardReplay } from "./wizard-replay.ts";
import { WizardRun } from "./wizard-run.ts";
import { WizardSearch } from "./wizard-search.ts";
import { signedOut, WizardState } from "./wizard-state.ts";

export interface Wizard {
  readonly handlers: Handlers;
  /** Leaves the hosts; what runs there goes on. */
  close(): Promise<void>;
}

/** The wizard's truth. Every front end has one; windows come and go. */
export async function createWizard({
  tell,
  beside,
  print = printPage,
}: {
  tell: Teller;
  /** Folder that the program lies in, where a bundle may lie beside it. */
  beside?: string;
  /** Makes a PDF of a page; usually a browser of this machine's does. */
  print?: PrintPage;
}): Promise<Wizard> {
  const folder = await openStateFolder();
  const redactor = new Redactor();
  const runs = new RunStore(folder, systemClock);
  const known = new KnownStations(folder);
  const preferences = new KeptPreferences(folder);
  const state = new WizardState(tell);
  const signedIn = new SignedInStation(state, folder, redactor, runs);
  const shells = new Shells(
    (id, bytes) => tell.shell.data({ id, bytes: bytes.toString("base64") }),
    (id) => tell.shell.closed({ id }),
  );
  const run = new WizardRun(state, signedIn, runs, redactor, tell);
  const records = new WizardRecords(
    state,
    folder,
    runs,
    signedIn,
    redactor,
    print,
  );
  const replay = new WizardReplay(state);
  const signOut = async () => {
    shells.closeAll();
    await signedIn.close();
  };
  const chosen = new Chosen(
    state,
    folder,
    known,
    runs,
    openSequences(folder),
    signOut,
  );
  const search = new WizardSearch(
    folder,
    tell,
    () => state.now.station?.path,
    (path) => chosen.openStation(path),
  );
  state.change({
    preferences: preferences.read(),
    known: known.list(),
    interrupted: await interruptedStation(known.list(), runs),
  });

  /** The server remembers what another laptop began there. */
  const leftByAnotherLaptop = async () => {
    const opened = signedIn.opened();
    // Whoever is at it now is told when a run is started.
    await adoptFromHosts(opened, runs).catch((error: unknown) => {
      if (failureOf(error) === undefined) throw error;
    });
    return unfinishedRun(opened.work.station.id, runs);
  };

  /** A failure is the answer, and stands in the snapshot too: a window that was reloaded sees it. */
  const shown =
    <I>(doing: Doing, work: (input: I) => Promise<void>) =>
    async (input: I): Promise<null> => {
      state.change({ failure: null, doing: null });
      try {
        await work(input);
        return null;
      } catch (error) {
        const failure = failureOf(error);
        if (failure !== undefined) state.failed(failure, doing);
        throw error;
      }
    };

  /** Refused while a run is going: it stands on all of this. */
  const idle =
    <I>(work: (input: I) => Promise<void>) =>
    async (input: I): Promise<void> => {
      if (state.now.run?.state === "running")
        throw failed("run-busy", { data: { run: state.now.run.run } });
      await work(input);
    };

  const central = registration({ state, folder, signedIn, run, redactor });
  const pack = new StationPack(state, folder, chosen, redactor);
  const later = laterRegistration({ state, signedIn, run, pack });
  const packs = new FoundPacks(beside, () => state.now.bundle?.folder);
  run.ended = later.afterRun;
  const handlers: Handlers = {
    wizard: { snapshot: () => Promise.resolve(state.now) },
    preferences: {
      set: ({ language, theme }) => {
        const { preferences: now } = state.now;
        const next = {
          language: language === undefined ? now.language : language,
          theme: theme === undefined ? now.theme : theme,
        };
        preferences.write(next);
        state.change({ preferences: next });
        return Promise.resolve(null);
      },
    },
    files: {
      places: () => places(beside),
      list: ({ path }) => listing(path),
      packs: ({ search }) => packs.list(search),
      publicKey: async ({ path }) => ({ key: await readPublicKeyFile(path) }),
      // A shell that has dialogs answers these itself.
      dialogs: () => Promise.resolve({ native: false }),
      choose: () => Promise.resolve({ path: null }),
    },
    station: {
      save: shown(
        "opening-station",
        idle(({ station }) => chosen.saveStation(station)),
      ),
      open: shown(
        "opening-station",
        idle(({ path }) => chosen.openStation(path)),
      ),
      openPack: shown(
        "opening-station",
        idle((typed) => pack.openStation(typed)),
      ),
      close: shown(
        "opening-station",
        idle(() => chosen.closeStation()),
      ),
    },
    bundle: {
      open: shown(
        "opening-bundle",
        idle(async ({ folder: at, trustKey }) => {
          await chosen.openBundle(at, trustKey);
          await pack.refresh();
        }),
      ),
      close: shown(
        "opening-bundle",
        idle(() => chosen.closeBundle()),
      ),
    },
    hosts: {
      check: shown(
        "signing-in",
        idle(async ({ secrets }) => {
          const { station, bundle } = chosen.both();
          shells.closeAll();
          await signedIn.open(station, bundle, secrets);
          await pack.refresh();
          if (state.now.unfinished === null)
            state.change({ unfinished: await leftByAnotherLaptop() });
        }),
      ),
      recheck: shown(
        "signing-in",
        idle(async () => {
          shells.closeAll();
          await signedIn.again();
          await pack.refresh();
        }),
      ),
      answer: ({ id, yes }) => {
        signedIn.answer(id, yes);
        return Promise.resolve(null);
      },
      signOut: shown(
        "signing-in",
        idle(async () => {
          await signOut();
          state.change(signedOut);
        }),
      ),
    },
    checks: {
      accept: shown(
        "signing-in",
        idle(({ host, check, reason }) =>
          Promise.resolve(signedIn.accept(host, check, reason)),
        ),
      ),
      fix: shown(
        "signing-in",
        idle(({ host, check, on }) =>
          Promise.resolve(signedIn.fix(host, check, on)),
        ),
      ),
    },
    secrets: {
      // A shell that can keep them answers these itself.
      kept: () => Promise.resolve({ possible: false, hosts: [] }),
      forget: () => Promise.resolve(null),
    },
    discovery: {
      ...search.handlers,
      replaceHostKey: shown(
        "signing-in",
        idle((change) => search.replaceHostKey(change)),
      ),
    },
    run: {
      start: shown("running", () => run.start("install")),
      resume: shown("running", () => run.resume()),
      undo: shown("running", () => run.start("undo")),
      stop: () => {
        run.stop();
        return Promise.resolve(null);
      },
      events: ({ after }) => Promise.resolve(run.events(after)),
    },
    terminal: {
      read: ({ host, from }) => {
        const { bytes, ...rest } = run.terminal(host, from);
        return Promise.resolve({ ...rest, bytes: bytes.toString("base64") });
      },
    },
    shell: shellHandlers(shells, signedIn),
    rancher: {
      look: central.look,
      register: shown("registering", idle(central.register)),
      unregister: shown("registering", idle(central.unregister)),
      openPack: shown(
        "opening-pack",
        idle((typed) => pack.open(typed)),
      ),
      closePack: shown(
        "opening-pack",
        idle(() => Promise.resolve(pack.close())),
      ),
      registerLater: shown("registering", idle(later.registerLater)),
      recheck: shown("asking-registration", idle(later.recheck)),
    },
    cluster: clusterHandlers(signedIn),
    records: records.handlers,
    replay: replay.handlers,
  };

  return {
    handlers,
    close: async () => {
      chosen.close();
      await search.stop();
      await run.close();
      await records.close();
      replay.close();
      await signOut();
    },
  };
}
