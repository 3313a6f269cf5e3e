import { failed } from "../../../common/model/failure.ts";
import type { ImportManifest } from "../../../common/model/rancher.ts";
import type { Step } from "../../engine/step.ts";
import { sha256 } from "../k3s-config.ts";
import { serverWork, type StationWork } from "../remote-work.ts";
import { scriptedStep, stepId } from "../scripted-step.ts";
import { isConnected, ownCluster } from "./own-cluster.ts";
import type { RancherWork } from "./rancher-work.ts";

/** What is applied: the manifest, and the token in it, by which it is known again. */
interface Applied {
  readonly manifest: ImportManifest;
  readonly token: string;
}

/**
 * Applies Rancher's manifest to the station's cluster. It travels over standard input, is in no file on the
 * host, and its token is compared by its hash only.
 */
export function agentStep(
  work: StationWork,
  rancher: RancherWork,
  images: readonly string[],
): Step {
  const host = serverWork(work);
  let fetching: Promise<Applied> | undefined;
  const fetched = (signal?: AbortSignal) =>
    (fetching ??= fetch(signal).catch((error: unknown) => {
      fetching = undefined;
      throw error;
    }));
  const fetch = async (signal = new AbortController().signal) => {
    const { id } = await ownCluster(work, rancher, signal);
    const registration = await rancher.api.registration(id, signal);
    const manifest = await rancher.api.manifest(registration, signal);
    const { caChecksum } = await rancher.server();
    // What the host was just looked at with is what its agent must be told.
    if (manifest.caChecksum !== caChecksum)
      throw failed("rancher-manifest-invalid", {
        data: {
          reason: "its CATTLE_CA_CHECKSUM is not the one of Rancher's CA",
        },
      });
    return { manifest, token: registration.token };
  };
  const step = agentScript(work, {
    after: [stepId(host, "rancher-uplink"), ...images],
    applied: fetched,
  });
  return {
    ...step,
    // Rancher replaces its agent and its token by itself; a connected one is left alone.
    check: ({ signal }) => isConnected(work, rancher, signal),
  };
}

/** The step over what is to be applied, wherever that comes from. */
export function agentScript(
  work: StationWork,
  {
    after,
    applied,
  }: {
    readonly after: readonly string[];
    readonly applied: () => Promise<Applied>;
  },
): Step {
  const host = serverWork(work);
  return scriptedStep(work, host, {
    name: "rancher-agent",
    after,
    seconds: 10,
    changes: ["namespace cattle-system"],
    timeout: 5 * 60 * 1000,
    // Leaving takes away an agent that somebody else applied as well.
    parameters: { ALL: work.kind === "unregister" ? "yes" : "no" },
    lateParameters: async () => {
      const { manifest, token } = await applied();
      return {
        SERVER: manifest.server,
        IMAGE: manifest.image,
        TOKEN_DIGEST: sha256(token),
        NAME: new URL(manifest.server).hostname,
        ADDRESS: work.station.rancher?.address ?? "",
        PROXIED:
          work.station.rancher?.stationProxy === undefined ? "no" : "yes",
      };
    },
    input: async () => (await applied()).manifest.text,
  });
}
