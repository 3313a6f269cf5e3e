import { assignments } from "../../common/model/shell.ts";
import { answerFailure } from "../../common/model/script-failure.ts";
import type { RemoteHost } from "../ports/remote-host.ts";
import type { RemoteScripts } from "../ports/scripts.ts";

export const hostLogs = ["docker", "containerd", "k3s", "system"] as const;
export type HostLog = (typeof hostLogs)[number];

/** Of each log at most so many bytes, the newest: they are asked for over one SSH channel, and held once. */
const most = 4 * 1024 * 1024;

/**
 * One of the host's own logs since then (seconds since 1970 on its clock). Read as root; may hold
 * secrets of others, so it is masked before it is kept anywhere.
 */
export async function hostLog(
  remote: RemoteHost,
  scripts: RemoteScripts,
  what: HostLog,
  since: number,
): Promise<string> {
  const label = `logs ${what}`;
  const answer = await remote.ask({
    label,
    script: [
      assignments({
        WHAT: what,
        SINCE: String(Math.floor(since)),
        MOST: String(most),
      }),
      scripts("logs.sh"),
    ].join("\n"),
    secret: true,
  });
  if (answer.code !== 0) throw answerFailure(remote.name, label, answer);
  return answer.stdout;
}
