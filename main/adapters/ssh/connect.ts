import type { RemoteHost } from "../../ports/remote-host.ts";
import { runJob, runningJobs } from "./jobs.ts";
import { Session } from "./session.ts";
import type { ConnectOptions } from "./settings.ts";
import { hasFiles, uploadFiles } from "./upload.ts";

export type { ConnectOptions } from "./settings.ts";

/**
 * Signs in to a host. Throws `host-unreachable`, `port-closed`, `not-ssh`, `host-throttles`,
 * `host-key-unknown`, `host-key-changed`, `sign-in-refused`, `no-common-algorithm`, `key-unreadable`,
 * `passphrase-wrong`, `secret-missing`, and for the account `sudo-password-wrong` or
 * `sudo-not-allowed`: that it can become root is known before anything is changed.
 */
export async function connectHost(
  options: ConnectOptions,
): Promise<RemoteHost> {
  let fingerprint: string | undefined;
  const session = await Session.open({
    ...options,
    hostKey: {
      ...options.hostKey,
      // Whoever said yes to a key said it to this one: from now on no other is asked about.
      get pinned() {
        return options.hostKey.pinned ?? fingerprint;
      },
    },
    onHostKey: (accepted) => {
      if (fingerprint === undefined) options.onHostKey?.(accepted);
      fingerprint = accepted;
    },
  });
  try {
    await session.rootWay();
  } catch (error) {
    await session.close();
    throw error;
  }
  return {
    name: options.host.name,
    address: options.host.address,
    ask: (question) => session.ask(question),
    job: (job) => runJob(session, job),
    runningJobs: () => runningJobs(session),
    upload: (uploads, how) => uploadFiles(session, uploads, how),
    has: (uploads) => hasFiles(session, uploads),
    shell: (size) => session.link.shell(size),
    tunnel: (port) => session.link.tunnel(port),
    close: () => session.close(),
  };
}
