import { randomBytes } from "node:crypto";
import { architectureOf } from "../../common/model/architecture.ts";
import { failed } from "../../common/model/failure.ts";
import { Facts, nested } from "../../common/model/facts.ts";
import type { Station, StationHost } from "../../common/model/station.ts";
import type { Clock } from "../ports/clock.ts";
import type { RemoteHost } from "../ports/remote-host.ts";
import type { RemoteScripts } from "../ports/scripts.ts";
import type { HostWork } from "../steps/remote-work.ts";
import { factsScript, markedReport } from "./facts-script.ts";

/** A host as it was seen, and the laptop's clock (seconds since 1970) when it was. */
export interface LookedAt {
  readonly spec: StationHost;
  readonly remote: RemoteHost;
  readonly facts: Facts;
  readonly laptopClock: number;
}

/** One that can be worked on: there are programs for it. */
export interface SeenHost extends HostWork {
  readonly laptopClock: number;
}

/** Milliseconds. It takes less than two seconds; a disk that hangs takes for ever. */
const patience = 30_000;

/** Signs in to all hosts side by side and reads their facts; all are closed again where one fails. */
export async function lookAtHosts(
  station: Station,
  connect: (host: StationHost) => Promise<RemoteHost>,
  scripts: RemoteScripts,
  clock: Clock,
): Promise<SeenHost[]> {
  const looked = await Promise.allSettled(
    station.hosts.map(async (spec) => {
      const remote = await connect(spec);
      try {
        return withArchitecture(await lookAt(spec, remote, scripts, clock));
      } catch (error) {
        await remote.close();
        throw error;
      }
    }),
  );
  const seen = looked.flatMap((look) =>
    look.status === "fulfilled" ? [look.value] : [],
  );
  const refused = looked.find((look) => look.status === "rejected");
  if (refused === undefined) return seen;
  await Promise.all(seen.map(({ remote }) => remote.close()));
  throw refused.reason;
}

/** One round trip. Throws `facts-unreadable`, `timed-out`, `connection-lost`. */
export async function lookAt(
  spec: StationHost,
  remote: RemoteHost,
  scripts: RemoteScripts,
  clock: Clock,
): Promise<LookedAt> {
  const mark = randomBytes(12).toString("hex");
  const answer = await remote.ask({
    label: "facts",
    script: factsScript(scripts, mark),
    asRoot: remote.root,
    timeout: patience,
  });
  const laptopClock = clock.now() / 1000;
  const unreadable = (reason: string) =>
    failed("facts-unreadable", {
      host: spec.name,
      command: "facts",
      exitCode: answer.code,
      data: { reason },
      lastLines: `${answer.stdout}\n${answer.stderr}`
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => line.slice(0, 300))
        .slice(-10),
    });
  const report = markedReport(answer.stdout, mark);
  if (report === undefined) throw unreadable("it ends in the middle");
  const facts = Facts.safeParse(nested(parsed(report, unreadable)));
  if (!facts.success) {
    const [issue] = facts.error.issues;
    throw unreadable(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  return { spec, remote, facts: facts.data, laptopClock };
}

function withArchitecture(looked: LookedAt): SeenHost {
  const { machine } = looked.facts;
  const arch = architectureOf(machine);
  if (arch === undefined)
    throw failed("arch-unsupported", {
      host: looked.spec.name,
      data: { machine },
    });
  return { ...looked, arch };
}

function parsed(
  text: string,
  unreadable: (reason: string) => Error,
): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null)
      return value as Record<string, unknown>;
  } catch (error) {
    throw unreadable((error as Error).message);
  }
  throw unreadable("no object");
}
