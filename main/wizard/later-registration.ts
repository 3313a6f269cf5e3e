import { dataUseOf } from "../../common/model/data-use.ts";
import { failed, failureOf } from "../../common/model/failure.ts";
import { isOver } from "../../common/model/pack.ts";
import type { RunKind } from "../../common/model/events.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { openPack, type OpenedPack } from "../adapters/packs/open-pack.ts";
import type { RunResult } from "../engine/runner.ts";
import type { Redactor } from "../logs/redactor.ts";
import { requireValid, withPack } from "../station/packed-station.ts";
import { registrationOf } from "../station/registration-status.ts";
import { serverWork } from "../steps/remote-work.ts";
import type { SignedInStation } from "./signed-in-station.ts";
import type { WizardRun } from "./wizard-run.ts";
import type { WizardState } from "./wizard-state.ts";

/** Registering with a pack, without an uplink, and how the station stands with Rancher by now. */
export function laterRegistration({
  state,
  signedIn,
  run,
  redactor,
}: {
  readonly state: WizardState;
  readonly signedIn: SignedInStation;
  readonly run: WizardRun;
  readonly redactor: Redactor;
}) {
  let pack: OpenedPack | undefined;

  const recheck = async (): Promise<void> => {
    const now = systemClock.now();
    const opened = signedIn.opened();
    const { rancher, ...seen } = await registrationOf(opened, now);
    const { validity = null, trouble } = seen;
    state.change({
      registration: {
        state: seen.state,
        rancher,
        validity,
        trouble:
          trouble === undefined
            ? null
            : failed(trouble.code, {
                host: serverWork(opened.work).spec.name,
                data: trouble.data,
              }).failure,
        asked: new Date(now).toISOString(),
      },
    });
  };

  return {
    recheck,
    openPack: async ({
      path,
      passphrase,
    }: {
      path: string;
      passphrase: string;
    }): Promise<void> => {
      redactor.add(passphrase);
      pack = undefined;
      state.change({ pack: null });
      const opened = await openPack(
        path,
        () => Promise.resolve(passphrase),
        (secret) => redactor.add(secret),
      );
      const { work } = signedIn.opened();
      withPack(work.station, opened);
      pack = opened;
      const { content } = opened;
      const brought = work.bundle.manifest.files.some(
        ({ kind }) => kind === "rancher-images",
      );
      state.change({
        pack: {
          path,
          rancher: content.rancher.url,
          version: content.rancher.version,
          cluster: content.rancher.clusterName,
          created: content.created,
          validity: content.validity,
          over: isOver(content.validity, systemClock.now()),
          otherKeys: state.now.hosts.flatMap(({ name, fingerprint }) =>
            (content.hostKeys[name] ?? fingerprint) === fingerprint
              ? []
              : [name],
          ),
          ...dataUseOf(brought),
        },
      });
    },
    closePack: (): Promise<void> => {
      pack = undefined;
      state.change({ pack: null });
      return Promise.resolve();
    },
    registerLater: async ({
      setUpAnew,
    }: {
      setUpAnew: boolean;
    }): Promise<void> => {
      // A station that was closed takes its pack along out of the snapshot.
      if (pack === undefined || state.now.pack === null)
        throw failed("aborted");
      const { prepared } = pack;
      const { station } = signedIn.opened().work;
      requireValid(station, prepared, systemClock.now());
      const [other] = state.now.pack.otherKeys;
      if (other !== undefined && !setUpAnew)
        throw failed("pack-other-station", {
          data: { path: prepared.path, station: station.id, wanted: other },
        });
      await signedIn.registerWith(withPack(station, pack), { prepared });
      await run.begin("register");
    },
    /** What a run changed of it is looked at before its end is told. */
    afterRun: async (
      kind: RunKind,
      outcome: RunResult["outcome"],
    ): Promise<void> => {
      if (kind === "install") return;
      if (outcome !== "done") return state.change({ registration: null });
      await recheck().catch((error: unknown) => {
        // It is a run that went well all the same; a click asks again.
        if (failureOf(error) === undefined) throw error;
        state.change({ registration: null });
      });
    },
  };
}
