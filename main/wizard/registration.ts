import { readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseDocument } from "yaml";
import type {
  SeenRancher,
  SignInToRancher,
} from "../../common/ipc/contract.ts";
import { failed } from "../../common/model/failure.ts";
import type { RancherLook } from "../../common/model/rancher.ts";
import { StationRancher, type Station } from "../../common/model/station.ts";
import { openRancherPins } from "../adapters/files/rancher-pins.ts";
import { certificatesOf } from "../adapters/rancher/certificates.ts";
import { lookAtRancher } from "../adapters/rancher/look.ts";
import type { Redactor } from "../logs/redactor.ts";
import { openStationRancher, readCa } from "../station/rancher-access.ts";
import type { RancherWork } from "../steps/rancher/rancher-work.ts";
import type { SignedInStation } from "./signed-in-station.ts";
import type { WizardRun } from "./wizard-run.ts";
import type { WizardState } from "./wizard-state.ts";

/** A Rancher that somebody looked at, and who they are there. */
interface Believed {
  readonly url: string;
  readonly signIn: SignInToRancher;
  readonly checksum: string | null;
}

/** The station's way into the central Rancher over an uplink, once its cluster stands, and out of it. */
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
  const fileNow = () => state.now.station?.path ?? "";

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
      takeOver,
      ...believed
    }: Believed & { takeOver: boolean }): Promise<void> => {
      const before = stationNow().rancher?.url;
      const { station, rancher } = await signInTo(believed, takeOver);
      await signedIn.registerWith(station, { rancher });
      const { url } = believed;
      if (before !== url) await remember(fileNow(), url);
      await run.begin("register");
    },
    unregister: async ({ from }: { from: Believed | null }): Promise<void> => {
      if (from === null)
        await signedIn.registerWith(stationNow(), { onlyStation: true });
      else {
        const { station, rancher } = await signInTo(from, false);
        await signedIn.registerWith(station, { rancher });
      }
      await run.begin("unregister");
    },
  };

  async function beliefIn(
    look: RancherLook,
    { rancher }: Station,
  ): Promise<SeenRancher["belief"]> {
    const same =
      rancher !== undefined && new URL(rancher.url).origin === look.url;
    if (same && rancher.ca !== undefined) {
      const pem = await readCa(rancher.ca, dirname(fileNow()));
      return vouches(pem, look) ? "confirmed" : "changed";
    }
    if (look.trustedBySystem) return "system";
    if (!look.trustedByCaCerts) return "untrusted";
    const said = same ? rancher.caChecksum : undefined;
    const pinned = said ?? (await pins.get(look.url));
    if (pinned === undefined) return "unknown";
    return pinned === look.caChecksum ? "confirmed" : "changed";
  }

  /** Throws what the way there and the sign-in fail with; nothing is begun then. */
  async function signInTo(
    { url, signIn, checksum }: Believed,
    takeOver: boolean,
  ): Promise<{ station: Station; rancher: RancherWork }> {
    const secret = signIn.kind === "token" ? signIn.token : signIn.password;
    redactor.add(secret);
    const before = stationNow();
    const { origin } = new URL(url);
    const station: Station = {
      ...before,
      rancher: StationRancher.parse({
        ...(before.rancher !== undefined &&
        new URL(before.rancher.url).origin === origin
          ? before.rancher
          : // What the file vouches for is another Rancher.
            { ...before.rancher, ca: undefined, caChecksum: undefined }),
        url,
        // As who was typed, whoever the file names.
        user: signIn.kind === "user" ? signIn.user : undefined,
      }),
    };
    if (checksum !== null) await pins.set(origin, checksum);
    const rancher = await openStationRancher(
      {
        station,
        folder: dirname(fileNow()),
        redactor,
        secrets: { get: () => Promise.resolve(secret) },
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
    return { station, rancher };
  }
}

/** Display only: when it is signed in to, the chain itself is checked. */
function vouches(pem: string, { authorities, chain }: RancherLook): boolean {
  const known = (certificatesOf(pem) ?? []).map(
    ({ fingerprint256 }) => fingerprint256,
  );
  return [...authorities, ...chain].some(({ fingerprint }) =>
    known.includes(fingerprint),
  );
}

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
