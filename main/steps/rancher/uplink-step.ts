import {
  failed,
  failureOf,
  type FailureCode,
} from "../../../common/model/failure.ts";
import type {
  RancherLook,
  RancherServer,
} from "../../../common/model/rancher.ts";
import type { Step, StepWork } from "../../engine/step.ts";
import { serverWork, type HostWork, type StationWork } from "../remote-work.ts";
import { stepId } from "../scripted-step.ts";
import { isConnected } from "./own-cluster.ts";
import { agentUrl, type RancherWork } from "./rancher-work.ts";

/** A certificate may be days old or young; an hour is what a dead battery or a wrong zone makes. */
const mostSecondsOff = 300;
const patience = 20_000;

/** What is broken on the way from the station is said as that, not as the laptop's trouble. */
const seenFromHost: Partial<Record<FailureCode, FailureCode>> = {
  "rancher-name-unknown": "uplink-name-unknown",
  "rancher-unreachable": "uplink-unreachable",
  "rancher-proxy-failed": "uplink-proxy-failed",
  "rancher-not-rancher": "uplink-not-rancher",
  "rancher-tls-untrusted": "uplink-untrusted",
};

/**
 * Looks at Rancher with the host's own names and routes (through SSH, with nothing installed for it), as its
 * agent will, before anything of Rancher's is applied. Changes nothing.
 */
export function uplinkStep(
  work: StationWork,
  rancher: RancherWork,
  after: readonly string[],
): Step {
  const host = serverWork(work);
  return {
    planned: {
      id: stepId(host, "rancher-uplink"),
      name: "rancher-uplink",
      host: host.spec.name,
      after: [stepId(host, "rancher-cluster"), ...after],
      bytes: 0,
      seconds: 3,
      changes: [],
    },
    check: ({ signal }) => isConnected(work, rancher, signal),
    apply: (stepWork) => lookFromHost(work, rancher, host, stepWork),
    verify: () => Promise.resolve(),
    undo: () => Promise.resolve(),
  };
}

async function lookFromHost(
  work: StationWork,
  rancher: RancherWork,
  host: HostWork,
  stepWork: StepWork,
): Promise<void> {
  const { signal } = stepWork;
  const server = await rancher.server();
  const url = agentUrl(rancher.api, server);
  const { stationProxy, address } = work.station.rancher ?? {};
  const look = await rancher
    .look(url, {
      from: host.remote,
      proxy: stationProxy ?? "",
      timeout: patience,
      signal,
      ...(address === undefined ? {} : { address }),
    })
    .catch((error: unknown) => {
      throw fromHost(error, host, url);
    });
  stepWork.line(`${url}: ${look.version} ${look.chain[0]?.subject ?? ""}`);
  requireSameCa(look, server, host);
  await requireClock(work, look, host, signal);
}

function fromHost(error: unknown, host: HostWork, url: string): unknown {
  const failure = failureOf(error);
  if (failure === undefined) return error;
  const about = { host: host.spec.name, retry: true };
  if (failure.code === "rancher-timed-out")
    return failed("uplink-unreachable", {
      ...about,
      data: { url, reason: `no answer after ${patience / 1000} s` },
    });
  const code = seenFromHost[failure.code];
  return code === undefined
    ? error
    : failed(code, { ...about, data: failure.data });
}

/** What the agent would refuse to connect over, found out before (facts D.7). */
function requireSameCa(
  look: RancherLook,
  server: RancherServer,
  { spec }: HostWork,
): void {
  const about = { host: spec.name, retry: true };
  if (look.caChecksum !== server.caChecksum)
    throw failed("uplink-ca-changed", {
      ...about,
      data: {
        url: look.url,
        expected: server.caChecksum || "-",
        found: look.caChecksum || "-",
      },
    });
  const strict = server.agentTls === "strict" && server.caChecksum !== "";
  const trusted = strict
    ? look.trustedByCaCerts
    : look.trustedByCaCerts || look.trustedBySystem;
  if (!trusted)
    throw failed("uplink-untrusted", {
      ...about,
      data: {
        url: look.url,
        reason: look.distrust || "not rooted in Rancher's own CA",
        chain: look.chain.map(({ subject }) => subject).join(", ") || "-",
      },
    });
}

async function requireClock(
  work: StationWork,
  look: RancherLook,
  { remote, spec }: HostWork,
  signal: AbortSignal,
): Promise<void> {
  if (look.clock === undefined) return;
  const asked = work.clock.now();
  const answer = await remote.ask({
    label: "rancher-uplink clock",
    script: "date +%s",
    signal,
  });
  const seconds = Math.round(
    Number(answer.stdout.trim()) -
      look.clock / 1000 -
      (work.clock.now() - asked) / 2000,
  );
  if (Math.abs(seconds) > mostSecondsOff)
    throw failed("uplink-clock-off", { host: spec.name, data: { seconds } });
}
