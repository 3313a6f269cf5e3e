import { failureOf, type Failure } from "../../common/model/failure.ts";
import type { Finding } from "../../common/model/finding.ts";
import type { Manifest } from "../../common/model/manifest.ts";
import { remoteScript } from "../adapters/files/remote-script.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { findingsOf } from "../checks/all-checks.ts";
import { decided, type Decisions } from "./decisions.ts";
import { lookAt, type LookedAt } from "./look-at-hosts.ts";
import { connect, type WayIn } from "./connect.ts";
import { asLooked } from "./open-station.ts";

/** What a visit needs: no bundle, where there is none. */
export type VisitLaptop = WayIn & { readonly manifest?: Manifest };

/** One host: what was found, or why it could not be looked at. */
export type Visited =
  | {
      readonly host: string;
      readonly seen: LookedAt;
      readonly findings: readonly Finding[];
    }
  | { readonly host: string; readonly failure: Failure };

/** Looks at each host, as root where that is granted, and leaves. One that does not answer stops no other. */
export async function visitStation(
  laptop: VisitLaptop,
  decisions: Decisions,
  signal: AbortSignal,
  root: "if-granted" | "unwanted",
): Promise<Visited[]> {
  const looked = await Promise.allSettled(
    laptop.station.hosts.map(async (spec) => {
      const remote = await connect(laptop, spec, signal, root);
      try {
        return await lookAt(spec, remote, remoteScript, systemClock);
      } finally {
        await remote.close();
      }
    }),
  );
  signal.throwIfAborted();
  const all = looked.flatMap((look) =>
    look.status === "fulfilled" ? [asLooked(look.value)] : [],
  );
  return looked.map((look, at): Visited => {
    const host = laptop.station.hosts[at]?.name ?? "";
    if (look.status === "rejected") {
      const failure = failureOf(look.reason);
      if (failure === undefined) throw look.reason;
      return { host, failure };
    }
    const mine = asLooked(look.value);
    return {
      host,
      seen: look.value,
      findings: decided(
        findingsOf({
          ...mine,
          station: laptop.station,
          ...(laptop.manifest === undefined
            ? {}
            : { manifest: laptop.manifest }),
          others: all.filter(({ host: other }) => other.name !== host),
        }),
        decisions,
      ),
    };
  });
}
