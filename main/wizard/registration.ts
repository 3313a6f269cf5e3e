import { readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseDocument } from "yaml";
import type { SeenRancher } from "../../common/ipc/contract.ts";
import { failed } from "../../common/model/failure.ts";
import type { RancherLook } from "../../common/model/rancher.ts";
import { StationRancher, type Station } from "../../common/model/station.ts";
import { openRancherPins } from "../adapters/files/rancher-pins.ts";
import { lookAtRancher } from "../adapters/rancher/look.ts";
import type { Redactor } from "../logs/redactor.ts";
import { openStationRancher } from "../station/rancher-access.ts";
import type { SignedInStation } from "./signed-in-station.ts";
import type { WizardRun } from "./wizard-run.ts";
import type { WizardState } from "./wizard-state.ts";

/** The station's way into the central Rancher, once its cluster stands. */
export function registration({
  state,
  folder,
  signedIn,
  run,
  redactor,
}: {
  readonly state: WizardState;
  /** Of this account, where confirmed CAs are remembered. */
  readonly folder: string;
  readonly signedIn: SignedInStation;
  readonly run: WizardRun;
  readonly redactor: Redactor;
}) {
  const pins = openRancherPins(folder);
  const stationNow = () => signedIn.opened().work.station;

  const beliefIn = async (
    look: RancherLook,
    { rancher }: Station,
  ): Promise<SeenRancher["belief"]> => {
    if (look.trustedBySystem) return "system";
    if (!look.trustedByCaCerts) return "untrusted";
    const said =
      rancher?.url === undefined || new URL(rancher.url).origin === look.url
        ? rancher?.caChecksum
        : undefined;
    const pinned = said ?? (await pins.get(look.url));
    if (pinned === undefined) return "unknown";
    return pinned === look.caChecksum ? "confirmed" : "changed";
  };

  return {
    look: async ({ url }: { url: string }): Promise<SeenRancher> => {
      const station = stationNow();
      const { proxy } = station.rancher ?? {};
      const look = await lookAtRancher(url, {
        ...(proxy === undefined ? {} : { proxy }),
      });
      return { ...look, belief: await beliefIn(look, station) };
    },
    register: async ({
      url,
      token,
      checksum,
      takeOver,
    }: {
      url: string;
      token: string;
      checksum: string | null;
      takeOver: boolean;
    }): Promise<void> => {
      redactor.add(token);
      const before = stationNow();
      const station: Station = {
        ...before,
        // With the token that was typed, whoever the file names.
        rancher: StationRancher.parse({
          ...before.rancher,
          url,
          user: undefined,
        }),
      };
      if (checksum !== null) await pins.set(new URL(url).origin, checksum);
      const { path } = state.now.station ?? { path: "" };
      const rancher = await openStationRancher(
        {
          station,
          folder: dirname(path),
          redactor,
          secrets: {
            get: (_, kind) =>
              Promise.resolve(kind === "rancher-token" ? token : undefined),
          },
          rancher: { pins, takeOver },
        },
        new AbortController().signal,
      );
      if (rancher === undefined)
        throw failed("secret-missing", { data: { kind: "rancher-token" } });
      try {
        // Who we are there, before anything is begun.
        await rancher.server();
      } catch (error) {
        await rancher.api.close();
        throw error;
      }
      await signedIn.registerWith(station, rancher);
      if (before.rancher?.url !== url) await remember(path, url);
      await run.start("register");
    },
  };

  /** The address goes into the station file, and nothing else of that is touched. */
  async function remember(path: string, url: string): Promise<void> {
    try {
      const document = parseDocument(await readFile(path, "utf8"));
      document.setIn(["rancher", "url"], url);
      await writeFile(path, document.toString(), { mode: 0o600 });
    } catch (error) {
      // A file on a stick that cannot be written: the next time it is asked for again.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }
}
