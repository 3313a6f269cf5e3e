import { architectureOf } from "../../common/model/architecture.ts";
import { failed } from "../../common/model/failure.ts";
import { Facts } from "../../common/model/facts.ts";
import type { Station, StationHost } from "../../common/model/station.ts";
import { diskPaths } from "../checks/resources.ts";
import type { Clock } from "../ports/clock.ts";
import type { RemoteHost } from "../ports/remote-host.ts";
import type { RemoteScripts } from "../ports/scripts.ts";
import type { HostWork } from "../steps/remote-work.ts";
import { answerFailure } from "../../common/model/script-failure.ts";
import { assignments } from "../../common/model/shell.ts";

/** A host as it was seen, and the laptop's clock (seconds since 1970) when it was. */
export interface SeenHost extends HostWork {
  readonly laptopClock: number;
}

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
        return await lookAt(spec, remote, scripts, clock);
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

async function lookAt(
  spec: StationHost,
  remote: RemoteHost,
  scripts: RemoteScripts,
  clock: Clock,
): Promise<SeenHost> {
  const label = "facts";
  const answer = await remote.ask({
    label,
    script: `${assignments({ PATHS: diskPaths.join("\n") })}\n${scripts("facts.sh")}`,
  });
  const laptopClock = clock.now() / 1000;
  const facts = Facts.safeParse(parsed(answer.stdout));
  if (answer.code !== 0 || !facts.success)
    throw answerFailure(spec.name, label, answer);
  const arch = architectureOf(facts.data.machine);
  if (arch === undefined)
    throw failed("arch-unsupported", {
      host: spec.name,
      data: { machine: facts.data.machine },
    });
  return { spec, remote, facts: facts.data, arch, laptopClock };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
