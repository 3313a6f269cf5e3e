import { failed, failureOf } from "../../common/model/failure.ts";
import type { RunKind } from "../../common/model/events.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import type { RunResult } from "../engine/runner.ts";
import { requireValid, withPack } from "../station/packed-station.ts";
import { registrationOf } from "../station/registration-status.ts";
import { serverWork } from "../steps/remote-work.ts";
import type { SignedInStation } from "./signed-in-station.ts";
import type { StationPack } from "./station-pack.ts";
import type { WizardRun } from "./wizard-run.ts";
import type { WizardState } from "./wizard-state.ts";

/** Registering with a pack, without an uplink, and how the station stands with Rancher by now. */
export function laterRegistration({
  state,
  signedIn,
  run,
  pack,
}: {
  readonly state: WizardState;
  readonly signedIn: SignedInStation;
  readonly run: WizardRun;
  readonly pack: StationPack;
}) {
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
    registerLater: async ({
      setUpAnew,
    }: {
      setUpAnew: boolean;
    }): Promise<void> => {
      const opened = pack.opened();
      const { prepared } = opened;
      const { station } = signedIn.opened().work;
      requireValid(station, prepared, systemClock.now());
      const [other] = state.now.pack?.otherKeys ?? [];
      if (other !== undefined && !setUpAnew)
        throw failed("pack-other-station", {
          data: { path: prepared.path, station: station.id, wanted: other },
        });
      await signedIn.registerWith(withPack(station, opened), { prepared });
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
